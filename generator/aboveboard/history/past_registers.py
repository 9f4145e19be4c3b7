"""The register as each commit left it, as far as an interval of time goes: what did not change since is taken from today's.

Made anew from git's objects only where a file has other versions later; what a later commit added is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from aboveboard.availability.graph import Graph, graph_of
from aboveboard.availability.intervals import Interval
from aboveboard.frozen import frozen
from aboveboard.history.versions import FileVersion, History, Key
from aboveboard.records.catalog import Provider
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.instants import utc_text
from aboveboard.records.layout import Kind
from aboveboard.records.reading import Record
from aboveboard.records.register import NO_PROVIDER, Register
from aboveboard.records.vocabulary import Outcome

CATALOG_FILES = (Kind.PROVIDER, Kind.COMPONENTS, Kind.SERVICES, Kind.SLAS, Kind.CUSTOMER)
_TELLING = (Kind.INCIDENT, Kind.CHANGE)
_DATE = re.compile(rb"\d{4}-\d\d-\d\d")
_PLACE = attrgetter("place")
# Commits are looked at one after the other, each beside the one before it.
_REMEMBERED = 8
_NOWHERE = 1 << 40


@frozen
class _Told:
    """A record of today, the first and last instant of what it disrupts (`end` None: it goes on), and the place of the
    commit that made it what it is."""

    record: Incident | Change
    start: int
    end: int | None
    last_place: int


class PastCatalog:
    """What was there to be sold, of what it was made, and to whom it was sold; without any incident or change."""

    def __init__(self, register: Register) -> None:
        self.register = register

    @cached_property
    def graph(self) -> Graph:
        return graph_of(self.register)

    @cached_property
    def zones(self) -> frozenset[str]:
        """In which months ended."""
        named = {one.timezone for one in self.register.customers.values() if one.timezone}
        return frozenset({self.register.provider.timezone, *named})

    @cached_property
    def customers_through(self) -> Mapping[str, frozenset[str]]:
        """The customers on whose path each node lies."""
        subscribers: dict[str, set[str]] = {}
        for id, customer in self.register.customers.items():
            for one in customer.subscriptions:
                for root in (one.service, *one.via):
                    subscribers.setdefault(root, set()).add(id)
        found: dict[str, set[str]] = {}
        for root, ids in subscribers.items():
            for node in self.graph.reach((root,)):
                found.setdefault(node, set()).update(ids)
        return {node: frozenset(ids) for node, ids in found.items()}


class PastRegisters:
    """`register` is today's, made of the same folder as the history; `unlike` are the files in which it differs from
    the newest commit that counts."""

    def __init__(self, history: History, register: Register, unlike: frozenset[Key] = frozenset()) -> None:
        self.history = history
        self._today = register
        self._unlike = unlike
        self._catalogs: dict[int, PastCatalog] = {}
        self._days: dict[str, bytes] = {}

    def at(self, place: int, within: Interval) -> Register:
        """After the commit at a place of the log, with the incidents and changes whose impacts reach into an interval."""
        incidents: dict[str, Incident] = {}
        changes: dict[str, Change] = {}
        for record in self._records(place, within):
            if isinstance(record, Incident):
                incidents[record.id] = record
            else:
                changes[record.id] = record
        return replace(self.catalog(place).register, incidents=_sorted(incidents), changes=_sorted(changes))

    def catalog(self, place: int) -> PastCatalog:
        last = bisect_right(self._catalog_places, place)
        if last not in self._catalogs:
            if len(self._catalogs) >= _REMEMBERED:
                self._catalogs.clear()
            self._catalogs[last] = PastCatalog(self._catalog(place))
        return self._catalogs[last]

    def record(self, key: Key, place: int) -> Incident | Change | None:
        """As the commit at the place left it; what could not be read then stands as it was before, as on the site."""
        found = self._readable(key, place)
        record = found[0] if found else None
        return record if isinstance(record, Incident | Change) else None

    def first_day(self, key: Key, place: int) -> bytes:
        """The earliest day that the file names after the commit, and the one before it, as it is written; a quick look."""
        files = self.history.files.get(key, ())
        last = bisect_right(files, place, key=_PLACE)
        return min((self._first_day(one) for one in files[max(0, last - 2) : last]), default=b"9")

    @cached_property
    def _catalog_places(self) -> Sequence[int]:
        """Where the catalog was changed, in order."""
        return sorted({one.place for key in self._catalog_keys for one in self.history.files[key]})

    @cached_property
    def _catalog_keys(self) -> Sequence[Key]:
        return sorted(key for key in self.history.files if key[0] in CATALOG_FILES)

    def _catalog(self, place: int) -> Register:
        kept: dict[Kind, dict[str, Any]] = {kind: {} for kind in CATALOG_FILES}
        provider = NO_PROVIDER
        for key in self._catalog_keys:
            for record in self._of_catalog(key, place):
                if isinstance(record, Provider):
                    provider = record
                else:
                    kept[key[0]][record.id] = record  # type: ignore[union-attr]
        return Register(
            provider,
            _sorted(kept[Kind.COMPONENTS]),
            _sorted(kept[Kind.SERVICES]),
            _sorted(kept[Kind.SLAS]),
            _sorted(kept[Kind.CUSTOMER]),
        )

    def _of_catalog(self, key: Key, place: int) -> Iterable[Record]:
        if self._last_place(key) > place:
            return self._readable(key, place)
        kind, id = key
        today = self._today
        if kind is Kind.CUSTOMER:
            return (today.customers[id],) if id in today.customers else ()
        entries: Mapping[Kind, Iterable[Record]] = {
            Kind.PROVIDER: (today.provider,),
            Kind.COMPONENTS: today.components.values(),
            Kind.SERVICES: today.services.values(),
            Kind.SLAS: today.slas.values(),
        }
        return entries[kind]

    def _readable(self, key: Key, place: int) -> tuple[Record, ...]:
        """Of the newest version up to the place that could be read; nothing where the file was gone."""
        files = self.history.files.get(key, ())
        for version in reversed(files[: bisect_right(files, place, key=_PLACE)]):
            if not version.blob:
                return ()
            records = self.history.records_in(version)
            if records is not None:
                return records
        return ()

    def _records(self, place: int, within: Interval) -> Iterator[Incident | Change]:
        """Those of today that have not changed since, and the others as they were."""
        start, end = within
        for told in self._told_today:
            if told.start < end and told.last_place <= place and (told.end is None or told.end > start):
                yield told.record
        last_day = _day_after(end)
        for key, first_place, last_place in self._changed:
            if first_place <= place < last_place and self.first_day(key, place) <= last_day:
                record = self.record(key, place)
                if record is not None and _overlaps(_span(record), within):
                    yield record

    @cached_property
    def _changed(self) -> Sequence[tuple[Key, int, int]]:
        """The files of records that were other ones at some time, with the places between which they were."""
        return [
            (key, files[0].place, self._last_place(key))
            for key, files in sorted(self.history.files.items())
            if key[0] in _TELLING and (len(files) > 1 or key in self._unlike)
        ]

    def _last_place(self, key: Key) -> int:
        """Where the file became what it is today; nowhere yet when it is not on disk as it is in git."""
        files = self.history.files.get(key, ())
        return _NOWHERE if not files or key in self._unlike else files[-1].place

    @cached_property
    def _told_today(self) -> Sequence[_Told]:
        found = []
        for kind, records in ((Kind.INCIDENT, self._today.incidents), (Kind.CHANGE, self._today.changes)):
            for id, record in records.items():
                span = _span(record)
                if span is not None:
                    found.append(_Told(record, *span, self._last_place((kind, id))))
        return found

    def _first_day(self, version: FileVersion) -> bytes:
        """Days that are written in another zone may be one off."""
        if not version.blob:
            return b"9"
        if version.blob not in self._days:
            content = self.history.blobs.content(version.blob) or b""
            matter = content[: content.find(b"\n---", 4)]
            self._days[version.blob] = min(_DATE.findall(matter), default=b"")
        return self._days[version.blob]


def _span(record: Incident | Change) -> tuple[int, int | None] | None:
    """From the first to the last instant of its impacts; None without any. An end that is open has none."""
    if not record.impacts:
        return None
    first, last = (
        (record.started, record.resolved) if isinstance(record, Incident) else (record.window.from_, record.window.to)
    )
    starts = [first if impact.from_ is None else impact.from_ for impact in record.impacts]
    ends = [last if impact.to is None else impact.to for impact in record.impacts]
    known = [end for end in ends if end is not None]
    is_overrun = isinstance(record, Change) and record.outcome is Outcome.IN_PROGRESS
    is_open = is_overrun or len(known) < len(ends)
    return min(starts), None if is_open else max(known)


def _overlaps(span: tuple[int, int | None] | None, within: Interval) -> bool:
    return span is not None and span[0] < within[1] and (span[1] is None or span[1] > within[0])


def _day_after(instant: int) -> bytes:
    """The next day, as files write it: no zone is further away."""
    return utc_text(instant + 86400)[:10].encode("ascii")


def _sorted(records: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(sorted(records.items())))
