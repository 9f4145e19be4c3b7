"""Twelve months of a service as a table whose columns add up, and as the points of a trend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache

from aboveboard.availability.months import month_of
from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Fault
from aboveboard.views.service_history import MonthFigures, ServiceHistory
from aboveboard.views.words.instants import month_text, short_month_text
from aboveboard.views.words.numbers import DASH, clock_duration_text, clock_places, percent_text
from aboveboard.views.words.states import fault_word


@frozen
class FaultColumn:
    key: str
    word: str


@frozen
class FaultCell:
    """`is_nil` tells a narrow screen that it can do without."""

    text: str
    is_nil: bool


@frozen
class MonthRow:
    """`faults` follow the table's columns. Durations of one table have one form, so that they line up and add up."""

    name: str
    real: str
    provider: str
    faults: tuple[FaultCell, ...]
    downtime: str
    incidents: str


@frozen
class TrendPoint:
    """Percent; None in a month without agreed time. `year` is set where the axis names it."""

    label: str
    real: Fraction | None
    provider: Fraction | None
    year: str


@frozen
class Trend:
    """Oldest first. `label` states the finding. `target` in percent is what the months are held against, if one is."""

    label: str
    points: tuple[TrendPoint, ...]
    target: Fraction | None = None


@frozen
class MonthTable:
    """`rows` are newest first and begin with the running month; months before the first record are left out. `total`
    sums up the complete ones, and is None without any.

    `unit` says how durations are written: "h:mm". `note` explains what a reader could stumble over.
    """

    columns: tuple[FaultColumn, ...]
    rows: tuple[MonthRow, ...]
    total: MonthRow | None
    unit: str
    note: str


def month_table(history: ServiceHistory, *, yours: bool = False) -> MonthTable:
    """`yours` is for pages that speak to one customer."""
    held = {fault for month in history.months for fault, _ in month.by_fault}
    columns = tuple(FaultColumn(fault.value, fault_word(fault, yours=yours)) for fault in Fault if fault.value in held)
    places = clock_places(seconds for month in history.months for _, seconds in month.by_fault)
    running = history.months[-1]
    known = measured_months(history)
    rows = tuple(_row(month, _name(month, running), columns, places) for month in (running, *reversed(known)))
    total = _row(history.year, _span(known), columns, places) if known else None
    return MonthTable(columns, rows, total, _unit(places), _note(history, known))


def trend_of(history: ServiceHistory) -> Trend | None:
    """None while there are not yet two months to draw a line between."""
    known = measured_months(history)
    if len(known) < 2:
        return None
    return Trend(_finding(known), tuple(_point(month, is_first=month is known[0]) for month in known))


def measured_months(history: ServiceHistory) -> tuple[MonthFigures, ...]:
    """The complete months since the first one with agreed time, oldest first; a gap in between is kept."""
    complete = history.months[:-1]
    first = next((at for at, month in enumerate(complete) if month.agreed), len(complete))
    return complete[first:]


def _row(month: MonthFigures, name: str, columns: Sequence[FaultColumn], places: int) -> MonthRow:
    if not month.agreed:
        return MonthRow(name, DASH, DASH, (FaultCell(DASH, True),) * len(columns), DASH, DASH)
    held = {fault: FaultCell(clock_duration_text(seconds, places), not seconds) for fault, seconds in month.by_fault}
    faults = tuple([held.get(column.key) or _nil(places) for column in columns])
    return MonthRow(
        name,
        percent_text(month.real),
        percent_text(month.provider),
        faults,
        clock_duration_text(month.downtime, places),
        str(month.incidents),
    )


@lru_cache(maxsize=8)
def _nil(places: int) -> FaultCell:
    return FaultCell(clock_duration_text(Fraction(0), places), True)


def _name(month: MonthFigures, running: MonthFigures) -> str:
    name = month_text(_first_day(month))
    return f"{name}, so far" if month is running else name


def _span(months: Sequence[MonthFigures]) -> str:
    """ "November 2025 to October 2026"; the one month's name alone."""
    first, last = (month_text(_first_day(month)) for month in (months[0], months[-1]))
    return first if first == last else f"{first} to {last}"


def _first_day(month: MonthFigures) -> date:
    return month_of(month.month).first_day


def _unit(places: int) -> str:
    return "h:mm" if places == 0 else "h:mm:ss"


def _note(history: ServiceHistory, known: Sequence[MonthFigures]) -> str:
    notes = ["The running month is not in the total."] if known else []
    if sum(month.incidents for month in known) > history.year.incidents:
        notes.append("An incident that crosses the end of a month counts in both, and once in the total.")
    if len(known) < len(history.months) - 1:
        notes.append("Earlier months were not measured.")
    return " ".join(notes)


def _point(month: MonthFigures, *, is_first: bool) -> TrendPoint:
    day = _first_day(month)
    year = str(day.year) if is_first or day.month == 1 else ""
    return TrendPoint(short_month_text(day), _percent(month.real), _percent(month.provider), year)


def _percent(share: Fraction | None) -> Fraction | None:
    return None if share is None else share * 100


def _finding(months: Sequence[MonthFigures]) -> str:
    """ "Real availability, November 2025 to October 2026: lowest in October 2026 with 99.883 %"."""
    lowest, month = min(((month.real, month) for month in months if month.real is not None), key=lambda pair: pair[0])
    span = f"Real availability, {_span(months)}"
    if lowest == 1:
        return f"{span}: {percent_text(lowest)} in every month"
    return f"{span}: lowest in {month_text(_first_day(month))} with {percent_text(lowest)}"
