"""A customer's RFOs: what was published about incidents that reached the customer, and what is still owed about them."""

from __future__ import annotations

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.records.rfo import Rfo
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import alternates_for
from aboveboard.views.page import Page
from aboveboard.views.page_notes import zone_note
from aboveboard.views.portal.amounts import amount_text
from aboveboard.views.portal.reached import Reached, reached_incidents
from aboveboard.views.rfos import OwedRow, RfoRow, actions_sentence, newest_first, owed_rows, rfo_row
from aboveboard.views.tree_paths import Ways, ways_of
from aboveboard.views.words.prose import count_text

PATH = "rfo/index.html"


@frozen
class PortalRfoRow:
    """`amount` is how long at least one of the customer's services was down."""

    row: RfoRow
    amount: str


@frozen
class PortalRfosView:
    """`sentence` and `second` are the finding. `owed` are promised and not there yet, the late ones first."""

    sentence: str
    second: str
    owed: tuple[OwedRow, ...]
    rows: tuple[PortalRfoRow, ...]
    empty: str
    ways: Ways


def portal_rfo_ids(edition: Edition) -> tuple[str, ...]:
    """The ids, sorted, of the RFOs that have a page in the customer's tree."""
    return tuple(sorted(rfo.id for _, rfo in _with_rfos(edition)))


def portal_rfos_page(edition: Edition) -> Page:
    view = _view(edition)
    return Page(
        path=PATH,
        title="RFOs about what reached you",
        description=f"{view.sentence} {view.second}".strip(),
        section="rfo",
        template="portal-rfos.html",
        view=view,
        alternates=alternates_for(edition, PATH),
        notes=(zone_note(edition.zone),),
    )


def _view(edition: Edition) -> PortalRfosView:
    today = local_date(edition.as_of, edition.zone)
    amounts = {rfo.id: amount_text(reached.clock, reached.degraded) for reached, rfo in _with_rfos(edition)}
    published = newest_first(edition, (rfo for _, rfo in _with_rfos(edition)))
    owed = owed_rows(edition, (one.incident for one in reached_incidents(edition) if one.incident is not None))
    return PortalRfosView(
        sentence=_sentence(len(published), owed),
        second=actions_sentence(published, today),
        owed=owed,
        rows=tuple(PortalRfoRow(rfo_row(edition, rfo, today), amounts[rfo.id]) for rfo in published),
        empty=_empty(edition),
        ways=ways_of(edition),
    )


def _with_rfos(edition: Edition) -> list[tuple[Reached, Rfo]]:
    rfos = edition.register.rfos
    return [(one, rfos[one.id]) for one in reached_incidents(edition) if one.incident is not None and one.id in rfos]


def _sentence(count: int, owed: tuple[OwedRow, ...]) -> str:
    said = f"{count_text(count, 'report')} about what reached you" if count else "No report is about what reached you"
    if not owed:
        return f"{said}."
    late = sum(row.is_late for row in owed)
    return f"{said}, {len(owed)} owed{f', {late} of them late' if late else ''}."


def _empty(edition: Edition) -> str:
    """Why there is no report."""
    if not reached_incidents(edition):
        return "No incident that reached you is on record, so there is nothing to report on."
    return "No report has been published about the incidents that reached you."
