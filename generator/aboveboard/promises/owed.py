"""One thing that is owed: what, until when, by whom, and the record that says so."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from aboveboard.frozen import frozen
from aboveboard.promises.roles import Debtor
from aboveboard.records.wrong import Steps


class OwedKind(StrEnum):
    FIRST_WORD = "first-word"
    NEXT_UPDATE = "next-update"
    BEGIN = "begin"
    OUTCOME = "outcome"
    PRELIMINARY_RFO = "preliminary-rfo"
    FINAL_RFO = "final-rfo"
    ACTION = "corrective-action"
    FOLLOW_UP = "follow-up"
    MEETING = "meeting"
    DRAFT = "draft"

    @property
    def word(self) -> str:
        return _WORDS[self]

    @property
    def is_live(self) -> bool:
        """Somebody waits for it while it happens."""
        return self in (OwedKind.FIRST_WORD, OwedKind.NEXT_UPDATE, OwedKind.BEGIN)


_WORDS = {
    OwedKind.FIRST_WORD: "first word",
    OwedKind.NEXT_UPDATE: "next update",
    OwedKind.BEGIN: "In progress update",
    OwedKind.OUTCOME: "outcome",
    OwedKind.PRELIMINARY_RFO: "preliminary RFO",
    OwedKind.FINAL_RFO: "final RFO",
    OwedKind.ACTION: "corrective action",
    OwedKind.FOLLOW_UP: "follow-up",
    OwedKind.MEETING: "meeting",
    OwedKind.DRAFT: "draft to publish",
}


@frozen
class Owed:
    """After `due` (seconds of UTC) it is late. Where a day was promised, `day` is that day and `due` its end.

    `record` is the id of the incident, change or communication, and empty for a meeting; `steps` lead to the promise in
    the file at `path`. `customer` is an id.
    """

    kind: OwedKind
    due: int
    what: str
    by: Debtor
    path: str
    steps: Steps
    record: str = ""
    customer: str | None = None
    day: date | None = None

    def is_late(self, now: int) -> bool:
        return now > self.due
