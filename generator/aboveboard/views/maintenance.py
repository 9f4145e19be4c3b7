"""Planned work as a list: what runs, what is ahead, and what is past with its outcome and overrun."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.views.change_facts import Phase, phase_of
from aboveboard.views.change_rows import ChangeRow, change_row
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import alternates_for
from aboveboard.views.history import MonthLink, history_months, month_links
from aboveboard.views.page import Page
from aboveboard.views.page_notes import as_of_note, zone_note
from aboveboard.views.words.instants import span_text
from aboveboard.views.words.prose import count_text, list_text

NEWEST = 50


@frozen
class MaintenanceView:
    """`ahead` begins with what comes next, `past` with the newest; `years` lead to everything that is past."""

    sentence: str
    second: str
    key: str
    running: tuple[ChangeRow, ...]
    ahead: tuple[ChangeRow, ...]
    past: tuple[ChangeRow, ...]
    past_more: str
    years: tuple[tuple[str, tuple[MonthLink, ...]], ...]


def maintenance_page(edition: Edition) -> Page:
    view = _list(edition)
    as_of = edition.as_of if view.running else None
    return Page(
        path="maintenance/index.html",
        title="Maintenance",
        description=f"{view.sentence} {view.second}".strip(),
        section="maintenance",
        template="maintenance.html",
        view=view,
        alternates=alternates_for(edition, "maintenance/index.html"),
        as_of=as_of,
        is_open=bool(view.running),
        notes=(*((as_of_note(as_of, edition.zone),) if as_of is not None else ()), zone_note(edition.zone)),
    )


def _list(edition: Edition) -> MaintenanceView:
    phases: dict[Phase, list[Change]] = {phase: [] for phase in Phase}
    for change in edition.index.changes:
        phases[phase_of(change, edition.as_of)].append(change)
    past = phases[Phase.PAST]
    running = tuple(change_row(edition, change, edition.as_of) for change in phases[Phase.RUNNING])
    ahead = phases[Phase.AHEAD][::-1]
    more = len(past) - NEWEST
    return MaintenanceView(
        sentence=_sentence(running),
        second=_second(edition, ahead),
        key="maintenance" if running else "operational",
        running=running,
        ahead=tuple(change_row(edition, change, edition.as_of) for change in ahead),
        past=tuple(change_row(edition, change, edition.as_of) for change in past[:NEWEST]),
        past_more=f"{count_text(more, 'earlier one')} in the history" if more > 0 else "",
        years=month_links(history_months(edition)) if more > 0 else (),
    )


def _sentence(running: tuple[ChangeRow, ...]) -> str:
    if not running:
        return "No maintenance is running."
    names = list_text([row.title for row in running], 2)
    return f"{count_text(len(running), 'change')} {'is' if len(running) == 1 else 'are'} in progress: {names}."


def _second(edition: Edition, ahead: Sequence[Change]) -> str:
    """`ahead` begins with what comes next."""
    if not ahead:
        return "Nothing is planned."
    window = ahead[0].window
    when = span_text(window.from_, window.to, edition.zone, edition.as_of)
    return f"Next: {ahead[0].title}, {when}." + (f" {len(ahead) - 1} more planned." if len(ahead) > 1 else "")
