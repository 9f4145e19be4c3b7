"""Corrective actions as rows: what, who, by when, and where each stands as word and shape."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from aboveboard.frozen import frozen
from aboveboard.records.rfo import Action
from aboveboard.records.vocabulary import ActionKind
from aboveboard.views.words.instants import full_day_text
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.states import State

_KINDS = {
    ActionKind.PREVENT: "Prevent",
    ActionKind.DETECT: "Detect",
    ActionKind.RESPOND: "Respond",
    ActionKind.COMMUNICATE: "Communicate",
}
_DONE = "operational"
_DUE = "maintenance"
_OVERDUE = "partial"


@frozen
class ActionRow:
    """`state` is done, due or overdue with its mark; `detail` says since when or by how much. `href` may be empty."""

    id: str
    what: str
    kind: str
    owner: str
    due: str
    state: State
    detail: str
    saves: str
    href: str


def action_rows(actions: Iterable[Action], today: date) -> tuple[ActionRow, ...]:
    """In the order written. `today` decides alone whether one that is not done is overdue."""
    return tuple(
        ActionRow(
            id=action.id,
            what=action.what,
            kind=_KINDS[action.kind],
            owner=action.owner,
            due=full_day_text(action.due) if action.due else "",
            state=_state(action, today),
            detail=_detail(action),
            saves=duration_text(action.saves.seconds) if action.saves and action.saves.seconds else "",
            href=action.link if action.link and action.link.startswith(("https://", "http://")) else "",
        )
        for action in actions
    )


def progress_text(actions: Iterable[Action], today: date) -> str:
    """ "2 of 3 done, 1 overdue"."""
    known = list(actions)
    done = sum(action.done is not None for action in known)
    overdue = sum(is_overdue(action, today) for action in known)
    return f"{done} of {len(known)} done" + (f", {overdue} overdue" if overdue else "")


def is_overdue(action: Action, today: date) -> bool:
    return action.done is None and action.due is not None and action.due < today


def _state(action: Action, today: date) -> State:
    if action.done is not None:
        return State(_DONE, "Done")
    if action.due is None:
        return State("unknown", "No date")
    return State(_OVERDUE, "Overdue") if action.due < today else State(_DUE, "Due")


def _detail(action: Action) -> str:
    if action.done is None:
        return ""
    late = (action.done - action.due).days if action.due else 0
    by = f", {late} {'day' if late == 1 else 'days'} late" if late > 0 else ""
    return f"{full_day_text(action.done)}{by}"
