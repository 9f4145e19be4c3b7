"""All months of a customer in one table, whose rows add up to its last one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from aboveboard.availability.figures import Figure, total
from aboveboard.availability.months import Month
from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.page import Page
from aboveboard.views.portal.months_shown import (
    MONTHS_PATH,
    OLDER_PATH,
    is_unmeasured,
    month_path,
    months_shown,
    older_months,
)
from aboveboard.views.portal.sla_summary import SlaSummary, sla_summary
from aboveboard.views.portal.working import Working, customer_of, disrupted_seconds, month_is_closed, workings_of
from aboveboard.views.service_months import FaultCell, FaultColumn
from aboveboard.views.words.instants import Moment, full_day_text, full_moment, month_text
from aboveboard.views.words.numbers import DASH, clock_duration_text, clock_places, percent_text
from aboveboard.views.words.states import fault_word

__all__ = ["months_shown", "older_months", "portal_months_page"]


@frozen
class MonthLine:
    """`faults` follow the table's columns. Paths are empty in the sum, and `slas` is None there and where nothing was measured. `note` says what stands
    beside the name: "so far", "restated", "not measured"."""

    name: str
    note: str
    path: str
    csv: str
    json: str
    real: str
    provider: str
    slas: SlaSummary | None
    faults: tuple[FaultCell, ...]
    downtime: str
    disrupted: str
    records: str


@frozen
class MonthsView:
    """`lines` are newest first; `sum` adds up those that were measured, and is None without any. `unit` says how durations are written: "h:mm". `older` is
    the path of what has no page any more, or empty."""

    until: Moment
    columns: tuple[FaultColumn, ...]
    lines: tuple[MonthLine, ...]
    sum: MonthLine | None
    unit: str
    note: str
    older: str
    begins: str


@frozen
class _MonthSum:
    """`sources` are the ids of the incidents and works that downtime of the month is charged to."""

    real: Figure
    provider: Figure
    disrupted: int
    sources: frozenset[str]


def portal_months_page(edition: Edition, months: Sequence[Month], restated: Collection[Month] = ()) -> Page:
    """`months` as `months_shown` gives them; `restated` are those whose figure changed after it was published."""
    workings = {month: workings_of(edition, month) for month in months}
    measured = [month for month in months if not is_unmeasured(edition, month)]
    sums = {month: _sum_of(workings[month]) for month in measured}
    held = {fault for one in sums.values() for fault in one.real.by_fault}
    columns = tuple(FaultColumn(fault.value, fault_word(fault, yours=True)) for fault in Fault if fault in held)
    whole = _whole(sums.values())
    places = clock_places(_durations([*sums.values(), whole]))
    view = MonthsView(
        until=full_moment(edition.as_of, edition.zone),
        columns=columns,
        lines=tuple(
            _line(edition, month, sums.get(month), workings[month], columns, places, is_restated=month in restated)
            for month in months
        ),
        sum=_cells(whole, _span(measured), "", columns, places) if measured else None,
        unit="h:mm" if places == 0 else "h:mm:ss",
        note=_note(sums, whole, is_all=len(measured) == len(months)),
        older=OLDER_PATH if older_months(edition, len(months)) else "",
        begins=_begins(edition),
    )
    return Page(
        path=MONTHS_PATH,
        title="Months",
        description="Month by month: the availability you really had, our part of it, and what was promised.",
        section="months",
        template="portal-months.html",
        view=view,
        as_of=edition.as_of if months else None,
        is_open=False,
    )


def _sum_of(workings: Sequence[Working]) -> _MonthSum:
    sources = frozenset(row.impact.source for one in workings for row in one.rows if row.costs[0] is not None)
    return _MonthSum(
        total(one.real for one in workings),
        total(one.provider for one in workings),
        disrupted_seconds(workings),
        sources,
    )


def _whole(sums: Iterable[_MonthSum]) -> _MonthSum:
    known = tuple(sums)
    return _MonthSum(
        total(one.real for one in known),
        total(one.provider for one in known),
        sum(one.disrupted for one in known),
        frozenset[str]().union(*(one.sources for one in known)),
    )


def _durations(sums: Iterable[_MonthSum]) -> Iterable[Fraction]:
    for one in sums:
        yield from one.real.by_fault.values()
        yield Fraction(one.disrupted)


def _line(
    edition: Edition,
    month: Month,
    found: _MonthSum | None,
    workings: Sequence[Working],
    columns: Sequence[FaultColumn],
    places: int,
    *,
    is_restated: bool,
) -> MonthLine:
    """`found` None: nothing was measured, so nothing is claimed."""
    is_closed = month_is_closed(edition, month)
    said = {"so far": not is_closed, "restated": is_restated, "not measured": found is None}
    line = _cells(
        found or _whole(()),
        month_text(month.first_day),
        ", ".join(word for word, holds in said.items() if holds),
        columns,
        places,
    )
    return replace(
        line,
        path=month_path(month),
        csv=month_path(month, "csv"),
        json=month_path(month, "json"),
        slas=sla_summary(edition.register, workings, is_closed=is_closed) if found else None,
    )


def _cells(found: _MonthSum, name: str, note: str, columns: Sequence[FaultColumn], places: int) -> MonthLine:
    by_fault = {fault.value: seconds for fault, seconds in found.real.by_fault.items()}
    is_agreed = bool(found.real.agreed)
    return MonthLine(
        name=name,
        note=note,
        path="",
        csv="",
        json="",
        real=percent_text(found.real.availability),
        provider=percent_text(found.provider.availability),
        slas=None,
        faults=tuple(_fault_cell(by_fault, column.key, places, is_agreed=is_agreed) for column in columns),
        downtime=clock_duration_text(found.real.downtime, places) if is_agreed else DASH,
        disrupted=clock_duration_text(Fraction(found.disrupted), places) if is_agreed else DASH,
        records=str(len(found.sources)) if is_agreed else DASH,
    )


def _fault_cell(by_fault: Mapping[str, Fraction], fault: str, places: int, *, is_agreed: bool) -> FaultCell:
    if not is_agreed:
        return FaultCell(DASH, True)
    seconds = by_fault.get(fault, Fraction(0))
    return FaultCell(clock_duration_text(seconds, places), not seconds)


def _span(months: Sequence[Month]) -> str:
    """ "December 2024 to November 2026"; the one month's name alone. `months` are newest first."""
    first, last = month_text(months[-1].first_day), month_text(months[0].first_day)
    return first if first == last else f"{first} to {last}"


def _note(sums: Mapping[Month, _MonthSum], whole: _MonthSum, *, is_all: bool) -> str:
    notes = []
    if sum(len(one.sources) for one in sums.values()) > len(whole.sources):
        notes.append("What crosses the end of a month counts in both, and once in the sum.")
    if not is_all:
        notes.append("Before the first record nothing was measured, so it is in no sum.")
    return " ".join(notes)


def _begins(edition: Edition) -> str:
    """ "Your first subscription begins on 1 December 2026." for somebody without months; empty for all others."""
    customer = customer_of(edition)
    if months_shown(edition) or customer is None or not customer.subscriptions:
        return ""
    first = min(subscription.since for subscription in customer.subscriptions)
    return f"Your first subscription begins on {full_day_text(first)}."
