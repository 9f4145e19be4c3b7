"""The allow list: words that a customer is called by and that anybody may write all the same, each with a reason."""

from __future__ import annotations

from aboveboard.records.values import Text, Title
from aboveboard.records.written import Written


class AllowedWord(Written):
    """`word` is what a customer is called, or anything else that is private of it, just as `check` names it."""

    word: Title
    reason: Text

    @property
    def id(self) -> str:
        return self.word.casefold()
