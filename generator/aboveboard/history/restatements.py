"""The closed months whose figures a later commit changed, for all customers at once.

A month is first published when it ends, in the customer's zone. Each commit after that which changes what happened in
it, or what was agreed, is looked at by itself: the figures before and after it, of the customers in reach. So what a
commit restated never changes, and is computed once. Commits that record what happens while it happens are passed over
by the days that their files name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from aboveboard.availability.impacts import Impact, impacts_of_record
from aboveboard.availability.intervals import Interval
from aboveboard.availability.ledger import CustomerMonth, Ledger
from aboveboard.availability.months import Month, month_at
from aboveboard.availability.verdicts import Verdict
from aboveboard.comparison.figures_changed import MonthChange, figures_changed
from aboveboard.frozen import frozen
from aboveboard.history.catalog_moved import catalog_moved
from aboveboard.history.commits import Commit
from aboveboard.history.packed_restatements import packed_rows, unpacked_rows
from aboveboard.history.past_registers import CATALOG_FILES, PastRegisters
from aboveboard.history.versions import History, Key, key_of
from aboveboard.records.layout import Kind, kind_of
from aboveboard.records.register import Register
from aboveboard.views.restatements import CATALOG, PROVIDER, REAL, SLA, Judged, Restatement
from aboveboard.views.revision_words import IN_TIME_SECONDS

_FOLDERS = ("content/catalog", "content/changes", "incidents")
_DAY = 86400
# A commit that brings so many records at once brings a history that was written down elsewhere.
_IMPORT_RECORDS = 10

Restated = Mapping[str, Mapping[Month, tuple[Restatement, ...]]]


def restatements(history: History, register: Register, known: MutableMapping[str, bytes] | None = None) -> Restated:
    """By customer and month, the newest first; customers and months without any are left out.

    `register` is today's, whole. `known` remembers what each commit restated, by its id: a cache may keep it for as
    long as one version of this package fills it.
    """
    if not history.is_there:
        return {}
    walk = _Walk(history, register, {} if known is None else known)
    found: dict[str, dict[Month, list[Restatement]]] = {}
    for place in range(len(history.instants) - 1, 0, -1):
        for customer, restated in walk.restated_by(place):
            found.setdefault(customer, {}).setdefault(restated.month, []).append(restated)
    return {
        customer: {month: tuple(rows) for month, rows in sorted(months.items())}
        for customer, months in sorted(found.items())
    }


@frozen
class _Effects:
    """What a commit could move: records with the impacts that differ, and from when on the catalog says something else
    (None: it does not); `customers` None means all of them."""

    impacts: Mapping[str, tuple[Impact, ...]]
    catalog_from: int | None
    customers: frozenset[str] | None

    @property
    def is_nothing(self) -> bool:
        return not self.impacts and self.catalog_from is None


class _Walk:
    def __init__(self, history: History, register: Register, known: MutableMapping[str, bytes]) -> None:
        self._history = history
        self._register = register
        self._known = known
        self._past: PastRegisters | None = None

    def restated_by(self, place: int) -> Iterable[tuple[str, Restatement]]:
        commit = self._history.log.commits[place]
        packed = self._known.get(commit.id)
        if packed is None:
            if self._past is None:
                self._past = PastRegisters(self._history, self._register, _unlike(self._history))
            found = list(_restated(self._past, commit, place))
            self._known[commit.id] = packed_rows(found)
            return found
        return unpacked_rows(packed)


def _unlike(history: History) -> frozenset[Key]:
    """What is not on disk as the newest commit that counts has it: edits, and what was committed after as-of."""
    later = [path for commit in history.log.commits[len(history.instants) :] for path, _ in commit.files]
    edited = [path for path in history.blobs.git.unlike_head(_FOLDERS) if kind_of(path) is not None]
    return frozenset(key for key in map(key_of, (*later, *edited)) if key in history.files)


def _restated(past: PastRegisters, commit: Commit, place: int) -> Iterator[tuple[str, Restatement]]:
    if _is_import(past.history, commit, place):
        return
    at = past.history.instants[place]
    effects = _effects(past, commit, place, at)
    if effects.is_nothing:
        return
    within = _months_around(effects, at)
    customers = _customers_in_reach(past, place, effects)
    before, after = (_ledger(past, one, within, at, customers) for one in (place - 1, place))
    for change in figures_changed(before, after, customers):
        if change.had_figure and change.month.interval(change.zone)[1] + IN_TIME_SECONDS <= at:
            records = _records_behind(change, effects, before, after)
            yield from ((change.customer, one) for one in _restatements_in(change, at, records))


def _customers_in_reach(past: PastRegisters, place: int, effects: _Effects) -> frozenset[str]:
    """Nobody else's figures can differ (availability.md, section 7, law 7)."""
    before, after = past.catalog(place - 1), past.catalog(place)
    found = set(after.register.customers if effects.customers is None else effects.customers)
    for node in {impact.node for impacts in effects.impacts.values() for impact in impacts}:
        for catalog in (before, after):
            found |= catalog.customers_through.get(node, frozenset())
    return frozenset(found)


def _ledger(past: PastRegisters, place: int, within: Interval, at: int, customers: frozenset[str]) -> Ledger:
    """Of these customers alone, and of what their services are made of."""
    register, graph = past.at(place, within), past.catalog(place).graph
    kept = {id: customer for id, customer in register.customers.items() if id in customers}
    reach = graph.reach(
        node for one in kept.values() for each in one.subscriptions for node in (each.service, *each.via)
    )
    narrow = replace(
        register,
        customers=MappingProxyType(kept),
        components=MappingProxyType({id: one for id, one in register.components.items() if id in reach}),
        services=MappingProxyType({id: one for id, one in register.services.items() if id in reach}),
    )
    return Ledger(narrow, at)


