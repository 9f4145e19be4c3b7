"""A service's ninety days as its bar shows them: the cells, the words of the marked ones, and what the bar is called."""

from __future__ import annotations

from datetime import date

from aboveboard.frozen import frozen
from aboveboard.views.day_cells import DayCell
from aboveboard.views.service_history import ServiceHistory
from aboveboard.views.words.instants import plain_day_text, short_day_text
from aboveboard.views.words.states import UNKNOWN

QUIET = "nothing to report"


@frozen
class BarCell:
    """`level` is the key of a state, None before the service was there; `text` reads "3 Oct: outage, 43 min"."""

    level: str | None
    text: str
    href: str


@frozen
class ServiceBar:
    """`name` is what the bar is called: "ERP Suite, 18 August to today"; `start` is its first day."""

    name: str
    start: date
    cells: tuple[BarCell, ...]
    quiet: str


@frozen
class MarkedDay:
    """A row of the table behind the bars. `what` begins with a capital."""

    day: str
    service: str
    path: str
    what: str
    href: str


def service_bar(history: ServiceHistory, name: str) -> ServiceBar:
    days = [date.fromisoformat(cell.day) for cell in history.days]
    today = days[-1]
    cells = tuple(
        BarCell(cell.state or None, f"{short_day_text(day, today)}: {cell.what}" if cell.what else "", cell.href)
        for cell, day in zip(history.days, days, strict=True)
    )
    return ServiceBar(
        f"{name}, {plain_day_text(days[0], today)} to today{_unmeasured(history, today)}", days[0], cells, QUIET
    )


def marked_days(history: ServiceHistory, name: str, path: str) -> tuple[tuple[str, MarkedDay], ...]:
    """The marked days with their ISO dates, to be sorted among those of other services; oldest first."""
    today = date.fromisoformat(history.days[-1].day)
    return tuple(
        (
            cell.day,
            MarkedDay(short_day_text(date.fromisoformat(cell.day), today), name, path, _sentence(cell), cell.href),
        )
        for cell in history.days
        if cell.what
    )


def unmeasured_until(history: ServiceHistory) -> date | None:
    """The first day of the bar that was measured; None when all of them were."""
    known = next((cell for cell in history.days if cell.state not in ("", UNKNOWN.key)), None)
    if known is None or known is history.days[0]:
        return None
    return date.fromisoformat(known.day)


def _unmeasured(history: ServiceHistory, today: date) -> str:
    until = unmeasured_until(history)
    return "" if until is None else f", not measured before {plain_day_text(until, today)}"


def _sentence(cell: DayCell) -> str:
    return f"{cell.what[0].upper()}{cell.what[1:]}"
