"""What a service went through: ninety days as cells, twelve complete months and the running one as figures.

Made of the ledger's rows alone, so it serves the public view of a service and a customer's own path alike; plain data,
so it can be kept in a cache.

Nobody writes down when a service began. So a day is *not measured* when it lies wholly before the first day of which
any record tells: until then nobody wrote down disruptions either. Days before a subscription began are left empty. The figure of ninety days counts the measured part of them; a month's figure is the whole month's, as the contract
of figures has it (availability.md, section 4), but a month that ended before the first record has none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from aboveboard.availability.charges import Charge
from aboveboard.availability.clock import local_date, local_instant
from aboveboard.availability.figures import Figure, figure_of, total
from aboveboard.availability.intervals import Interval, Intervals, intersection, union
from aboveboard.availability.months import Month, month_at, trailing_twelve
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.incident_facts import incident_path
from aboveboard.views.routes import Route, alive_of, charges_of, current_charge, routes_of
from aboveboard.views.service_state import state_of_charge
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.states import OPERATIONAL, UNKNOWN, State, severity_of

DAYS = 90


@dataclass(frozen=True, slots=True)
class DayCell:
    """`day` is its date, `state` the key of its worst state, empty before the service was there for this reader.

    `what` and `href` are those of a day that is not simply operational: "outage, 43 min", and the path of the record
    that held its worst state longest.
    """

    day: str
    state: str
    what: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """`month` is `2026-10`, or `year`. Seconds are exact; `by_fault` has the faults that have any, in their order, in the real
    lens, and adds up to `downtime`. `incidents` counts those that disrupted the service in it."""

    month: str
    agreed: int
    downtime: Fraction
    real: Fraction | None
    provider: Fraction | None
    by_fault: tuple[tuple[str, Fraction], ...]
    incidents: int


@dataclass(frozen=True, slots=True)
class RecordSeen:
    """What one incident or change did to the service within the thirteen months: `start` is its first second there."""

    record: str
    is_incident: bool
    state: str
    start: int
    seconds: int
    downtime: Fraction


@dataclass(frozen=True, slots=True)
class ServiceHistory:
    """`days` oldest first, the last one is today. `availability` is the real one over the measured part of these days.

    `months` are the twelve complete ones and, last, the running one; `year` sums up the twelve. `records` begin with
    the newest.
    """

    service: str
    days: tuple[DayCell, ...]
    agreed: int
    downtime: Fraction
    availability: Fraction | None
    months: tuple[MonthFigures, ...]
    year: MonthFigures
    records: tuple[RecordSeen, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """What a history is made of: the rows of one path through three lenses, and when the path was there.

    Rows outside of `alive` do not count. `scale` is that of the real and provider weights, `incidents` knows the ids of
    incidents from those of changes, `measured_since` is the first instant of which a record tells, and `now` is the
    state at as-of itself: rows do not tell what ended at as-of from what goes on.
    """

    service: str
    state: Sequence[Charge]
    real: Sequence[Charge]
    provider: Sequence[Charge]
    scale: int
    alive: Intervals
    incidents: Container[str]
    measured_since: int
    now: State = OPERATIONAL


def service_history(edition: Edition, service: str) -> ServiceHistory:
    """The history as this edition's reader had it: along every subscription to the service, one after the other."""
    return history_of(track_of(edition, service), edition.zone, edition.as_of)


def track_of(edition: Edition, service: str) -> Track:
    routes = [route for route in routes_of(edition) if route.service == service]
    ledger = edition.ledger
    state, real, provider = (
        [row for route in routes for row in _alive_rows(edition, route, charges_of(edition, route, lens))]
        for lens in (ledger.state, ledger.real, ledger.provider)
    )
    alive = union(alive_of(edition, route) for route in routes)
    now = next((charge for route in routes if (charge := current_charge(edition, route)) is not None), None)
    return Track(
        service=service,
        state=state,
        real=real,
        provider=provider,
        scale=ledger.real.scale,
        alive=alive,
        incidents=edition.register.incidents,
        measured_since=measured_since(edition),
        now=OPERATIONAL if now is None else state_of_charge(now),
    )


def measured_since(edition: Edition) -> int:
    """The earliest instant of which a record of this edition tells; as-of when there is no record."""
    incidents, changes = edition.index.incidents, edition.index.changes
    earliest = [edition.as_of]
    earliest.extend(incident.started for incident in incidents[-1:])
    earliest.extend(change.window.from_ for change in changes[-1:])
    if edition.ledger.first_impact is not None:
        earliest.append(edition.ledger.first_impact)
    return min(earliest)


def history_of(track: Track, zone: str, as_of: int) -> ServiceHistory:
    today = local_date(as_of, zone)
    first = today - timedelta(days=DAYS - 1)
    borders = [local_instant(first + timedelta(days=at), 0, zone) for at in range(DAYS)]
    since = local_instant(local_date(track.measured_since, zone), 0, zone)
    measured = intersection(track.alive, _span(max(borders[0], since), as_of))
    figure = figure_of(track.real, measured, track.scale)
    complete = [_month_figure(track, month, zone, as_of, since) for month in trailing_twelve(as_of, zone)]
    running = _month_figure(track, month_at(as_of, zone), zone, as_of, since)
    start = complete[0].period[0]
    records = tuple(_records(track, start, as_of))
    return ServiceHistory(
        service=track.service,
        days=tuple(_cells(track, borders, first, as_of, since)),
        agreed=figure.agreed,
        downtime=figure.downtime,
        availability=figure.availability,
        months=tuple(one.shown for one in (*complete, running)),
        year=_year(complete),
        records=records,
    )


