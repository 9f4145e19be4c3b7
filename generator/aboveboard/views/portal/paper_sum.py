"""The sum as one would write it on paper: agreed time, less each interval, in a column for each lens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from aboveboard.availability.clock import local_date
from aboveboard.availability.figures import Figure
from aboveboard.availability.impacts import Impact
from aboveboard.availability.months import Month
from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.portal.charged import Charged, When, charged_to, record_of, when_of
from aboveboard.views.portal.left_out import our_part_text
from aboveboard.views.portal.question import question_address, question_href
from aboveboard.views.portal.sla import name_of
from aboveboard.views.portal.sla_summary import service_name
from aboveboard.views.portal.working import Cost, Counted, Working
from aboveboard.views.words.instants import plain_day_text
from aboveboard.views.words.numbers import DASH, percent_text
from aboveboard.views.words.seconds import TIMES, number_text, places_of, seconds_text, share_text
from aboveboard.views.words.states import fault_word


@frozen
class Cell:
    """What one lens takes for an interval; `product` says how ("2,580 × 0.5") where the weight is not 1. `is_nil`: it
    takes nothing, and `text` is a dash."""

    text: str
    product: str
    is_nil: bool


@frozen
class Row:
    """`note` says where an interval goes beyond the month. `question` leads to a mail, and may be empty."""

    when: When
    note: str
    charged: Charged
    cells: tuple[Cell, ...]
    question: str


@frozen
class Line:
    """A line of the sum, with a cell for each column; `fault_key` is empty but in subtotals."""

    kind: str
    word: str
    fault_key: str
    cells: tuple[str, ...]


@frozen
class PaperSum:
    """A column for each lens: real, our part and, where there is one, the SLA.

    All seconds of a column have one number of decimals and are exact: `agreed` less the rows is what is available, and
    the rows add up to the subtotals by fault and to the downtime, which `results` say, with the division after them.
    """

    columns: tuple[str, ...]
    agreed: Line
    rows: tuple[Row, ...]
    results: tuple[Line, ...]
    our_part: str


def paper_sum(edition: Edition, month: Month, working: Working, *, with_zone: bool) -> PaperSum:
    """`with_zone` says the zone with each time."""
    figures = (working.real, working.provider, *([working.sla.figure] if working.sla else []))
    places = [_places(working.rows, at) for at in range(len(figures))]
    columns = tuple(zip(figures, places, strict=True))
    return PaperSum(
        columns=("Real", "Our part", *([name_of(working.sla.sla)] if working.sla else [])),
        agreed=_line("agreed", "Agreed time", [seconds_text(figure.agreed, decimals) for figure, decimals in columns]),
        rows=tuple(_rows(edition, month, working, places, with_zone=with_zone)),
        results=(*_subtotals(columns), *_results(columns)),
        our_part=our_part_text(working.real, working.beyond_ours),
    )


def _places(rows: Sequence[Counted], at: int) -> int:
    return places_of(cost.downtime for row in rows if (cost := row.costs[at]) is not None)


def _rows(edition: Edition, month: Month, working: Working, places: Sequence[int], *, with_zone: bool) -> Iterator[Row]:
    address = question_address(edition)
    service = service_name(edition.register, working.subscription.service)
    for row in working.rows:
        when = when_of(row.start, row.end, edition.zone, with_zone=with_zone)
        id = row.impact.source if record_of(edition, row.impact) else ""
        yield Row(
            when=when,
            note=_note(edition, row, working),
            charged=charged_to(edition, row.impact),
            cells=tuple([_cell(cost, decimals) for cost, decimals in zip(row.costs, places, strict=True)]),
            question=question_href(address, str(month), service, when.text, id),
        )


def _cell(cost: Cost | None, places: int) -> Cell:
    if cost is None:
        return Cell(DASH, "", True)
    product = f"{seconds_text(cost.seconds)} {TIMES} {number_text(cost.weight)}" if cost.weight != 1 else ""
    return Cell(seconds_text(cost.downtime, places), product, False)


def _note(edition: Edition, row: Counted, working: Working) -> str:
    start, end = working.alive
    notes = []
    if row.start == start and row.impact.start < start:
        began = local_date(row.impact.start, edition.zone)
        notes.append(f"began {plain_day_text(began, local_date(start, edition.zone))}")
    if row.end == end and _goes_on(edition, row.impact, end):
        notes.append("counted up to now" if working.is_running else "went on")
    return ", ".join(notes)


def _goes_on(edition: Edition, impact: Impact, end: int) -> bool:
    """Whether the impact lasts beyond `end`; at as-of itself all end, and those that do not are the running ones."""
    if end != edition.as_of:
        return impact.end > end
    key = (impact.source, impact.node, impact.start)
    return any((one.source, one.node, one.start) == key for one in edition.ledger.running)


def _subtotals(columns: Sequence[tuple[Figure, int]]) -> Iterator[Line]:
    for fault in Fault:
        if any(fault in figure.by_fault for figure, _ in columns):
            cells = [seconds_text(figure.by_fault.get(fault, 0), decimals) for figure, decimals in columns]
            yield _line("sub", fault_word(fault, yours=True), cells, fault.value)


def _results(columns: Sequence[tuple[Figure, int]]) -> Iterator[Line]:
    downtimes = [(figure, figure.downtime, decimals) for figure, decimals in columns]
    shares = [_share(figure, downtime) for figure, downtime, _ in downtimes]
    yield _line("total", "Downtime", [seconds_text(downtime, decimals) for _, downtime, decimals in downtimes])
    left = [seconds_text(figure.agreed - downtime, decimals) for figure, downtime, decimals in downtimes]
    yield _line("rest", "Available: agreed time less downtime", left)
    quotients = [DASH if share is None else share_text(share) for share in shares]
    yield _line("rest", "Divided by the agreed time", quotients)
    yield _line("result", "Availability, cut", [percent_text(share) for share in shares])


def _share(figure: Figure, downtime: Fraction) -> Fraction | None:
    return (figure.agreed - downtime) / figure.agreed if figure.agreed else None


def _line(kind: str, word: str, cells: Sequence[str], fault_key: str = "") -> Line:
    return Line(kind, word, fault_key, tuple(cells))
