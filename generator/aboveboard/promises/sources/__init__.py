"""The kinds of debts: a file each, one function with one signature, and this table.

To add one: `promises/sources/NAME.py` with a function of the register and an instant, a line here, a table test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aboveboard.promises.owed import Owed
from aboveboard.promises.sources.actions import owed_actions
from aboveboard.promises.sources.drafts import owed_drafts
from aboveboard.promises.sources.follow_ups import owed_follow_ups
from aboveboard.promises.sources.maintenance import owed_on_changes
from aboveboard.promises.sources.meetings import owed_meetings
from aboveboard.promises.sources.reports import owed_reports
from aboveboard.promises.sources.words import owed_words
from aboveboard.records.register import Register

Source = Callable[[Register, int], Iterator[Owed]]

SOURCES: tuple[Source, ...] = (
    owed_words,
    owed_on_changes,
    owed_reports,
    owed_actions,
    owed_follow_ups,
    owed_meetings,
    owed_drafts,
)
