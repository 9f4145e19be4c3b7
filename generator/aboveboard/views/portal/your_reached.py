"""What reached the customer within a year, found in one walk over the rows of its own paths.

A portal has hundreds of such records and names a handful, so only those are looked at closely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from aboveboard.availability.charges import Charge, rows_within
from aboveboard.availability.intervals import Interval, seconds_of, union
from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Fault, Level
from aboveboard.views.edition import Edition
from aboveboard.views.routes import Route, charges_of

_WORST_FIRST = tuple(Level)


@frozen
class Disruption:
    """What one record did to the customer, from `start` on: `clock` are the seconds in which it had at least one of
    `services` (ids, sorted) down, `degraded` those in which it disrupted one without a cost; `by_fault` is the downtime
    charged to it, over all of them. `record` None: the customer must not know it by name."""

    source: str
    record: Incident | Change | None
    start: int
    clock: int
    degraded: int
    services: tuple[str, ...]
    level: Level
    by_fault: Mapping[Fault, Fraction]


@frozen
class Lately:
    """`newest` are the first few, newest first, of `count`; `last` is the newest that was no planned work. `open_ids` are
    the incidents among all of them that are open, sorted; `ended` is the last disrupted second of any, 0 without one."""

    count: int
    newest: tuple[Disruption, ...]
    last: Disruption | None
    open_ids: tuple[str, ...]
    ended: int


@dataclass(slots=True)
class _Rows:
    """The rows of one record: `held` are those in which it disrupted a service, `paid` those that cost something."""

    begun: int
    held: list[tuple[str, Charge]] = field(default_factory=list)
    paid: list[Charge] = field(default_factory=list)


def reached_lately(edition: Edition, lives: Iterable[tuple[Route, Interval]], period: Interval, most: int) -> Lately:
    """`lives` are the customer's routes, each with the time in which its subscription lives."""
    found = _rows_by_record(edition, lives, period)
    ordered = sorted(found, key=lambda id: (found[id].begun, id), reverse=True)
    register = edition.register
    last = next((id for id in ordered if id not in register.changes), None)
    incidents = ((id, register.incidents.get(id)) for id in found)
    return Lately(
        count=len(ordered),
        newest=tuple(_disruption(edition, id, found[id]) for id in ordered[:most]),
        last=None if last is None else _disruption(edition, last, found[last]),
        open_ids=tuple(sorted(id for id, incident in incidents if incident is not None and incident.is_open)),
        ended=max((row.end for rows in found.values() for _, row in rows.held), default=0),
    )


def _rows_by_record(edition: Edition, lives: Iterable[tuple[Route, Interval]], period: Interval) -> dict[str, _Rows]:
    found: dict[str, _Rows] = {}
    real = edition.ledger.real
    for route, (start, end) in lives:
        span = max(start, period[0]), min(end, period[1])
        if span[0] >= span[1]:
            continue
        for lens in (edition.ledger.state, real):
            for row in rows_within(charges_of(edition, route, lens), span):
                known = found.get(row.impact.source)
                if known is None:
                    known = found[row.impact.source] = _Rows(row.start)
                known.begun = min(known.begun, row.start)
                known.held.append((route.service, row))
                if lens is real:
                    known.paid.append(row)
    return found


def _disruption(edition: Edition, id: str, rows: _Rows) -> Disruption:
    register = edition.register
    return Disruption(
        source=id,
        record=register.incidents.get(id) or register.changes.get(id),
        start=rows.begun,
        clock=seconds_of(union((row.start, row.end) for row in rows.paid)),
        degraded=seconds_of(union((row.start, row.end) for _, row in rows.held)) if not rows.paid else 0,
        services=tuple(sorted({service for service, _ in rows.held})),
        level=min((row.impact.level for _, row in rows.held), key=_WORST_FIRST.index),
        by_fault=_spent(rows.paid, edition.ledger.real.scale),
    )


def _spent(rows: Sequence[Charge], scale: int) -> dict[Fault, Fraction]:
    weighed: dict[Fault, int] = {}
    for row in rows:
        weighed[row.impact.fault] = weighed.get(row.impact.fault, 0) + (row.end - row.start) * row.weight
    return {fault: Fraction(weighed[fault], scale) for fault in Fault if fault in weighed}
