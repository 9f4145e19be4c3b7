"""The tree that staff alone read: what is owed, every customer, every action, and the records that nobody else may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from aboveboard.errors import Severity
from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of
from aboveboard.publish.tree import Output, at_hand
from aboveboard.records.communication import Communication
from aboveboard.records.frozen import freeze
from aboveboard.records.layout import File, Kind, kind_of
from aboveboard.records.rfo import Rfo
from aboveboard.render.html import Fragments
from aboveboard.render.paper.imprint import Imprint
from aboveboard.site.answers import answers
from aboveboard.site.audiences import INTERNAL
from aboveboard.site.build_file import build_file
from aboveboard.site.inspection import NOTHING_TO_HIDE
from aboveboard.site.joining import PageOutput, joiner_of
from aboveboard.site.keys import Keys
from aboveboard.site.own_inputs import own_inputs_digest
from aboveboard.site.papers import papers_at
from aboveboard.site.place import Place
from aboveboard.site.publishing import Prepared, Publishing
from aboveboard.site.remembered import Remembered
from aboveboard.site.shells import Frame, assets_of
from aboveboard.views.audience import STAFF
from aboveboard.views.change_page import change_page
from aboveboard.views.edition import Edition, edition_at
from aboveboard.views.flags import flags_of
from aboveboard.views.incident_page import incident_page
from aboveboard.views.internal.actions import ACTIONS, actions_page
from aboveboard.views.internal.build_notes import BuildNotes
from aboveboard.views.internal.customer_figures import CustomerFigures, customer_figures
from aboveboard.views.internal.customers import CUSTOMERS, LOG, customer_page, customers_page, log_page
from aboveboard.views.internal.desk import DESK, desk_page
from aboveboard.views.internal.due import DUE, customer_path, due_page
from aboveboard.views.links import Link
from aboveboard.views.page import Page
from aboveboard.views.record_paths import change_path, incident_path, rfo_path
from aboveboard.views.rfo_page import rfo_page
from aboveboard.views.tree_paths import is_kept, is_kept_rfo

if TYPE_CHECKING:
    from aboveboard.site.proving import Proof

_FIGURES = "customer-figures"


class InternalSite:
    """`proof` says what was withheld from everybody else."""

    def __init__(
        self, proof: Proof, frame: Frame, place: Place, cache: Cache, remembered: Remembered, fragments: Fragments
    ) -> None:
        self._made_of = proof.made_of
        self._withheld = proof.withheld
        self._frame = frame
        self._place = place
        self._cache = cache
        self._remembered = remembered
        self._fragments = fragments
        self._papers = papers_at(place.root, place.has_papers)
        withheld = frozenset(one.path for one in proof.withheld if not one.is_older_shown)
        register = replace(self._made_of.register, withheld=withheld)
        self._edition = edition_at(STAFF, register, place.now, is_fixed=place.fixed)
        shared = replace(self._edition, register=replace(self._edition.register, customers=MappingProxyType({})))
        self._keys = Keys(shared, self._made_of, own_inputs_digest(self._made_of.root))

    def prepare(self) -> Prepared:
        assert self._figures is not None  # found before the first page: a forked process makes no use of the cache
        joiner = joiner_of(self._frame.shells, self._fragments, INTERNAL, is_fixed=self._place.fixed)
        outputs: list[Output] = [
            *assets_of(self._frame),
            *joiner.joined(self._pages()),
            *self._pdfs(),
            build_file(self._edition.as_of, self._place.now),
        ]
        publishing = Publishing(
            self._place.into / INTERNAL, self._place.spares, self._cache, NOTHING_TO_HIDE, self._place.jobs, least=2
        )
        return publishing.prepare(outputs)

    def _pages(self) -> Iterator[PageOutput]:
        edition, register = self._edition, self._edition.register
        notes = self._notes
        said = dict[str, list[Communication]]()
        for one in register.communications.values():
            said.setdefault(one.customer or "", []).append(one)
        everything = digest_of(self._keys.everything, self._everybody, repr(said), repr(notes))
        whole: tuple[tuple[str, Callable[[], Page]], ...] = (
            (DESK, partial(desk_page, edition, notes)),
            (DUE, partial(due_page, edition)),
            (ACTIONS, partial(actions_page, edition)),
            (LOG, partial(log_page, edition)),
            (CUSTOMERS, partial(customers_page, edition, self._figures_of)),
        )
        for path, view in whole:
            yield PageOutput(path, partial(digest_of, everything, path), view)
        for id, key in self._customer_keys.items():
            view = partial(customer_page, edition, id, self._figures_of)
            told = self._told_to(said.get(id, ()))
            yield PageOutput(customer_path(id), at_hand(digest_of(key, self._kept_from_all, *told)), view)
        yield from self._records()

    def _told_to(self, said: Sequence[Communication]) -> Iterator[str]:
        """Of what was said, and of the records that it leads to."""
        register = self._edition.register
        yield from map(repr, said)
        for one in said:
            yield from self._keys.facts_of(id for id in one.about if id in register.incidents or id in register.changes)

    def _records(self) -> Iterator[PageOutput]:
        """The pages of records that have none in the public tree."""
        register, keys = self._edition.register, self._keys
        for incident in register.incidents.values():
            if is_kept(self._edition, incident):
                view = partial(incident_page, self._edition, incident.id, self._flags(incident.id))
                yield PageOutput(
                    incident_path(incident.id), at_hand(digest_of(keys.incident(incident), self._everybody)), view
                )
            if is_kept_rfo(self._edition, incident.id):
                rfo = register.rfos[incident.id]
                yield PageOutput(rfo_path(rfo.id), partial(self._rfo_key, rfo), partial(self._rfo, rfo.id))
        for change in register.changes.values():
            if is_kept(self._edition, change):
                view = partial(change_page, self._edition, change.id, self._flags(change.id))
                yield PageOutput(change_path(change.id), at_hand(digest_of(keys.change(change), self._everybody)), view)

    def _pdfs(self) -> Iterator[Output]:
        """A draft has a paper too, that says on every page what it is."""
        register, imprint = self._edition.register, Imprint(self._edition.register.provider.name, "")
        for rfo in register.rfos.values():
            if self._papers is not None and is_kept_rfo(self._edition, rfo.id):
                yield self._papers.rfo(
                    f"rfo/{rfo.id}.pdf", partial(self._rfo_key, rfo), partial(self._rfo, rfo.id), imprint
                )

    def _rfo(self, id: str) -> Page:
        return rfo_page(self._edition, id, has_pdf=self._papers is not None)

    def _rfo_key(self, rfo: Rfo) -> str:
        return digest_of(self._keys.rfo(rfo), self._everybody, str(self._papers is not None))

    def _flags(self, id: str) -> tuple[str, ...]:
        record = self._edition.register.incidents.get(id) or self._edition.register.changes[id]
        is_restored, is_withheld = record.path in self._made_of.restored, record.path in self._edition.register.withheld
        return flags_of(record, self._edition.as_of, is_restored=is_restored, is_withheld=is_withheld)

    def _figures_of(self, _: Edition, customer: str) -> CustomerFigures:
        return self._figures[customer]

    @cached_property
    def _everybody(self) -> str:
        """Whoever a page of a record may name, and what is told to none of them."""
        customers = self._edition.register.customers.values()
        return digest_of(self._kept_from_all, *(repr(freeze(customer)) for customer in customers))

    @property
    def _kept_from_all(self) -> str:
        """What a link to a record depends on."""
        return repr(sorted(self._edition.register.withheld))

    @cached_property
    def _customer_keys(self) -> Mapping[str, str]:
        return {id: self._keys.customer(customer) for id, customer in self._edition.register.customers.items()}

    @cached_property
    def _figures(self) -> Mapping[str, CustomerFigures]:
        """Of every customer; from the cache where nothing on their paths has changed."""
        keys, jobs = self._customer_keys, self._place.jobs
        given = answers(self._cache, _FIGURES, keys, keys.__getitem__, self._made_figures, CustomerFigures, jobs)
        return given()

    def _made_figures(self, customer: str) -> CustomerFigures:
        made = customer_figures(self._edition, customer)
        self._edition.ledger.forget_customers()
        return made

    @property
    def _notes(self) -> BuildNotes:
        errors = [problem for problem in self._made_of.problems if problem.severity is Severity.ERROR]
        withheld = (Link(self._own_page(one.path), str(one)) for one in self._withheld)
        restored, strangers = sorted(self._made_of.restored), map(str, self._made_of.strangers)
        return BuildNotes(tuple(map(str, errors)), tuple(restored), tuple(withheld), tuple(strangers))

    def _own_page(self, path: str) -> str:
        """Where staff read what is withheld; empty where others read an older version."""
        kind = kind_of(path)
        if path not in self._edition.register.withheld or kind not in _PAGES:
            return ""
        return _PAGES[kind](File(path, kind).id)


_PAGES = {Kind.INCIDENT: incident_path, Kind.CHANGE: change_path, Kind.RFO: rfo_path}
