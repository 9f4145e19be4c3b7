"""The quarter month by month, and the twelve months that end with it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from aboveboard.availability.figures import Figure
from aboveboard.availability.intervals import intersection
from aboveboard.availability.ledger import CustomerMonth
from aboveboard.availability.months import Month
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.portal.pack import MonthRow, MonthSection
from aboveboard.views.portal.pack_facts import QuarterFacts, is_measured
from aboveboard.views.portal.pack_words import quarter_text, span_text
from aboveboard.views.service_months import FaultCell, FaultColumn, Trend, TrendPoint
from aboveboard.views.words.instants import month_text, short_month_text
from aboveboard.views.words.numbers import DASH, clock_duration_text, clock_places, duration_text, percent_text
from aboveboard.views.words.states import fault_word

_TREND_MONTHS = 12


def month_section(edition: Edition, facts: QuarterFacts) -> MonthSection:
    places = places_of(facts)
    held = {fault for month in facts.months for fault in month.real.by_fault}
    columns = tuple(FaultColumn(fault.value, fault_word(fault, yours=True)) for fault in Fault if fault in held)
    rows = tuple(
        _row(month_text(month.first_day), figures.real, figures.provider, _reached(edition, facts, month), held, places)
        for month, figures in zip(facts.quarter.months, facts.months, strict=True)
    )
    total = _row(quarter_text(facts.quarter), facts.sum.real, facts.sum.provider, len(facts.reached), held, places)
    trend_title, trend = _trend(edition, facts)
    return MonthSection(
        title=_title(facts),
        columns=columns,
        rows=rows,
        total=total,
        unit=unit_of(places),
        note=_note(facts, rows),
        trend_title=trend_title,
        trend=trend,
    )


def places_of(facts: QuarterFacts) -> int:
    """The one form in which every duration in the tables of a pack is exact."""
    spent = [seconds for month in facts.months for seconds in month.real.by_fault.values()]
    spent += [seconds for one in facts.reached for seconds in one.by_fault.values()]
    return clock_places(spent)


def unit_of(places: int) -> str:
    return "h:mm" if places == 0 else "h:mm:ss"


def _row(name: str, real: Figure, provider: Figure, reached: int, held: set[Fault], places: int) -> MonthRow:
    faults = [fault for fault in Fault if fault in held]
    if not real.agreed:
        return MonthRow(name, DASH, DASH, DASH, (FaultCell(DASH, True),) * len(faults), DASH, DASH)
    spent = [real.by_fault.get(fault, Fraction(0)) for fault in faults]
    return MonthRow(
        name=name,
        agreed=clock_duration_text(Fraction(real.agreed), places),
        real=percent_text(real.availability),
        provider=percent_text(provider.availability),
        faults=tuple(FaultCell(clock_duration_text(seconds, places), not seconds) for seconds in spent),
        downtime=clock_duration_text(real.downtime, places),
        disruptions=str(reached),
    )


def _reached(edition: Edition, facts: QuarterFacts, month: Month) -> int:
    """What crosses the end of a month counts in both, and once in the quarter."""
    period = (month.interval(edition.zone),)
    return sum(bool(intersection(one.spans, period)) for one in facts.reached)


def _title(facts: QuarterFacts) -> str:
    spent = [
        (month.real.downtime, month_text(name.first_day).split()[0])
        for name, month in zip(facts.quarter.months, facts.months, strict=True)
        if month.real.downtime
    ]
    if not spent:
        return "No month had downtime" if facts.sum.real.agreed else "No month had agreed time"
    worst, name = max(spent, key=lambda one: one[0])
    if len(spent) == 1:
        return f"Only {name} had downtime: {duration_text(worst)}"
    return f"{name} cost you the most: {duration_text(worst)}"


def _note(facts: QuarterFacts, rows: Sequence[MonthRow]) -> str:
    notes = []
    if len({service for month in facts.months for service in month.services}) > 1:
        notes.append("Agreed time and downtime add up your services: an hour in which two are down counts as two.")
    if sum(int(row.disruptions) for row in rows if row.disruptions != DASH) > len(facts.reached):
        notes.append("A disruption that crosses the end of a month counts in both, and once in the total.")
    if any(row.agreed == DASH for row in rows) and facts.sum.real.agreed:
        notes.append("A dash: nothing was agreed in that month.")
    return " ".join(notes)


def _trend(edition: Edition, facts: QuarterFacts) -> tuple[str, Trend | None]:
    """Up to twelve months since the first one that was measured and had agreed time; a gap in between is kept."""
    last = facts.quarter.months[-1]
    months = [last.plus(back) for back in range(1 - _TREND_MONTHS, 1)]
    known = [(month, _measured(edition, facts, month)) for month in months]
    first = next((at for at, (_, figures) in enumerate(known) if figures is not None), len(known))
    shown = known[first:]
    if len(shown) < 2:
        return "", None
    points = tuple(_point(month, figures, is_first=at == 0) for at, (month, figures) in enumerate(shown))
    names = [month for month, _ in shown]
    return _trend_title(names, points), Trend(_finding(names, points), points)


def _measured(edition: Edition, facts: QuarterFacts, month: Month) -> CustomerMonth | None:
    if not is_measured(edition, month, facts.measured_since):
        return None
    figures = edition.ledger.customer_month(facts.customer, month)
    return figures if figures.real.agreed else None


def _point(month: Month, figures: CustomerMonth | None, *, is_first: bool) -> TrendPoint:
    year = str(month.year) if is_first or month.number == 1 else ""
    real, provider = (figures.real.availability, figures.provider.availability) if figures else (None, None)
    return TrendPoint(short_month_text(month.first_day), _percent(real), _percent(provider), year)


def _percent(share: Fraction | None) -> Fraction | None:
    return None if share is None else share * 100


def _finding(months: Sequence[Month], points: Sequence[TrendPoint]) -> str:
    """ "Real availability, October 2025 to September 2026: lowest in February 2026 with 99.883 %"."""
    month, real = _lowest(months, points)
    span = f"Real availability, {span_text(months)}"
    if real == 1:
        return f"{span}: {percent_text(real)} in every month"
    return f"{span}: lowest in {month_text(month.first_day)} with {percent_text(real)}"


def _trend_title(months: Sequence[Month], points: Sequence[TrendPoint]) -> str:
    month, real = _lowest(months, points)
    if real == 1:
        return f"{percent_text(real)} in each of {len(points)} months"
    return f"{month_text(month.first_day)} was the lowest of {len(points)} months: {percent_text(real)}"


def _lowest(months: Sequence[Month], points: Sequence[TrendPoint]) -> tuple[Month, Fraction]:
    found = [(point.real / 100, month) for point, month in zip(points, months, strict=True) if point.real is not None]
    real, month = min(found)
    return month, real
