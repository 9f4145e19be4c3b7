"""Twelve months of a customer: whose fault the downtime was, as rows that add up, and the trend month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from aboveboard.availability.months import Month
from aboveboard.frozen import frozen
from aboveboard.views.portal.fault_rows import FaultRow, fault_rows
from aboveboard.views.portal.pack_words import span_text
from aboveboard.views.portal.sla import target_text
from aboveboard.views.portal.your_figures import Year, verdicts_of
from aboveboard.views.service_months import Trend, TrendPoint
from aboveboard.views.words.instants import month_text, short_month_text
from aboveboard.views.words.numbers import clock_duration_text, clock_places, percent_text


@frozen
class Faults:
    """`rows` have only faults with downtime, in the order of faults, and add up to `total`, their shares to 100.
    `spent` are their seconds, for the bar. Without a row `quiet` says something true."""

    span: str
    rows: tuple[FaultRow, ...]
    total: str
    unit: str
    spent: Mapping[str, Fraction]
    quiet: str


@frozen
class YearTrend:
    """`trend` None: there are not yet two months to draw a line between, which `line` says. `target` is the one target
    of all SLAs in force, empty where they differ."""

    trend: Trend | None
    line: str
    target: str


def faults_of(year: Year) -> Faults:
    by_fault = year.real.by_fault
    spent = {fault.value: seconds for fault, seconds in by_fault.items()}
    if not by_fault:
        return Faults(year.span, (), "", "", spent, _quiet(year))
    places = clock_places(by_fault.values())
    rows = fault_rows(by_fault, places)
    total = clock_duration_text(year.real.downtime, places)
    return Faults(year.span, rows, total, "h:mm:ss" if places else "h:mm", spent, "")


def _quiet(year: Year) -> str:
    if not year.is_measured:
        return "These twelve months were not measured."
    return "No downtime in these twelve months." if year.real.agreed else "Nothing was agreed in these twelve months."


def trend_of_year(year: Year) -> YearTrend:
    known = _known(year)
    if len(known) < 2:
        return YearTrend(None, "The line begins when two months are complete.", "")
    slas = {verdict.sla.target: verdict.sla for verdict in verdicts_of((*year.months, year.now))}
    target, sla = slas.popitem() if len(slas) == 1 else (None, None)
    points = tuple(_point(share, is_first=at == 0) for at, share in enumerate(known))
    line = f"Real availability {percent_text(year.real.availability)}, our part {percent_text(year.provider.availability)}."
    return YearTrend(Trend(_finding(known), points, target), line, "" if sla is None else target_text(sla))


_Share = tuple[Month, Fraction | None, Fraction | None]


def _known(year: Year) -> Sequence[_Share]:
    """Real and provider's, of the complete months since the first one that was measured and has agreed time, oldest
    first; a gap in between is kept."""
    pairs = list(zip(year.names, year.months, strict=True))
    first = next((at for at, (_, month) in enumerate(pairs) if month.real.agreed), len(pairs))
    return [
        (name, month.real.availability, month.provider.availability)
        for name, month in pairs[max(first, year.unmeasured) :]
    ]


def _point(share: _Share, *, is_first: bool) -> TrendPoint:
    name, real, provider = share
    year = str(name.year) if is_first or name.number == 1 else ""
    return TrendPoint(short_month_text(name.first_day), _percent(real), _percent(provider), year)


def _percent(share: Fraction | None) -> Fraction | None:
    return None if share is None else share * 100


def _finding(known: Sequence[_Share]) -> str:
    """ "Real availability, November 2025 to October 2026: lowest in October 2026 with 99.883 %"."""
    lowest, name = min((real, name) for name, real, _ in known if real is not None)
    span = f"Real availability, {span_text([name for name, _, _ in known])}"
    if lowest == 1:
        return f"{span}: {percent_text(lowest)} in every month"
    return f"{span}: lowest in {month_text(name.first_day)} with {percent_text(lowest)}"
