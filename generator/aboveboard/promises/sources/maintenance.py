"""What changes owe: the word that the work begins, then how it ended."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.promises.owed import Owed, OwedKind
from aboveboard.promises.roles import first_contact
from aboveboard.records.change import Change
from aboveboard.records.register import Register
from aboveboard.records.vocabulary import Audience, ChangeStatus, Outcome

_BEGUN = (ChangeStatus.IN_PROGRESS, ChangeStatus.VERIFYING, ChangeStatus.COMPLETED)


def owed_on_changes(register: Register, now: int) -> Iterator[Owed]:
    """One at most for each change that is neither finished, nor cancelled, nor a draft."""
    for change in register.changes.values():
        if change.outcome not in (Outcome.PLANNED, Outcome.IN_PROGRESS) or change.reader is Audience.INTERNAL:
            continue
        if now < change.window.to and not _says_that_it_began(change):
            kind, due, last_step = OwedKind.BEGIN, change.window.from_, "from"
        else:
            kind, due, last_step = OwedKind.OUTCOME, change.window.to, "to"
        by = first_contact(register.provider)
        yield Owed(kind, due, change.title, by, change.path, ("window", last_step), change.id)


def _says_that_it_began(change: Change) -> bool:
    return any(update.status in _BEGUN for update in change.updates)
