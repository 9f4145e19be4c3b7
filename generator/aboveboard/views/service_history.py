"""What a service went through: ninety days as cells, twelve complete months and the running one as figures.

Made of the ledger's rows alone, so it serves the public view of a service and a customer's own path alike; plain data,
so it can be kept in a cache.

Nobody writes down when a service began. So a day is *not measured* when it lies wholly before the first day of which
any record tells: until then nobody wrote down disruptions either. Days before a subscription began are left empty. The
figure of ninety days counts the measured part of them; a month's figure is the whole month's, as the contract of
figures has it (availability.md, section 4), but a month that ended before the first record has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import chain

from aboveboard.availability.charges import Charge, rows_within
from aboveboard.availability.clock import local_date, local_instant
from aboveboard.availability.figures import Figure, figure_of, total
from aboveboard.availability.intervals import Interval, intersection, seconds_of, union
from aboveboard.availability.months import Month, month_at, trailing_twelve
from aboveboard.frozen import frozen
from aboveboard.views.day_cells import DayCell, day_cells
from aboveboard.views.edition import Edition
from aboveboard.views.routes import Route, alive_of, charges_within, current_charge, in_scope, routes_to
from aboveboard.views.service_state import state_of_charge
from aboveboard.views.service_track import Track, span_of
from aboveboard.views.words.states import OPERATIONAL, State, severity_of, state_of

DAYS = 90


@frozen
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


@frozen
class RecordSeen:
    """What one incident or change did to the service within the thirteen months: `start` is its first second there.

    State and downtime can be charged to different records in the same second (levels of equal weight, the milder one
    ours): both are here, and the downtimes of all add up to that of the months.
    """

    record: str
    is_incident: bool
    state: str
    start: int
    seconds: int
    downtime: Fraction


@frozen
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


def service_history(edition: Edition, service: str) -> ServiceHistory:
    """The history as this edition's reader had it: along every subscription to the service, one after the other."""
    return history_of(track_of(edition, service), edition.zone, edition.as_of)


def track_of(edition: Edition, service: str) -> Track:
    """What its history shows: the rows of thirteen months."""
    routes = routes_to(edition, service)
    ledger = edition.ledger
    shown = (trailing_twelve(edition.as_of, edition.zone)[0].interval(edition.zone)[0], edition.as_of)
    state, real, provider = (
        [row for route in routes for row in _alive_rows(edition, route, charges_within(edition, route, lens, shown))]
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
    if edition.reader.customer is not None:
        return _told_since(edition)
    incidents, changes = edition.index.incidents, edition.index.changes
    earliest = [edition.as_of]
    earliest.extend(incident.started for incident in incidents[-1:])
    earliest.extend(change.window.from_ for change in changes[-1:])
    if edition.ledger.first_impact is not None:
        earliest.append(edition.ledger.first_impact)
    return min(earliest)


def _told_since(edition: Edition) -> int:
    """For a customer the start of the first impact that is everybody's or its own: what reached others alone must not
    show, not even as a date."""
    told = (one for one in in_scope(edition, edition.ledger.impacts) if one.is_public or one.customers is not None)
    return next((impact.start for impact in told), edition.as_of)


def history_of(track: Track, zone: str, as_of: int) -> ServiceHistory:
    today = local_date(as_of, zone)
    first = today - timedelta(days=DAYS - 1)
    borders = _borders(first, zone)
    since = local_instant(local_date(track.measured_since, zone), 0, zone)
    measured = intersection(track.alive, span_of(max(borders[0], since), as_of))
    figure = figure_of(track.real, measured, track.scale)
    complete = [_month_figure(track, month, zone, as_of, since) for month in trailing_twelve(as_of, zone)]
    running = _month_figure(track, month_at(as_of, zone), zone, as_of, since)
    start = complete[0].period[0]
    records = tuple(_records(track, start, as_of))
    return ServiceHistory(
        service=track.service,
        days=tuple(day_cells(track, borders, first, as_of, since)),
        agreed=figure.agreed,
        downtime=figure.downtime,
        availability=figure.availability,
        months=tuple(one.shown for one in (*complete, running)),
        year=_year(complete),
        records=records,
    )


@lru_cache(maxsize=64)
def _borders(first: date, zone: str) -> tuple[int, ...]:
    """The first second of each day."""
    return tuple(local_instant(first + timedelta(days=at), 0, zone) for at in range(DAYS))


def _alive_rows(edition: Edition, route: Route, rows: Sequence[Charge]) -> Iterator[Charge]:
    if route.subscription is None:
        yield from rows
        return
    start, end = alive_of(edition, route)
    for row in rows:
        if row.start < end and row.end > start:
            yield Charge(max(row.start, start), min(row.end, end), row.weight, row.impact)


@frozen
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
    states = rows_within(track.state, period)
    if not states:  # what disrupts nothing counts in no lens
        quiet = Figure(seconds_of(agreed))
        return _Month(period, quiet, quiet, frozenset(), _shown(str(month), quiet, quiet, 0))
    real = figure_of(track.real, agreed, track.scale)
    provider = figure_of(track.provider, agreed, track.scale)
    rows = chain(states, rows_within(track.real, period))
    sources = frozenset(row.impact.source for row in rows if row.impact.source in track.incidents)
    return _Month(period, real, provider, sources, _shown(str(month), real, provider, len(sources)))


def _year(months: Sequence[_Month]) -> MonthFigures:
    """An incident that crosses the end of a month counts in both months, and once here."""
    sources = frozenset(source for month in months for source in month.sources)
    real, provider = total(month.real for month in months), total(month.provider for month in months)
    return _shown("year", real, provider, len(sources))


def _shown(name: str, real: Figure, provider: Figure, incidents: int) -> MonthFigures:
    faults = tuple((fault.value, seconds) for fault, seconds in real.by_fault.items())
    return MonthFigures(name, real.agreed, real.downtime, real.availability, provider.availability, faults, incidents)


def _records(track: Track, start: int, as_of: int) -> Iterator[RecordSeen]:
    """Newest first, by the first second that each is charged with."""
    held = _by_source(track.state, (start, as_of))
    paid = _by_source(track.real, (start, as_of))
    rows = {source: (*held.get(source, ()), *paid.get(source, ())) for source in (*held, *paid)}
    begun = {source: min(row.start for row in found) for source, found in rows.items()}
    for source in sorted(rows, key=lambda source: (begun[source], source), reverse=True):
        yield RecordSeen(
            source,
            source in track.incidents,
            _worst(held.get(source, ()), rows[source]).key,
            begun[source],
            seconds_of(union((row.start, row.end) for row in rows[source])),
            Fraction(sum((row.end - row.start) * row.weight for row in paid.get(source, ())), track.scale),
        )


def _by_source(rows: Sequence[Charge], span: Interval) -> dict[str, list[Charge]]:
    found: dict[str, list[Charge]] = {}
    for row in rows_within(rows, span):
        found.setdefault(row.impact.source, []).append(row)
    return found


def _worst(held: Sequence[Charge], rows: Sequence[Charge]) -> State:
    """The worst state that a record held; of one that held none, the worst of its own impacts."""
    if held:
        return max((state_of_charge(row) for row in held), key=severity_of)
    return max((state_of(row.impact.level, planned=row.impact.planned) for row in rows), key=severity_of)
