"""The ledger's rows of one path through three lenses, and when the path was there: what a history is made of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from aboveboard.availability.charges import Charge
from aboveboard.availability.intervals import Interval, Intervals
from aboveboard.views.words.states import OPERATIONAL, State


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


def rows_within(rows: Sequence[Charge], span: Interval) -> Iterator[Charge]:
    """The rows in a span, cut at its ends; rows stand in the order of time and apart."""
    first = bisect_right(rows, span[0], key=lambda row: row.end)
    for at in range(first, len(rows)):
        row = rows[at]
        if row.start >= span[1]:
            return
        if row.start < span[0] or row.end > span[1]:
            row = Charge(max(row.start, span[0]), min(row.end, span[1]), row.weight, row.impact)
        yield row


def span_of(start: int, end: int) -> Intervals:
    """One interval, or none when it is empty."""
    return ((start, end),) if end > start else ()
