"""Passages made into updates: each gets a status and an instant, and a resolved incident its Resolved update."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aboveboard.importers.carried import CarriedUpdate
from aboveboard.importers.cstate.blocks import below_updates
from aboveboard.importers.cstate.labels import sounds_over
from aboveboard.importers.cstate.lifespan import Lifespan
from aboveboard.importers.cstate.passages import Passage
from aboveboard.importers.report import Effect, Notes
from aboveboard.records.instants import utc_text
from aboveboard.records.vocabulary import IncidentStatus

_BEFORE_THE_END = (IncidentStatus.INVESTIGATING, IncidentStatus.IDENTIFIED, IncidentStatus.MONITORING)


def updates_of(
    passages: Sequence[Passage], lifespan: Lifespan, opening: IncidentStatus, title: str, notes: Notes
) -> tuple[CarriedUpdate, ...]:
    """In the order in which they are to be written. `opening` is the status of a first passage without one."""
    passages = passages or (Passage(None, None, (f"{title.rstrip('.')}.",)),)
    instants = _instants(passages, lifespan)
    updates = [
        _update(passage, at, at_index, opening)
        for at_index, (passage, at) in enumerate(zip(passages, instants, strict=True))
    ]
    _note_guesses(passages, updates, notes)
    if lifespan.resolved is None:
        return tuple(_still_open(update, notes) for update in updates)
    return tuple(_with_end([_not_after(update, lifespan.resolved) for update in updates], lifespan.resolved))


def _instants(passages: Sequence[Passage], lifespan: Lifespan) -> list[int]:
    """The first passage's is the start; another's without one is the latest that it can have had, never earlier."""
    instants: list[int] = []
    for index, passage in enumerate(passages):
        before = instants[-1] if instants else lifespan.started
        if passage.at is not None:
            instants.append(passage.at)
        elif index == 0 and not (len(passages) == 1 and _tells_the_end(passage)):
            instants.append(lifespan.started)
        else:
            later = [other.at for other in passages[index:] if other.at is not None]
            bound = min(later) if later else before if lifespan.resolved is None else lifespan.resolved
            instants.append(max(before, bound))
    return instants


def _update(passage: Passage, at: int, index: int, opening: IncidentStatus) -> CarriedUpdate:
    status = passage.status
    if status is None:
        status = opening if index == 0 else IncidentStatus.UPDATE
    elif index == 0 and status is IncidentStatus.UPDATE and not _tells_the_end(passage):
        status = opening
    text = below_updates(passage.text).strip("\n") or f"{status.value}."
    return CarriedUpdate(status, at, text)


def _tells_the_end(passage: Passage) -> bool:
    if passage.status is IncidentStatus.UPDATE:
        return sounds_over(passage.text)
    return passage.status in (IncidentStatus.RESOLVED, IncidentStatus.POSTMORTEM)


def _note_guesses(passages: Sequence[Passage], updates: Sequence[CarriedUpdate], notes: Notes) -> None:
    guessed = [update for passage, update in zip(passages[1:], updates[1:], strict=True) if passage.at is None]
    if guessed:
        at = ", ".join(dict.fromkeys(utc_text(update.at) for update in guessed))
        notes.add(Effect.NO_INSTANT, "", f"{len(guessed)} of {len(updates)} updates", at)


def _still_open(update: CarriedUpdate, notes: Notes) -> CarriedUpdate:
    if update.status is not IncidentStatus.RESOLVED:
        return update
    notes.add(Effect.DOUBTFUL, "resolved", "is false, but its text says that it is resolved", "carried as open: is it?")
    return _demoted(update)


def _not_after(update: CarriedUpdate, resolved: int) -> CarriedUpdate:
    is_late = update.at > resolved and update.status in _BEFORE_THE_END
    return _demoted(update) if is_late else update


def _with_end(updates: list[CarriedUpdate], resolved: int) -> list[CarriedUpdate]:
    """One Resolved update: the last that says so, else the last that sounds so, else one of ours."""
    ends = [index for index, update in enumerate(updates) if update.status is IncidentStatus.RESOLVED]
    if ends:
        return [_demoted(update) if index in ends[:-1] else update for index, update in enumerate(updates)]
    said = [index for index, update in enumerate(updates) if update.status is not IncidentStatus.POSTMORTEM]
    last = said[-1] if said else -1
    if last > 0 and updates[last].status is IncidentStatus.UPDATE and sounds_over(updates[last].text):
        return [
            replace(update, status=IncidentStatus.RESOLVED) if index == last else update
            for index, update in enumerate(updates)
        ]
    if (
        len(updates) == 1
        and updates[0].status is IncidentStatus.UPDATE
        and updates[0].at == resolved
        and sounds_over(updates[0].text)
    ):
        return [replace(updates[0], status=IncidentStatus.RESOLVED)]
    end = CarriedUpdate(IncidentStatus.RESOLVED, resolved, "Resolved.")
    return [*updates[: last + 1], end, *updates[last + 1 :]]


def _demoted(update: CarriedUpdate) -> CarriedUpdate:
    return replace(update, status=IncidentStatus.UPDATE, text=f"*{update.status.value}* - {update.text}")
