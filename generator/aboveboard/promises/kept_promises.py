"""What an incident's urgency promised about speaking, and how much of it was kept: the first word, then every next one."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.availability.business_days import after
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Promise, Provider
from aboveboard.records.incident import Incident
from aboveboard.records.updates import Update
from aboveboard.records.values import Duration
from aboveboard.records.vocabulary import IncidentStatus


@frozen
class KeptPromises:
    """Of `made` promises whose time has come, `kept` were kept. `first_word_seconds` counts from the start.

    `next_due` is when an open incident owes its next update, the first one included; None when nothing was promised.
    """

    kept: int
    made: int
    first_word_seconds: int | None
    first_word_within: Duration | None
    update_every: Duration | None
    next_due: int | None
    is_late: bool


def kept_promises(incident: Incident, provider: Provider, as_of: int) -> KeptPromises:
    """Each update until the end promises the next one, so a long silence breaks one promise, not several.

    What follows the end (an Update, a Postmortem) was not promised. A `next_update` that the record names takes the
    place of the last promise.
    """
    promise = provider.promise(incident.urgency)
    spoken = _until_the_end(incident)
    owed = _owed(incident, provider, promise, spoken)
    is_open = incident.is_open
    judged = [(due, answer) for due, answer in owed if answer is not None or due < as_of or not is_open]
    next_due = next((due for due, answer in owed if answer is None), None) if is_open else None
    return KeptPromises(
        kept=len([due for due, answer in judged if answer is not None and answer <= due]),
        made=len(judged),
        first_word_seconds=max(0, spoken[0] - incident.started) if spoken else None,
        first_word_within=promise.first_update,
        update_every=promise.update_every,
        next_due=next_due,
        is_late=next_due is not None and next_due < as_of,
    )


def _owed(
    incident: Incident, provider: Provider, promise: Promise, spoken: Sequence[int]
) -> list[tuple[int, int | None]]:
    """What was due when, and the update that answered it."""
    owed: list[tuple[int, int | None]] = []
    if promise.first_update is not None:
        owed.append((after(incident.started, promise.first_update, provider), spoken[0] if spoken else None))
    if promise.update_every is None and incident.next_update is None:
        return owed
    is_open = incident.is_open
    for update, answer in zip(spoken, [*spoken[1:], None], strict=False):
        is_last = answer is None if is_open else answer == spoken[-1]
        due = _due_after(update, incident, provider, promise.update_every, is_last)
        if due is None or (answer is None and incident.resolved is not None and due >= incident.resolved):
            continue
        owed.append((due, answer))
    return owed


def _until_the_end(incident: Incident) -> list[int]:
    """The instants of the updates up to the one that says that it is over."""
    spoken = []
    for update in incident.updates:
        if _is_afterthought(update, incident):
            break
        spoken.append(update.at)
        if update.status == IncidentStatus.RESOLVED:
            break
    return spoken


def _is_afterthought(update: Update, incident: Incident) -> bool:
    if update.status == IncidentStatus.POSTMORTEM:
        return True
    return incident.resolved is not None and update.at > incident.resolved and update.status != IncidentStatus.RESOLVED


def _due_after(
    update: int, incident: Incident, provider: Provider, every: Duration | None, is_last: bool
) -> int | None:
    if is_last and incident.next_update is not None and incident.next_update > update:
        return incident.next_update
    return None if every is None else after(update, every, provider)