def _is_import(history: History, commit: Commit, place: int) -> bool:
    added = 0
    for path, blob in commit.files:
        key = key_of(path)
        if blob and key[0] in (Kind.INCIDENT, Kind.CHANGE):
            added += history.files[key][0].place == place
    return added >= _IMPORT_RECORDS


def _effects(past: PastRegisters, commit: Commit, place: int, at: int) -> _Effects:
    closed_before = _closed_before(at, past.catalog(place - 1).zones | past.catalog(place).zones)
    last_day = datetime.fromtimestamp(closed_before + _DAY, UTC).strftime("%Y-%m-%d").encode("ascii")
    impacts: dict[str, tuple[Impact, ...]] = {}
    is_of_catalog = False
    for key in sorted({key_of(path) for path, _ in commit.files}):
        is_of_catalog |= key[0] in CATALOG_FILES
        if key[0] in (Kind.INCIDENT, Kind.CHANGE) and past.first_day(key, place) <= last_day:
            moved = [one for one in _impacts_moved(past, key, place, at) if one.start < closed_before]
            if moved:
                impacts[key[1]] = tuple(moved)
    since, customers = catalog_moved(past, place, closed_before) if is_of_catalog else (None, frozenset())
    return _Effects(impacts, since, customers)


def _closed_before(at: int, zones: Iterable[str]) -> int:
    """When the newest month ended that was published by then, in the zone in which that was last."""
    return max(month_at(at - IN_TIME_SECONDS, zone).interval(zone)[0] for zone in zones)


def _impacts_moved(past: PastRegisters, key: Key, place: int, at: int) -> Iterator[Impact]:
    """Those that one of the two versions has, and the other has not."""
    sides: list[Counter[Impact]] = []
    for one in (place - 1, place):
        record = past.record(key, one)
        sides.append(Counter(impacts_of_record(record, past.catalog(one).register, at) if record is not None else ()))
    old, new = sides
    yield from (old - new) + (new - old)


def _months_around(effects: _Effects, at: int) -> Interval:
    """Whole months in any zone, up to the commit."""
    starts = [impact.start for impacts in effects.impacts.values() for impact in impacts]
    ends = [impact.end for impacts in effects.impacts.values() for impact in impacts]
    if effects.catalog_from is not None:
        starts.append(effects.catalog_from)
        ends.append(at)
    first = datetime.fromtimestamp(max(0, min(starts) - _DAY), UTC)
    last = datetime.fromtimestamp(min(max(ends), at) + _DAY, UTC)
    end = Month(last.year, last.month).following.first_day
    return (
        int(datetime(first.year, first.month, 1, tzinfo=UTC).timestamp()) - _DAY,
        int(datetime(end.year, end.month, 1, tzinfo=UTC).timestamp()) + _DAY,
    )


def _records_behind(change: MonthChange, effects: _Effects, after: Ledger, before: Ledger) -> tuple[str, ...]:
    """Those that differ in the month and could reach the customer; the catalog where it does, or where none could."""
    start, end = change.month.interval(change.zone)
    found = [
        id
        for id, impacts in sorted(effects.impacts.items())
        if any(one.start < end and one.end > start and one.reaches(change.customer) for one in impacts)
        and any(one.node in _reach(ledger, change.customer) for one in impacts for ledger in (before, after))
    ]
    is_of_catalog = effects.catalog_from is not None and (
        effects.customers is None or change.customer in effects.customers
    )
    if is_of_catalog or not found:
        found.append(CATALOG)
    return tuple(found)


def _reach(ledger: Ledger, customer: str) -> frozenset[str]:
    subscriptions = ledger.register.customers[customer].subscriptions if customer in ledger.register.customers else ()
    return ledger.graph.reach(node for one in subscriptions for node in (one.service, *one.via))


def _restatements_in(change: MonthChange, at: int, records: tuple[str, ...]) -> Iterator[Restatement]:
    """Of the whole first, then the SLAs; a figure that was undefined, or is now, is left out."""
    before, after = change.before, change.after
    if before is None or after is None:
        return
    for lens, was, now in ((REAL, before.real, after.real), (PROVIDER, before.provider, after.provider)):
        if was != now and was.agreed and now.agreed:
            yield Restatement(change.month, lens, "", "", was, now, at, records)
    for service, old, new in _judged_again(before, after):
        sides = Judged(old.met, old.credit_percent), Judged(new.met, new.credit_percent)
        if (old.figure, sides[0]) != (new.figure, sides[1]) and old.figure.agreed and new.figure.agreed:
            policy, judged = new.sla.id if old.sla.id == new.sla.id else "", None if sides[0] == sides[1] else sides
            yield Restatement(change.month, SLA, service, policy, old.figure, new.figure, at, records, judged)


def _judged_again(before: CustomerMonth, after: CustomerMonth) -> Iterator[tuple[str, Verdict, Verdict]]:
    """By service, what became of each verdict. Where there are as many as there were, each is what became of the one in
    its place, whatever its policy is called; else the first of each policy."""
    for id, service in before.services.items():
        olds, news = service.slas, after.services[id].slas if id in after.services else ()
        if len(olds) == len(news):
            yield from ((id, old, new) for old, new in zip(olds, news, strict=True))
        else:
            first = {verdict.sla.id: verdict for verdict in reversed(news)}
            told = {verdict.sla.id: verdict for verdict in reversed(olds)}
            yield from ((id, old, first[policy]) for policy, old in sorted(told.items()) if policy in first)
