"""All portals: what they share is made once, each is made in one piece, several at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of
from aboveboard.publish.tree import Output
from aboveboard.publish.workers import in_parallel
from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.site.audiences import tree_of
from aboveboard.site.feed_shelf import FeedShelf
from aboveboard.site.joining import joiner_of
from aboveboard.site.keys import Keys
from aboveboard.site.papers import papers_at
from aboveboard.site.place import Place
from aboveboard.site.portal import Portal, PortalParts
from aboveboard.site.publishing import NOTHING_COLLECTED, Collected, Prepared, Publishing
from aboveboard.site.record_pages import own_inputs_digest
from aboveboard.site.remembered import Remembered
from aboveboard.site.shells import Frame
from aboveboard.views.audience import STAFF
from aboveboard.views.edition import edition_at
from aboveboard.views.own_registers import OwnRegisters

if TYPE_CHECKING:
    from aboveboard.site.proving import Proof

LOOK = "portal"
_OURS = ("stylesheets/", "javascripts/", "images/", "assets/")
# Only the public tree has a search.
_UNUSED = ("assets/javascripts/workers/", "assets/javascripts/lunr/")


class Portals:
    def __init__(self, proof: Proof, frame: Frame, place: Place, cache: Cache, remembered: Remembered) -> None:
        made_of = proof.made_of
        shared = replace(made_of.register, customers=MappingProxyType({}))
        staff = edition_at(STAFF, shared, place.now, is_fixed=place.fixed)
        fragments = Fragments(theme_folders("html", made_of.root))
        self._proof = proof
        self._place = place
        self._cache = cache
        self._own = OwnRegisters(made_of.register, proof.told.register)
        self._papers = papers_at(place.root, place.has_papers)
        self._parts = PortalParts(
            Keys(staff, made_of, digest_of(own_inputs_digest(made_of.root), repr(proof.withheld))),
            joiner_of(frame.shells, fragments, LOOK, is_fixed=place.fixed),
            () if frame.shells.shares_assets else tuple(assets_of(frame)),
            FeedShelf(cache),
            {},
            remembered,
            made_of,
            place.now,
        )

    def prepare(self, ids: Sequence[str]) -> Iterator[tuple[Prepared, Collected]]:
        """The trees of these customers, each with what came up while it was made."""
        for at, done in enumerate(in_parallel(self._prepare, ids, self._place.jobs, least=2), 1):
            self._place.progress(at, len(ids))
            yield done

    def _prepare(self, id: str) -> tuple[Prepared, Collected]:
        edition = self._own.edition(id, self._place.now, is_fixed=self._place.fixed)
        papers = self._papers
        portal = Portal(edition, self._parts, papers)
        publishing = Publishing(
            self._place.into / tree_of(id), self._place.spares, self._cache, self._proof.inspection(id)
        )
        if publishing.is_made_of(portal.stamp):
            return publishing.unchanged(), NOTHING_COLLECTED
        prepared = publishing.prepare(list(portal.outputs()), stamp=portal.stamp)
        edition.ledger.forget_customers()
        said = papers.take_said() if papers is not None else {}
        return prepared, Collected(self._parts.shelf.take(), {path: f"{tree_of(id)}/{said[path]}" for path in said})


def assets_of(frame: Frame) -> Iterator[Output]:
    """What the shell of a tree without a search needs of MkDocs' files."""
    for path in frame.files:
        if path.startswith(_OURS) and not path.startswith(_UNUSED):
            yield Output(path, digest_of("frame", frame.key, path), partial(frame.read, path))
