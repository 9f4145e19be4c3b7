"""Corrective actions, followed to their end: by owner and date."""

from __future__ import annotations

from aboveboard.availability.clock import local_date
from aboveboard.records.rfo import Action, Rfo
from aboveboard.views.action_rows import action_rows, is_overdue
from aboveboard.views.edition import Edition
from aboveboard.views.internal.sheet import Cell, Section, Sheet, sheet_page, table
from aboveboard.views.page import Page
from aboveboard.views.tree_paths import rfo_href
from aboveboard.views.words.prose import count_text

ACTIONS = "actions.html"
_COLUMNS = ("Due", "What", "Owner", "Kind", "Saves", "State", "Incident")


def actions_page(edition: Edition) -> Page:
    """`edition` is staff's. What is open stands first, the longest overdue on top."""
    today = local_date(edition.as_of, edition.zone)
    found = [(action, rfo) for rfo in edition.register.rfos.values() for action in rfo.actions or ()]
    still_open = [(action, rfo) for action, rfo in found if action.done is None]
    done = [(action, rfo) for action, rfo in found if action.done is not None]
    overdue = sum(is_overdue(action, today) for action, _ in still_open)
    still_open.sort(key=lambda one: (one[0].due is None, str(one[0].due), one[0].owner, one[1].id))
    done.sort(key=lambda one: (str(one[0].done), one[1].id), reverse=True)
    owners: dict[str, list[tuple[Action, Rfo]]] = {}
    for action, rfo in still_open:
        owners.setdefault(action.owner, []).append((action, rfo))
    sections = [
        _section(edition, f"open-{at}", owner, theirs) for at, (owner, theirs) in enumerate(sorted(owners.items()), 1)
    ]
    sections.append(_section(edition, "done", "Done", done))
    heading = f"{count_text(len(still_open), 'corrective action')} open, {overdue} overdue"
    return sheet_page(
        edition, ACTIONS, "actions", "Corrective actions", Sheet(heading, "", tuple(sections), "by-owner")
    )


def _section(edition: Edition, id: str, title: str, found: list[tuple[Action, Rfo]]) -> Section:
    today = local_date(edition.as_of, edition.zone)
    rows = []
    for action, rfo in found:
        (row,) = action_rows((action,), today)
        rows.append(
            (
                Cell(row.due or "no date", is_late=is_overdue(action, today)),
                Cell(row.what, row.href),
                Cell(row.owner),
                Cell(row.kind),
                Cell(row.saves),
                Cell(f"{row.state.word} {row.detail}".strip(), state=row.state),
                Cell(rfo.id, rfo_href(edition, rfo.id)),
            )
        )
    return table(id, title, f"{count_text(len(rows), 'action')}." if rows else "None.", _COLUMNS, rows)
