"""All portals: what they share is made once, each is made in one piece, several at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of
from aboveboard.publish.tree import Output
from aboveboard.publish.workers import in_parallel
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.render.html import Fragments
from aboveboard.site.audiences import tree_of
from aboveboard.site.feed_shelf import FeedShelf
from aboveboard.site.joining import joiner_of
from aboveboard.site.keys import Keys
from aboveboard.site.own_inputs import own_inputs_digest
from aboveboard.site.papers import papers_at
from aboveboard.site.place import Place
from aboveboard.site.portal import Portal, PortalParts
from aboveboard.site.publishing import NOTHING_COLLECTED, Collected, Prepared, Publishing
from aboveboard.site.reach_stamps import ReachStamps
from aboveboard.site.remembered import Remembered
from aboveboard.site.shells import Frame, assets_of
from aboveboard.views.audience import STAFF
from aboveboard.views.edition import Edition, edition_at
from aboveboard.views.own_registers import OwnRegisters

if TYPE_CHECKING:
    from aboveboard.site.proving import Proof

LOOK = "portal"

# Of so many portals papers are printed together: more would fill the memory.
_MOST_TOGETHER = 8


@dataclass(slots=True)
class _Begun:
    """A portal whose files are known; `said` is what came up when papers were printed ahead. One that stands as it is has
    no `outputs`."""

    id: str
    edition: Edition
    publishing: Publishing
    stamp: str
    outputs: list[Output] | None
    said: dict[str, str] = field(default_factory=dict)


class Portals:
    def __init__(
        self, proof: Proof, frame: Frame, place: Place, cache: Cache, remembered: Remembered, fragments: Fragments
    ) -> None:
        made_of = proof.made_of
        shared = replace(made_of.register, customers=MappingProxyType({}))
        staff = edition_at(STAFF, shared, place.now, is_fixed=place.fixed)
        self._proof = proof
        self._place = place
        self._cache = cache
        self._own = OwnRegisters(made_of.register, proof.told.register)
        self._papers = papers_at(place.root, place.has_papers)
        self._remembered = remembered
        keys = Keys(staff, made_of, digest_of(own_inputs_digest(made_of.root), repr(proof.withheld)))
        self._parts = PortalParts(
            keys,
            joiner_of(frame.shells, fragments, LOOK, is_fixed=place.fixed),
            () if frame.shells.shares_assets else tuple(assets_of(frame)),
            FeedShelf(cache),
            {},
            remembered,
            made_of,
            place.now,
        )
        papers = self._papers.matter if self._papers is not None else ""
        parts = (keys.base, self._parts.joiner.key, papers, *(one.key() for one in self._parts.assets))
        self._stamps = ReachStamps(made_of.register, self._own.graph, place, digest_of(*parts), self._key_of)

    def prepare(self, ids: Sequence[str]) -> Iterator[tuple[Prepared, Collected]]:
        """The trees of these customers, each with what came up while it was made."""
        standing = {id: tree for id in ids if (tree := self._as_it_stands(id)) is not None}
        others = [id for id in ids if id not in standing]
        groups = list(self._groups(others))
        made = chain.from_iterable(in_parallel(self._prepare, groups, self._place.jobs, least=2))
        for at, id in enumerate(ids, 1):
            yield (standing[id], NOTHING_COLLECTED) if id in standing else next(made)
            self._place.progress(at, len(ids))

    def _groups(self, ids: Sequence[str]) -> Iterator[Sequence[str]]:
        """What one process prepares together: fewer and fewer, so that none waits long for the last of another."""
        at = 0
        while at < len(ids):
            left = len(ids) - at
            size = min(_MOST_TOGETHER, -(-left // (2 * self._place.jobs))) if self._papers is not None else 1
            yield ids[at : at + size]
            at += size

    def _as_it_stands(self, id: str) -> Prepared | None:
        """The tree if nothing that the customer's paths cross has changed."""
        publishing, reach = self._publishing(id), self._reach_stamp(id)
        is_same = reach and reach == publishing.stamp.partition(" ")[0] and publishing.is_as_inspected()
        return publishing.unchanged() if is_same else None

    def _prepare(self, ids: Sequence[str]) -> list[tuple[Prepared, Collected]]:
        begun = [self._begun(id) for id in ids]
        self._print_ahead(begun)
        return [self._done(one) for one in begun]

    def _begun(self, id: str) -> _Begun:
        publishing = self._publishing(id)
        edition = self._own.edition(id, self._place.now, is_fixed=self._place.fixed)
        portal = Portal(edition, self._parts, self._papers)
        stamp = f"{self._reach_stamp(id)} {portal.stamp}"
        is_same = portal.stamp == publishing.stamp.partition(" ")[2] and publishing.is_as_inspected()
        return _Begun(id, edition, publishing, stamp, None if is_same else list(portal.outputs()))

    def _print_ahead(self, begun: Sequence[_Begun]) -> None:
        """Papers about one incident, one after the other: of a paper like the last, half is known already."""
        if self._papers is None or len(begun) < 2:
            return
        waiting = (
            (output.path, of, at)
            for of, one in enumerate(begun)
            for at, output in enumerate(one.outputs or ())
            if output.content is not None and one.publishing.is_to_make(output)
        )
        for _, of, at in sorted(waiting):
            one = begun[of]
            assert one.outputs is not None
            one.outputs[at] = one.outputs[at].made()
            one.said |= self._papers.take_said()

    def _done(self, one: _Begun) -> tuple[Prepared, Collected]:
        if one.outputs is None:
            return one.publishing.unchanged(one.stamp), NOTHING_COLLECTED
        prepared = one.publishing.prepare(one.outputs, stamp=one.stamp)
        one.edition.ledger.forget_customers()
        one.outputs = []
        said = one.said | (self._papers.take_said() if self._papers is not None else {})
        tree = tree_of(one.id)
        return prepared, Collected(self._parts.shelf.take(), {path: f"{tree}/{said[path]}" for path in said})

    def _publishing(self, id: str) -> Publishing:
        into = self._place.into / tree_of(id)
        return Publishing(into, self._place.spares, self._cache, self._proof.inspection(id))

    def _reach_stamp(self, id: str) -> str:
        """Empty where what git knows of figures is told as well."""
        if self._remembered.restatements.get(id):
            return ""
        return self._stamps.of(self._proof.made_of.register.customers[id])

    def _key_of(self, record: Incident | Change) -> str:
        return digest_of(*self._parts.keys.words_of((record.id,)), self._remembered.key(record, self._place.now))
