"""What a record cost the customer, in the words of a list: how long by the clock, and what is counted for it.

The time is the same wherever a record is listed: in it at least one service was down. What two services lost in one minute
are two minutes of the figures, so the sum stands beside it wherever it differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from aboveboard.views.portal.reached import Reached
from aboveboard.views.words.columns import DurationColumn, duration_column
from aboveboard.views.words.numbers import duration_text


def amount_text(clock: int, degraded: int) -> str:
    """`clock` are the seconds in which at least one service was down; without any, those in which one was merely degraded
    are told."""
    if clock:
        return duration_text(clock)
    return f"{duration_text(degraded)} degraded" if degraded else "no downtime"


def counted_text(clock: int, counted: Fraction | int, services: int, text: str) -> str:
    """ "54 min counted over 2 services", or nothing when as much is counted as the clock says. `text` tells `counted`."""
    if counted == clock:
        return ""
    return f"{text} counted over {services} services" if services > 1 else f"{text} counted"


def sum_text(reached: Reached) -> str:
    services = sum(1 for seconds in reached.by_service.values() if seconds)
    return counted_text(reached.clock, reached.downtime, services, _column(reached).text(reached.downtime))


def parts_text(reached: Reached) -> Mapping[str, str]:
    """By service, in the form in which the parts add up to the sum; empty where one service has all of it."""
    spent = {service: seconds for service, seconds in reached.by_service.items() if seconds}
    column = _column(reached)
    return {service: column.text(seconds) for service, seconds in spent.items()} if len(spent) > 1 else {}


def _column(reached: Reached) -> DurationColumn:
    """One service's downtime may be rounded: nothing has to add up to it."""
    return duration_column([*reached.by_service.values(), reached.downtime] if len(reached.by_service) > 1 else ())