def _alive_rows(edition: Edition, route: Route, rows: Sequence[Charge]) -> Iterator[Charge]:
    if route.subscription is None:
        yield from rows
        return
    start, end = alive_of(edition, route)
    for row in rows:
        if row.start < end and row.end > start:
            yield Charge(max(row.start, start), min(row.end, end), row.weight, row.impact)


@dataclass(frozen=True, slots=True)
class _Month:
    period: Interval
    real: Figure
    provider: Figure
    sources: frozenset[str]
    shown: MonthFigures


def _month_figure(track: Track, month: Month, zone: str, as_of: int, since: int) -> _Month:
    start, end = month.interval(zone)
    period = (start, min(end, as_of))
    agreed = intersection(track.alive, (period,)) if period[1] > max(start, since) else ()
    real = figure_of(track.real, agreed, track.scale)
    provider = figure_of(track.provider, agreed, track.scale)
    sources = frozenset(
        row.impact.source for row in _within(track.state, period) if row.impact.source in track.incidents
    )
    return _Month(period, real, provider, sources, _shown(str(month), real, provider, len(sources)))


def _year(months: Sequence[_Month]) -> MonthFigures:
    """An incident that crosses the end of a month counts in both months, and once here."""
    sources = frozenset(source for month in months for source in month.sources)
    real, provider = total(month.real for month in months), total(month.provider for month in months)
    return _shown("year", real, provider, len(sources))


def _shown(name: str, real: Figure, provider: Figure, incidents: int) -> MonthFigures:
    faults = tuple((fault.value, real.by_fault[fault]) for fault in Fault if fault in real.by_fault)
    return MonthFigures(name, real.agreed, real.downtime, real.availability, provider.availability, faults, incidents)


def _cells(track: Track, borders: Sequence[int], first: date, as_of: int, since: int) -> Iterator[DayCell]:
    marked = _seconds_by_day(track.state, borders, as_of)
    ends = [*borders[1:], as_of]
    for at, start in enumerate(borders):
        day = first + timedelta(days=at)
        if not intersection(track.alive, _span(start, max(ends[at], start + 1))):
            yield DayCell(day.isoformat(), "")
        elif start < since:
            yield DayCell(day.isoformat(), UNKNOWN.key)
        elif at not in marked:
            yield DayCell(day.isoformat(), OPERATIONAL.key)
        else:
            is_today = at == len(borders) - 1
            yield _marked_cell(track, day, marked[at], track.now if is_today else None)


def _marked_cell(track: Track, day: date, seconds: Mapping[tuple[State, str], int], running: State | None) -> DayCell:
    by_state: dict[State, int] = {}
    for (state, _), count in seconds.items():
        by_state[state] = by_state.get(state, 0) + count
    worst = max(by_state, key=severity_of)
    source = max((count, source) for (state, source), count in seconds.items() if state == worst)[1]
    parts = [
        f"{state.word[0].lower()}{state.word[1:]}, {duration_text(count)}{' so far' if running == state else ''}"
        for state, count in sorted(by_state.items(), key=lambda item: -severity_of(item[0]))
    ]
    return DayCell(day.isoformat(), worst.key, ", and ".join(parts), _record_path(source, track))


def _record_path(id: str, track: Track) -> str:
    return incident_path(id) if id in track.incidents else f"maintenance/{id}.html"


def _seconds_by_day(
    rows: Sequence[Charge], borders: Sequence[int], as_of: int
) -> dict[int, dict[tuple[State, str], int]]:
    """For each marked day (counted from the first one) how long each record held which state."""
    found: dict[int, dict[tuple[State, str], int]] = {}
    ends = [*borders[1:], as_of]
    for row in _within(rows, (borders[0], as_of)):
        at = bisect_right(borders, row.start) - 1
        while at < len(borders) and borders[at] < row.end:
            seconds = min(row.end, ends[at]) - max(row.start, borders[at])
            key = (state_of_charge(row), row.impact.source)
            day = found.setdefault(at, {})
            day[key] = day.get(key, 0) + seconds
            at += 1
    return found


def _records(track: Track, start: int, as_of: int) -> Iterator[RecordSeen]:
    """Newest first, by the first second in which each held the state of the service."""
    rows: dict[str, list[Charge]] = {}
    for row in _within(track.state, (start, as_of)):
        rows.setdefault(row.impact.source, []).append(row)
    costs: dict[str, int] = {}
    for row in _within(track.real, (start, as_of)):
        costs[row.impact.source] = costs.get(row.impact.source, 0) + (row.end - row.start) * row.weight
    for source, held in sorted(rows.items(), key=lambda item: (item[1][0].start, item[0]), reverse=True):
        worst = max((state_of_charge(row) for row in held), key=severity_of)
        yield RecordSeen(
            source,
            source in track.incidents,
            worst.key,
            held[0].start,
            sum(row.end - row.start for row in held),
            Fraction(costs.get(source, 0), track.scale),
        )


def _within(rows: Sequence[Charge], span: Interval) -> Iterator[Charge]:
    """The rows in a span, cut at its ends; rows stand in the order of time and apart."""
    first = bisect_right(rows, span[0], key=lambda row: row.end)
    for at in range(first, len(rows)):
        row = rows[at]
        if row.start >= span[1]:
            return
        if row.start < span[0] or row.end > span[1]:
            row = Charge(max(row.start, span[0]), min(row.end, span[1]), row.weight, row.impact)
        yield row


def _span(start: int, end: int) -> Intervals:
    return ((start, end),) if end > start else ()
