"""What a review pack is made of: the figures of a quarter's months, and every record that reached the customer in it.

Figures are those of `Ledger.customer_month`; records are found on the customer's own paths, so what is charged to the
records of a quarter adds up to the quarter's downtime.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from operator import attrgetter

from aboveboard.availability.charges import Charge
from aboveboard.availability.clock import local_date, local_instant
from aboveboard.availability.figures import Figure, total
from aboveboard.availability.intervals import Interval, Intervals, intersection, seconds_of, union
from aboveboard.availability.ledger import CustomerMonth
from aboveboard.availability.months import Month
from aboveboard.availability.quarters import Quarter, quarter_at
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Customer
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Fault, Level
from aboveboard.views.edition import Edition
from aboveboard.views.portal.reached import reached_incidents
from aboveboard.views.service_history import measured_since

_START, _END = attrgetter("start"), attrgetter("end")
_WORST_FIRST = tuple(Level)


@frozen
class QuarterRecord:
    """What one record did to the customer within a quarter. `spans` are the seconds in which it disrupted at least one
    of `services` (ids, sorted), none when others are charged first with all of them; `start` is the first of them, or
    when it began. `by_fault` is the downtime charged to it, over all services, and `fault` the one that has most.
    `record` None: the reader must not know it by name.
    """

    source: str
    record: Incident | Change | None
    start: int
    spans: Intervals
    services: tuple[str, ...]
    level: Level
    fault: Fault
    by_fault: Mapping[Fault, Fraction]

    @property
    def seconds(self) -> int:
        return seconds_of(self.spans)

    @property
    def downtime(self) -> Fraction:
        return sum(self.by_fault.values(), Fraction(0))


@frozen
class Sum:
    """The figures of a quarter, and how many records reached the customer in it; exact, as `Figure` has them."""

    real: Figure
    provider: Figure
    availability: Fraction | None
    downtime: Fraction
    our_availability: Fraction | None
    our_downtime: Fraction
    reached: int


@frozen
class Track:
    """What the ledger says of one subscription: when it was alive, and its rows in the order of time."""

    service: str
    alive: Interval
    state: Sequence[Charge]
    real: Sequence[Charge]


@frozen
class QuarterFacts:
    """`months` are the quarter's three, `sum` adds them up; `before` is the quarter before and `year_before` the same of
    the last year, None when it was not measured.

    `measured_since` is when the first record began. `reached` are the records that are charged with a second of the
    quarter, the earliest first; `hidden` those that reached the customer while others are charged. `came_before` are
    the ids of those charged before it.

    `stand` is the day of which actions and plans are told, and `stand_at` its first instant: that of as-of, until the
    following quarter is over as well. So a pack is the same all day, and from then on stays as it was. `is_latest` says
    that it is not over yet.
    """

    customer: Customer
    quarter: Quarter
    period: Interval
    months: tuple[CustomerMonth, ...]
    measured_since: int
    sum: Sum
    before: Sum | None
    year_before: Sum | None
    reached: tuple[QuarterRecord, ...]
    hidden: tuple[QuarterRecord, ...]
    came_before: frozenset[str]
    stand: date
    stand_at: int
    is_latest: bool


def quarter_facts(edition: Edition, quarter: Quarter) -> QuarterFacts:
    """Raises KeyError for a reader who is no customer."""
    customer = edition.register.customers[edition.reader.customer or ""]
    tracks = tracks_of(edition)
    period = quarter.interval(edition.zone)
    reached = _reached_in(edition, tracks, period)
    stand, since = stand_of(edition, quarter), measured_since(edition)
    return QuarterFacts(
        customer=customer,
        quarter=quarter,
        period=period,
        months=tuple(edition.ledger.customer_month(customer, month) for month in quarter.months),
        measured_since=since,
        sum=sum_of(edition, tracks, quarter),
        before=_measured(edition, tracks, quarter.plus(-1), since),
        year_before=_measured(edition, tracks, quarter.plus(-4), since),
        reached=reached,
        hidden=tuple(_hidden_in(edition, period, {one.source for one in reached})),
        came_before=_sources_in(tracks, (0, period[0])),
        stand=stand,
        stand_at=local_instant(stand, 0, edition.zone),
        is_latest=stand == local_date(edition.as_of, edition.zone),
    )


def stand_of(edition: Edition, quarter: Quarter) -> date:
    """The day of which a pack tells actions and plans: the last thing beside the records that it depends on."""
    last_day = quarter.plus(2).months[0].first_day - timedelta(days=1)
    return min(local_date(edition.as_of, edition.zone), last_day)


def tracks_of(edition: Edition) -> tuple[Track, ...]:
    """Of every subscription that the ledger counts, also to a service that is in no catalog."""
    customer, ledger = edition.register.customers[edition.reader.customer or ""], edition.ledger
    return tuple(
        Track(
            one.service,
            ledger.alive(customer, one),
            ledger.charges(customer, one, ledger.state),
            ledger.charges(customer, one, ledger.real),
        )
        for one in customer.subscriptions
    )


def sum_of(edition: Edition, tracks: Sequence[Track], quarter: Quarter) -> Sum:
    customer = edition.register.customers[edition.reader.customer or ""]
    months = [edition.ledger.customer_month(customer, month) for month in quarter.months]
    real, provider = total(month.real for month in months), total(month.provider for month in months)
    return Sum(
        real,
        provider,
        real.availability,
        real.downtime,
        provider.availability,
        provider.downtime,
        len(_sources_in(tracks, quarter.interval(edition.zone))),
    )


def quarters_shown(edition: Edition, most: int = 8) -> tuple[Quarter, ...]:
    """The closed ones among the last `most`, newest first, in which the customer was in service.

    A quarter whose first month ended before any record began was not measured, and has no pack.
    """
    since = measured_since(edition)
    running = quarter_at(edition.as_of, edition.zone)
    customer = edition.register.customers[edition.reader.customer or ""]
    lives = [edition.ledger.alive(customer, one) for one in customer.subscriptions]
    return tuple(
        quarter
        for quarter in (running.plus(-back) for back in range(1, most + 1))
        if is_measured(edition, quarter.months[0], since)
        and any(intersection((quarter.interval(edition.zone),), (life,)) for life in lives)
    )


def is_measured(edition: Edition, month: Month, since: int) -> bool:
    """Until the first record began, `since`, nobody wrote down disruptions either (as on the pages of services)."""
    return month.interval(edition.zone)[1] > since


def _measured(edition: Edition, tracks: Sequence[Track], quarter: Quarter, since: int) -> Sum | None:
    return sum_of(edition, tracks, quarter) if is_measured(edition, quarter.months[0], since) else None


def _sources_in(tracks: Iterable[Track], period: Interval) -> frozenset[str]:
    """The ids of the records that are charged with a disrupted second of the period."""
    return frozenset(
        row.impact.source
        for track in tracks
        for rows in (track.state, track.real)
        for row in _within(rows, _common(track.alive, period))
    )


def _reached_in(edition: Edition, tracks: Iterable[Track], period: Interval) -> tuple[QuarterRecord, ...]:
    """The records that are charged with a disrupted second of the period, the earliest first."""
    found: dict[str, list[tuple[str, Charge]]] = {}
    paid: dict[str, list[Charge]] = {}
    for track in tracks:
        span = _common(track.alive, period)
        for row in _cut(track.state, span):
            found.setdefault(row.impact.source, []).append((track.service, row))
        for row in _cut(track.real, span):
            found.setdefault(row.impact.source, []).append((track.service, row))
            paid.setdefault(row.impact.source, []).append(row)
    reached = (_reached(edition, source, rows, paid.get(source, ())) for source, rows in found.items())
    return tuple(sorted(reached, key=lambda one: (one.start, one.source)))


def _reached(
    edition: Edition, source: str, rows: Sequence[tuple[str, Charge]], paid: Sequence[Charge]
) -> QuarterRecord:
    weighed: dict[Fault, int] = {}
    for row in paid:
        weighed[row.impact.fault] = weighed.get(row.impact.fault, 0) + (row.end - row.start) * row.weight
    scale = edition.ledger.real.scale
    by_fault = {fault: Fraction(weighed[fault], scale) for fault in Fault if fault in weighed}
    register = edition.register
    spans = union((row.start, row.end) for _, row in rows)
    return QuarterRecord(
        source,
        register.incidents.get(source) or register.changes.get(source),
        spans[0][0],
        spans,
        tuple(sorted({service for service, _ in rows})),
        min((row.impact.level for _, row in rows), key=_WORST_FIRST.index),
        max(by_fault, key=lambda fault: by_fault[fault], default=rows[0][1].impact.fault),
        by_fault,
    )


def _hidden_in(edition: Edition, period: Interval, charged: Collection[str]) -> Iterator[QuarterRecord]:
    """The incidents that reached the customer (`reached`) and are charged with nothing, the earliest first."""
    for one in reversed(reached_incidents(edition)):
        incident = one.incident
        if incident is None or one.id in charged or not incident.impacts:
            continue
        end = edition.as_of if incident.resolved is None else incident.resolved
        if incident.started < period[1] and end >= period[0]:
            level = min((impact.level for impact in incident.impacts), key=_WORST_FIRST.index)
            start = max(incident.started, period[0])
            yield QuarterRecord(one.id, incident, start, (), one.services, level, incident.fault, {})


def _cut(rows: Sequence[Charge], span: Interval) -> Iterator[Charge]:
    """As far as they lie in the span."""
    for row in _within(rows, span):
        yield Charge(max(row.start, span[0]), min(row.end, span[1]), row.weight, row.impact)


def _within(rows: Sequence[Charge], span: Interval) -> Sequence[Charge]:
    """Those that lie in the span at least in part; they are in the order of time and apart."""
    if span[1] <= span[0]:
        return ()
    first = bisect_right(rows, span[0], key=_END)
    return rows[first : bisect_left(rows, span[1], lo=first, key=_START)]


def _common(one: Interval, other: Interval) -> Interval:
    return max(one[0], other[0]), min(one[1], other[1])
