"""A change as one row of a list: its window, what to expect or what happened, how it went."""

from __future__ import annotations

from dataclasses import dataclass

from aboveboard.records.change import Change
from aboveboard.views.change_facts import ChangeFacts, change_facts
from aboveboard.views.edition import Edition
from aboveboard.views.incident_rows import MOST_NAMES
from aboveboard.views.words.instants import Moment, day_moment
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.states import State


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """`what` is a sentence; `timing` reads "overran by 12 min". `service_ids` are what a list is filtered by."""

    path: str
    title: str
    day: Moment
    window: str
    state: State
    kind: str
    services: str
    what: str
    notice: str
    timing: str
    is_overrun: bool
    service_ids: tuple[str, ...]


def change_row(edition: Edition, change: Change, near: int) -> ChangeRow:
    """Days are as short as they can be beside `near`."""
    facts = change_facts(edition, change)
    return ChangeRow(
        path=facts.path,
        title=change.title,
        day=day_moment(change.window.from_, edition.zone, near),
        window=facts.window,
        state=facts.state,
        kind=facts.kind,
        services=list_text(facts.service_names, MOST_NAMES),
        what=what_text(facts),
        notice=facts.notice,
        timing=facts.timing,
        is_overrun=facts.overrun_seconds > 0,
        service_ids=facts.services,
    )


def what_text(facts: ChangeFacts) -> str:
    """ "Expected: slow answers or passing errors." before, "Expected and happened: an outage." after."""
    if not facts.happened:
        return f"Expected: {facts.expected}."
    if facts.happened == facts.expected:
        return f"As expected: {facts.happened}."
    return f"Expected: {facts.expected}; happened: {facts.happened}."
