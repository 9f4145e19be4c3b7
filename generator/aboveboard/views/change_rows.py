"""A change as one row of a list: its window, what to expect or what happened, how it went."""

from __future__ import annotations

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.views.change_facts import ChangeFacts, change_facts
from aboveboard.views.edition import Edition
from aboveboard.views.incident_rows import MOST_NAMES
from aboveboard.views.words.instants import Moment, bare_clock_text, clock_text, day_moment, span_text
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.states import State


@frozen
class ChangeRow:
    """`hours` is the window without its day where one day holds it. `what` is a sentence; `timing` reads "overran by 12 min". `service_ids` are what a list is filtered by."""

    path: str
    title: str
    day: Moment
    hours: str
    state: State
    kind: str
    services: str
    what: str
    notice: str
    timing: str
    is_overrun: bool
    is_worse: bool
    service_ids: tuple[str, ...]


def change_row(edition: Edition, change: Change, near: int) -> ChangeRow:
    """Days are as short as they can be beside `near`."""
    facts = change_facts(edition, change)
    return ChangeRow(
        path=facts.path,
        title=change.title,
        day=day_moment(change.window.from_, edition.zone, near),
        hours=hours_text(change, edition.zone, near),
        state=facts.state,
        kind=facts.kind,
        services=list_text(facts.service_names, MOST_NAMES),
        what=what_text(facts),
        notice=facts.notice,
        timing=facts.timing,
        is_overrun=facts.overrun_seconds > 0,
        is_worse=facts.is_worse_than_expected,
        service_ids=facts.services,
    )


def hours_text(change: Change, zone: str, near: int) -> str:
    """ "01:00 to 03:00 UTC"; with both days where they differ."""
    start, end = change.window.from_, change.window.to
    if local_date(start, zone) != local_date(end, zone):
        return span_text(start, end, zone, near)
    return f"{bare_clock_text(start, zone)} to {clock_text(end, zone)}"


def what_text(facts: ChangeFacts) -> str:
    """ "Expected: slow answers or passing errors." before, "As expected: an outage." after, and what went wrong otherwise."""
    if not facts.happened:
        return f"Expected: {facts.expected}."
    if facts.went_wrong:
        return f"Expected: {facts.expected}. It {facts.went_wrong}."
    if facts.happened == facts.expected:
        return f"As expected: {facts.happened}."
    return f"Expected: {facts.expected}; happened: {facts.happened}."
