"""Drafts: records that only staff may read, and whose impacts are in nobody's figures until they are published."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.promises.owed import Owed, OwedKind
from aboveboard.promises.roles import first_contact, speaker_of
from aboveboard.records.register import Register
from aboveboard.records.vocabulary import Audience

_DAY_SECONDS = 86400


def owed_drafts(register: Register, _now: int) -> Iterator[Owed]:
    """A day is the time that a draft has; `check` warns by the same rule (`records/checks/against_time.py`)."""
    for incident in register.incidents.values():
        if incident.reader is Audience.INTERNAL:
            by = speaker_of(incident, register.provider)
            due = incident.started + _DAY_SECONDS
            yield Owed(OwedKind.DRAFT, due, incident.title, by, incident.path, ("audience",), incident.id)
    for change in register.changes.values():
        if change.reader is Audience.INTERNAL and change.impacts:
            by = first_contact(register.provider)
            due = change.window.from_ + _DAY_SECONDS
            yield Owed(OwedKind.DRAFT, due, change.title, by, change.path, ("audience",), change.id)
