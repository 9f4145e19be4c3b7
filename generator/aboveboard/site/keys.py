"""What each page is made of, as one short name: a page is made again when, and only when, its key changes.

A page of a record depends on the record, its RFO, the changes and incidents it is tied to, and on whatever overlaps it
in time (two incidents together can break a redundant pair, and a second is charged once). `Keys.base` stands for all
that every page depends on: the package, the theme, the shell, and the catalog as the reader knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from aboveboard.availability.clock import local_date
from aboveboard.availability.impacts import Impact
from aboveboard.availability.ledger import FOREVER
from aboveboard.availability.months import Month, trailing_twelve
from aboveboard.publish.digest import digest_of
from aboveboard.records.catalog import Customer
from aboveboard.records.change import Change
from aboveboard.records.frozen import freeze
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.records.rfo import Rfo
from aboveboard.site.records_of import Recorded
from aboveboard.views.edition import Edition
from aboveboard.views.flags import flags_of
from aboveboard.views.record_index import by_month
from aboveboard.views.rfo_promise import rfo_promise


class _Token(NamedTuple):
    """What stands for a record in keys: its bytes, its RFO's, and the part of as-of that its words depend on.

    `facts` is for pages that repeat no words of a record that is over. `last_instant` is the last that the record
    speaks of, and FOREVER until it is over.
    """

    whole: str
    facts: str
    last_instant: int


# More than any run of holidays can add to a promise in business days.
_GENEROUS_SECONDS = 60 * 86400


class Keys:
    """The keys of one edition's pages. `theme` is the digest of templates and shell."""

    def __init__(self, edition: Edition, made_of: Recorded, theme: str) -> None:
        self._edition = edition
        self._register = edition.register
        self._digests = made_of.digests
        self._restored = made_of.restored
        self.base = digest_of(theme, catalog_digest(edition.register), edition.zone)

    def words_of(self, ids: Iterable[str]) -> Iterator[str]:
        """Of pages that repeat what these records say."""
        return (self._tokens[id].whole for id in ids)

    def facts_of(self, ids: Iterable[str]) -> Iterator[str]:
        """Of pages that repeat no words of those that are over."""
        return (self._tokens[id].facts for id in ids)

    def incident(self, incident: Incident) -> str:
        caused_by = self._register.changes.get(incident.change or "")
        tied = [caused_by.id] if caused_by is not None else []
        others = self.facts_of([*tied, *self._overlapping.get(incident.id, ())])
        return digest_of(self.base, "incident", self._tokens[incident.id].whole, *others)

    def change(self, change: Change) -> str:
        caused = [incident.id for incident in self._edition.index.incidents_by_change.get(change.id, ())]
        return digest_of(
            self.base, "change", *self.facts_of([change.id, *caused, *self._overlapping.get(change.id, ())])
        )

    def rfo(self, rfo: Rfo) -> str:
        incident = self._register.incidents[rfo.id]
        today = str(local_date(self._edition.as_of, self._edition.zone)) if _has_open_actions(rfo) else ""
        return digest_of(
            "rfo", self.incident(incident), today, *self.facts_of(self._of_root_cause.get(rfo.root_cause or "", ()))
        )

    def neighbours(self, incident: Incident) -> Iterator[str]:
        """The paths of the records that the pages of an incident and of its RFO are made of, beside its own."""
        register = self._register
        rfo = register.rfos.get(incident.id)
        of_one_cause = self._of_root_cause.get(rfo.root_cause or "", ()) if rfo is not None else ()
        for id in sorted({incident.id, *of_one_cause, *self._overlapping.get(incident.id, ())}):
            yield (register.incidents.get(id) or register.changes[id]).path
            if id in register.rfos:
                yield register.rfos[id].path
        caused_by = register.changes.get(incident.change or "")
        if caused_by is not None:
            yield caused_by.path

    def is_over(self, incident: Incident) -> bool:
        """Whether nothing that it speaks of goes on or lies ahead."""
        return self._tokens[incident.id].last_instant < FOREVER

    def month(self, month: Month) -> str:
        ids = {*(record.id for record in self._records_of(month)), *self._felt_in.get(month, ())}
        end = month.interval(self._edition.zone)[1]
        as_of = str(self._edition.as_of) if end > self._edition.as_of else ""
        return digest_of(self.base, "month", str(month), self._months, as_of, *self.facts_of(sorted(ids)))

    def service(self, service: str) -> str:
        """Of what its page shows: the months of its history, on the service's path, up to as-of."""
        reach = sorted(self._edition.ledger.path(service).reach)
        on_path = (self._shown_by_node.get(node, "") for node in reach)
        return digest_of(self.base, "service", service, self._since, str(self._edition.as_of), *on_path)

    def path(self, service: str) -> str:
        """Of everything that ever lay on the service's path; does not depend on as-of, unless something on it goes on."""
        reach = sorted(self._edition.ledger.path(service).reach)
        return digest_of(self.base, service, *(self._by_node.get(node, "") for node in reach))

    def customer(self, customer: Customer) -> str:
        """Of what a customer had, on all their paths, from the first record up to as-of."""
        roots = sorted({node for one in customer.subscriptions for node in (one.service, *one.via)})
        on_paths = (self._by_node.get(node, "") for node in sorted(self._edition.ledger.graph.reach(roots)))
        own = repr(freeze(customer))
        return digest_of(self.base, "customer", own, self._since, str(self._edition.as_of), *on_paths)

    @cached_property
    def everything(self) -> str:
        """Of pages that speak of all records, but repeat no words of those that are over."""
        ids = (*self._register.incidents, *self._register.changes)
        return digest_of(self.base, self._since, str(self._edition.as_of), *self.facts_of(ids))

    @cached_property
    def all_words(self) -> str:
        """Of what repeats words of any record."""
        ids = (*self._register.incidents, *self._register.changes)
        return digest_of(self.base, str(self._edition.as_of), *self.words_of(ids))

    @cached_property
    def changes(self) -> str:
        """Of what speaks of changes alone."""
        return digest_of(self.base, "changes", str(self._edition.as_of), *self.facts_of(self._register.changes))

    @cached_property
    def _by_node(self) -> Mapping[str, str]:
        """One digest for each node, of all records that name it."""
        return self._digests_by_node(_records(self._register))

    @cached_property
    def _shown_by_node(self) -> Mapping[str, str]:
        """The same of the records that a service's page can show."""
        first = self._first_shown
        return self._digests_by_node(
            record for record in _records(self._register) if self._tokens[record.id].last_instant >= first
        )

    @cached_property
    def _first_shown(self) -> int:
        """From here on a service's page depends on what happened: on its months, and on what reaches into them without
        a break, since a page says since when a service is as it is."""
        first = trailing_twelve(self._edition.as_of, self._edition.zone)[0].interval(self._edition.zone)[0]
        for impact in sorted(self._edition.ledger.impacts, key=lambda impact: impact.end, reverse=True):
            if impact.end < first:
                break
            first = min(first, impact.start)
        return first

    def _digests_by_node(self, records: Iterable[Incident | Change]) -> Mapping[str, str]:
        found: dict[str, list[str]] = {}
        for record in records:
            nodes = {impact.on for impact in record.impacts or ()}
            if isinstance(record, Change):
                nodes.update(record.components)
            for node in nodes:
                found.setdefault(node, []).append(self._tokens[record.id].facts)
        return {node: digest_of(*tokens) for node, tokens in found.items()}

    @cached_property
    def _months(self) -> str:
        from aboveboard.views.history import history_months  # the keys of a few records are needed without it

        return " ".join(map(str, history_months(self._edition)))

    @cached_property
    def _since(self) -> str:
        from aboveboard.views.service_history import measured_since

        return str(measured_since(self._edition))

    @cached_property
    def _felt_in(self) -> Mapping[Month, tuple[str, ...]]:
        """The records of which an impact reaches into each month."""
        impacts = self._edition.ledger.impacts
        return by_month(((impact.source, impact.start, impact.end) for impact in impacts), self._edition.zone)

    def _records_of(self, month: Month) -> tuple[Incident | Change, ...]:
        """What its page has rows of, and the incidents that one of the changes caused: the change's row counts them."""
        index = self._edition.index
        changes = index.changes_by_month.get(month, ())
        caused = (incident for change in changes for incident in index.incidents_by_change.get(change.id, ()))
        return (*index.incidents_by_month.get(month, ()), *changes, *caused)

    @cached_property
    def _tokens(self) -> Mapping[str, _Token]:
        return {record.id: self._token(record) for record in _records(self._register)}

    def _token(self, record: Incident | Change) -> _Token:
        digests = self._digests[record.path]
        last_instant = _last_instant(record)
        more = "\n".join(self._more(record, lies_behind=last_instant < self._edition.as_of))
        if isinstance(record, Change):
            is_over, facts = record.outcome.is_finished, digests.whole
        else:
            is_over, facts = not record.is_open, digests.facts
        if not is_over or last_instant >= self._edition.as_of:
            last_instant, facts = FOREVER, digests.whole
        return _Token(f"{digests.whole}\n{more}", f"{facts}\n{more}", last_instant)

    def _more(self, record: Incident | Change, *, lies_behind: bool) -> Iterable[str]:
        """What is told of a record that does not stand in its own file."""
        as_of = self._edition.as_of
        if record.path in self._restored or not lies_behind:
            yield from flags_of(record, as_of, is_restored=record.path in self._restored)
        if isinstance(record, Change):
            yield "" if record.outcome.is_finished and lies_behind else str(as_of)
            return
        if record.is_open or not lies_behind:
            yield str(as_of)
        rfo = self._register.rfos.get(record.id)
        if rfo is not None:
            yield self._digests[rfo.path].whole
        if record.id in self._register.told_to_few:
            yield "told to few"
        if not self._is_late_for_good(record):
            yield repr(rfo_promise(record, self._register, as_of))

    def _is_late_for_good(self, incident: Incident) -> bool:
        """Whether every promise about its RFO was due so long ago that a later as-of changes no word about it."""
        if incident.resolved is None:
            return False
        promise = self._register.provider.promise(incident.urgency)
        durations = [due for due in (promise.rfo_preliminary, promise.rfo_final) if due is not None]
        longest = max((due.seconds + due.business_days * 3 * 86400 for due in durations), default=0)
        return incident.resolved + longest + _GENEROUS_SECONDS < self._edition.as_of

    @cached_property
    def _of_root_cause(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of RFOs by their root cause: each page names those that came before."""
        found: dict[str, list[str]] = {}
        for rfo in self._register.rfos.values():
            if rfo.root_cause is not None and rfo.id in self._register.incidents:
                found.setdefault(rfo.root_cause, []).append(rfo.id)
        return {cause: tuple(ids) for cause, ids in found.items()}

    @cached_property
    def _overlapping(self) -> Mapping[str, tuple[str, ...]]:
        """The other records with an impact that runs while one of this record's does."""
        return overlapping(self._edition.ledger.impacts)


def overlapping(impacts: Iterable[Impact]) -> dict[str, tuple[str, ...]]:
    """By record; sorted. Impacts that touch only at a border count too: a page may say what came next."""
    found: dict[str, set[str]] = {}
    active: list[Impact] = []
    for impact in sorted(impacts, key=lambda impact: impact.start):
        active = [other for other in active if other.end >= impact.start]
        for other in active:
            if other.source != impact.source:
                found.setdefault(impact.source, set()).add(other.source)
                found.setdefault(other.source, set()).add(impact.source)
        active.append(impact)
    return {id: tuple(sorted(others)) for id, others in found.items()}


def catalog_digest(register: Register) -> str:
    """Of the catalog as a reader knows it."""
    kinds = (register.components, register.services, register.slas, register.customers)
    return digest_of(
        repr(freeze(register.provider)), *(repr([freeze(entry) for entry in kind.values()]) for kind in kinds)
    )


def _records(register: Register) -> Iterable[Incident | Change]:
    yield from register.incidents.values()
    yield from register.changes.values()


def _last_instant(record: Incident | Change) -> int:
    """The latest instant that the record speaks of; as-of before it means that something still lies ahead."""
    ends = [update.at for update in record.updates]
    ends += [instant for impact in record.impacts or () for instant in (impact.from_, impact.to) if instant is not None]
    if isinstance(record, Change):
        return max([record.window.to, *ends])
    told = (record.detected, record.acknowledged, record.diagnosed, record.mitigated, record.resolved)
    return max([record.started, *(instant for instant in told if instant is not None), *ends])


def _has_open_actions(rfo: Rfo) -> bool:
    return any(action.done is None and action.due is not None for action in rfo.actions or ())
