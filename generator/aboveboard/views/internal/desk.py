"""The first internal page: what is wrong now, what is owed now, and which records need a hand."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.promises.due import due_list
from aboveboard.records.vocabulary import Audience, RfoStatus
from aboveboard.views.edition import Edition
from aboveboard.views.internal.build_notes import BuildNotes
from aboveboard.views.internal.due import OWED_COLUMNS, owed_row
from aboveboard.views.internal.sheet import Cell, Section, Sheet, sheet_page, table
from aboveboard.views.page import Page
from aboveboard.views.record_paths import change_path, incident_path, rfo_path
from aboveboard.views.service_state import ServiceState, service_states
from aboveboard.views.words.prose import count_text

DESK = "index.html"


def desk_page(edition: Edition, notes: BuildNotes) -> Page:
    """`edition` is staff's."""
    states = service_states(edition)
    disrupted = [state for state in states if state.is_disrupted]
    owed = due_list(edition.register, edition.as_of, edition.as_of).now
    heading = (
        f"{len(disrupted)} of {count_text(len(states), 'service')} disrupted, {count_text(len(owed), 'thing')} owed now"
    )
    sections = (
        _disrupted(disrupted),
        table(
            "owed",
            "Owed now",
            f"{sum(one.is_late(edition.as_of) for one in owed)} of {len(owed)} late."
            if owed
            else "Nothing is owed now.",
            OWED_COLUMNS,
            (owed_row(edition, one) for one in owed),
        ),
        _in_need(notes),
        _drafts(edition),
    )
    return sheet_page(edition, DESK, "operations", "Operations", Sheet(heading, "", sections))


def _disrupted(states: list[ServiceState]) -> Section:
    finding = f"{count_text(len(states), 'service')}." if states else "Every service works."
    rows = (
        (
            Cell(state.name, state.path),
            Cell(state.sentence, state=state.state),
            Cell(state.record_title, state.record_path),
            Cell(state.record),
        )
        for state in states
    )
    return table("now", "Disrupted now", finding, ("Service", "State", "Because of", "Record"), rows)


def _in_need(notes: BuildNotes) -> Section:
    rows = [
        *((Cell("Cannot be read"), Cell(line)) for line in notes.broken),
        *((Cell("Names what is not there"), Cell(line)) for line in notes.strangers),
        *((Cell("Last good version shown"), Cell(path)) for path in notes.restored),
        *((Cell("Withheld"), Cell(one.text, one.path)) for one in notes.withheld),
    ]
    finding = (
        f"{count_text(len(rows), 'finding')}." if rows else "Every record was read and published to whom it is for."
    )
    return table("records", "Records that need a hand", finding, ("What", "Where and why"), rows)


def _drafts(edition: Edition) -> Section:
    rows = list(_draft_rows(edition))
    finding = (
        f"{count_text(len(rows), 'record')}, in no figure and on nobody else's page." if rows else "There are none."
    )
    return table("drafts", "Drafts", finding, ("Record", "What it is", "Title"), rows)


def _draft_rows(edition: Edition) -> Iterator[tuple[Cell, ...]]:
    register = edition.register
    for incident in register.incidents.values():
        if incident.reader is Audience.INTERNAL:
            yield Cell(incident.id, incident_path(incident.id)), Cell("Incident"), Cell(incident.title)
    for change in register.changes.values():
        if change.reader is Audience.INTERNAL:
            yield Cell(change.id, change_path(change.id)), Cell("Change"), Cell(change.title)
    for rfo in register.rfos.values():
        if rfo.status is RfoStatus.DRAFT and rfo.id in register.incidents:
            yield Cell(rfo.id, rfo_path(rfo.id)), Cell("RFO"), Cell(register.incidents[rfo.id].title)
