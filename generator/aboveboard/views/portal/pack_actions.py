"""Corrective actions that stem from the quarter's incidents, and older ones that are still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from aboveboard.records.rfo import Action, Rfo
from aboveboard.views.action_rows import action_rows, is_overdue
from aboveboard.views.edition import Edition
from aboveboard.views.portal.pack import ActionSection, PackAction, Target
from aboveboard.views.portal.pack_facts import QuarterFacts
from aboveboard.views.tree_paths import rfo_href
from aboveboard.views.words.prose import count_text

Owned = tuple[Rfo, Action]


def action_section(edition: Edition, facts: QuarterFacts) -> ActionSection:
    here = frozenset(one.source for one in (*facts.reached, *facts.hidden))
    own = [_as_of(one, facts.stand) for one in _actions(edition, sorted(here))]
    older = [_as_of(one, facts.stand) for one in _actions(edition, sorted(facts.came_before - here))]
    still_open = [(rfo, action) for rfo, action in older if action.done is None]
    return ActionSection(
        title=_title([action for _, action in own], [action for _, action in still_open], facts.stand),
        rows=_rows(edition, own, facts.stand),
        older=_rows(edition, still_open, facts.stand),
        note=_note(edition, here, own),
    )


def overdue_actions(section: ActionSection) -> list[PackAction]:
    return [row for row in (*section.rows, *section.older) if row.state.word == "Overdue"]


def _actions(edition: Edition, ids: Iterable[str]) -> Iterator[Owned]:
    for id in ids:
        rfo = edition.register.rfos.get(id)
        if rfo is not None:
            yield from ((rfo, action) for action in rfo.actions or ())


def _as_of(owned: Owned, stand: date) -> Owned:
    """The action as it stood that day: what was done later was not done yet."""
    rfo, action = owned
    if action.done is not None and action.done > stand:
        action = action.model_copy(update={"done": None})
    return rfo, action


def _rows(edition: Edition, owned: Iterable[Owned], stand: date) -> tuple[PackAction, ...]:
    """Overdue ones first, then those that are due, the earliest first, then what is done."""
    ordered = sorted(owned, key=lambda one: (_rank(one[1], stand), one[1].due or date.max, one[0].id, one[1].id))
    return tuple(
        PackAction(
            id=row.id,
            what=row.what,
            owner=row.owner,
            due=row.due or "no date",
            state=row.state,
            detail=row.detail,
            report=Target(edition.register.incidents[rfo.id].title, rfo_href(edition, rfo.id)),
        )
        for (rfo, _), row in zip(ordered, action_rows((action for _, action in ordered), stand), strict=True)
    )


def _rank(action: Action, stand: date) -> int:
    if action.done is not None:
        return 2
    return 0 if is_overdue(action, stand) else 1


def _title(own: list[Action], older: list[Action], stand: date) -> str:
    """ "2 of 5 corrective actions are done; 2 older ones are open; 1 is overdue"."""
    said = [_done_text(own)]
    if older:
        said.append(f"{count_text(len(older), 'older one')} {'is' if len(older) == 1 else 'are'} open")
    late = sum(is_overdue(action, stand) for action in (*own, *older))
    if late:
        said.append(f"{late} {'is' if late == 1 else 'are'} overdue")
    return "; ".join(said)


def _done_text(own: list[Action]) -> str:
    done = sum(action.done is not None for action in own)
    if not own:
        return "No corrective action stems from this quarter"
    if len(own) == 1:
        return f"The one corrective action is {'done' if done else 'not done yet'}"
    return f"{done} of {len(own)} corrective actions {'is' if done == 1 else 'are'} done"


def _note(edition: Edition, here: Iterable[str], own: list[Owned]) -> str:
    """An RFO may say that none is needed, or not have said yet."""
    if own:
        return ""
    rfos = [edition.register.rfos[id] for id in here if id in edition.register.rfos]
    if any(rfo.actions is not None for rfo in rfos):
        return "The reports of this quarter say that none is needed, and why."
    return "None has been decided yet." if rfos else ""
