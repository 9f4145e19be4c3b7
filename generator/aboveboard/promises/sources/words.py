"""Words that open incidents owe: the first one, then every next one."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.promises.kept_promises import kept_promises
from aboveboard.promises.owed import Owed, OwedKind
from aboveboard.promises.roles import speaker_of
from aboveboard.records.register import Register
from aboveboard.records.vocabulary import Audience


def owed_words(register: Register, now: int) -> Iterator[Owed]:
    """One for each open incident; a draft promises nothing to anybody."""
    for incident in register.incidents.values():
        if not incident.is_open or incident.reader is Audience.INTERNAL:
            continue
        promises = kept_promises(incident, register.provider, now)
        if promises.next_due is None:
            continue
        is_named = incident.next_update == promises.next_due
        yield Owed(
            kind=OwedKind.FIRST_WORD if promises.first_word_seconds is None else OwedKind.NEXT_UPDATE,
            due=promises.next_due,
            what=incident.title,
            by=speaker_of(incident, register.provider),
            path=incident.path,
            steps=("next_update",) if is_named else ("urgency",),
            record=incident.id,
        )
