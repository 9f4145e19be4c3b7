"""Twelve months of a service as a table whose columns add up, and as the points of a trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from aboveboard.availability.months import month_of
from aboveboard.records.vocabulary import Fault
from aboveboard.views.service_history import MonthFigures, ServiceHistory
from aboveboard.views.words.instants import month_text, short_month_text
from aboveboard.views.words.numbers import DASH, clock_duration_text, clock_places, percent_text
from aboveboard.views.words.states import fault_word


@dataclass(frozen=True, slots=True)
class FaultColumn:
    key: str
    word: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """`faults` follow the table's columns. Durations of one table have one form, so that they line up and add up."""

    name: str
    real: str
    provider: str
    faults: tuple[str, ...]
    downtime: str
    incidents: str


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Percent; None in a month without agreed time. `year` is set where the axis names it."""

    label: str
    real: Fraction | None
    provider: Fraction | None
    year: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Oldest first. `label` states the finding."""

    label: str
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class MonthTable:
    """`rows` are newest first and begin with the running month; `total` sums up the twelve complete ones.

    `unit` says how durations are written: "h:mm". `note` explains what a reader could stumble over.
    """

    columns: tuple[FaultColumn, ...]
    rows: tuple[MonthRow, ...]
    total: MonthRow
    unit: str
    note: str


def month_table(history: ServiceHistory, *, yours: bool = False) -> MonthTable:
    """`yours` is for pages that speak to one customer."""
    held = {fault for month in history.months for fault, _ in month.by_fault}
    columns = tuple(FaultColumn(fault.value, fault_word(fault, yours=yours)) for fault in Fault if fault.value in held)
    places = clock_places(seconds for month in history.months for _, seconds in month.by_fault)
    running = history.months[-1]
    rows = tuple(_row(month, _name(month, running), columns, places) for month in reversed(history.months))
    total = _row(history.year, f"{_first_month(history)} to {_last_month(history)}", columns, places)
    return MonthTable(columns, rows, total, _unit(places), _note(history))


def trend_of(history: ServiceHistory) -> Trend:
    complete = history.months[:-1]
    points = tuple(_point(month, is_first=at == 0) for at, month in enumerate(complete))
    return Trend(_finding(complete, history), points)


def _row(month: MonthFigures, name: str, columns: Sequence[FaultColumn], places: int) -> MonthRow:
    held = dict(month.by_fault)
    if not month.agreed:
        return MonthRow(name, DASH, DASH, (DASH,) * len(columns), DASH, DASH)
    faults = tuple(clock_duration_text(held.get(column.key, Fraction(0)), places) for column in columns)
    return MonthRow(
        name,
        percent_text(month.real),
        percent_text(month.provider),
        faults,
        clock_duration_text(month.downtime, places),
        str(month.incidents),
    )


def _name(month: MonthFigures, running: MonthFigures) -> str:
    name = month_text(_first_day(month))
    return f"{name}, so far" if month is running else name


def _first_month(history: ServiceHistory) -> str:
    return month_text(_first_day(history.months[0]))


def _last_month(history: ServiceHistory) -> str:
    return month_text(_first_day(history.months[-2]))


def _first_day(month: MonthFigures) -> date:
    return month_of(month.month).first_day


def _unit(places: int) -> str:
    return "h:mm" if places == 0 else "h:mm:ss"


def _note(history: ServiceHistory) -> str:
    note = "The running month is not in the total."
    if sum(month.incidents for month in history.months[:-1]) > history.year.incidents:
        note += " An incident that crosses the end of a month counts in both, and once in the total."
    if any(not month.agreed for month in history.months):
        note += " A dash: before the first record, so nothing was measured."
    return note


def _point(month: MonthFigures, *, is_first: bool) -> TrendPoint:
    day = _first_day(month)
    year = str(day.year) if is_first or day.month == 1 else ""
    return TrendPoint(short_month_text(day), _percent(month.real), _percent(month.provider), year)


def _percent(share: Fraction | None) -> Fraction | None:
    return None if share is None else share * 100


def _finding(months: Sequence[MonthFigures], history: ServiceHistory) -> str:
    """ "Real availability, November 2025 to October 2026: lowest in October 2026 with 99.883 %"."""
    span = f"Real availability, {_first_month(history)} to {_last_month(history)}"
    known = [(month.real, month) for month in months if month.real is not None]
    if not known:
        return f"{span}: not measured"
    lowest, month = min(known, key=lambda pair: pair[0])
    if lowest == 1:
        return f"{span}: {percent_text(lowest)} in every month"
    return f"{span}: lowest in {month_text(_first_day(month))} with {percent_text(lowest)}"
