"""The ledger's rows of one path through three lenses, and when the path was there: what a history is made of."""

from __future__ import annotations

from collections.abc import Container, Sequence

from aboveboard.availability.charges import Charge
from aboveboard.availability.intervals import Intervals
from aboveboard.frozen import frozen
from aboveboard.views.words.states import OPERATIONAL, State


@frozen
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


def span_of(start: int, end: int) -> Intervals:
    """One interval, or none when it is empty."""
    return ((start, end),) if end > start else ()
