"""What an incident cost the customer, in the words of a list: in all, and service by service."""

from __future__ import annotations

from collections.abc import Mapping

from aboveboard.views.portal.reached import Reached
from aboveboard.views.words.columns import DurationColumn, duration_column
from aboveboard.views.words.numbers import duration_text


def amount_text(reached: Reached) -> str:
    """The downtime of all services together; without any, the time in which one was merely degraded."""
    if reached.downtime:
        return _column(reached).text(reached.downtime)
    return f"{duration_text(reached.degraded)} degraded" if reached.degraded else "no downtime"


def parts_text(reached: Reached) -> Mapping[str, str]:
    """By service, in the form in which the parts add up to the whole; empty where one service has all of it."""
    spent = {service: seconds for service, seconds in reached.by_service.items() if seconds}
    column = _column(reached)
    return {service: column.text(seconds) for service, seconds in spent.items()} if len(spent) > 1 else {}


def _column(reached: Reached) -> DurationColumn:
    """One service's downtime may be rounded: nothing has to add up to it."""
    return duration_column([*reached.by_service.values(), reached.downtime] if len(reached.by_service) > 1 else ())
