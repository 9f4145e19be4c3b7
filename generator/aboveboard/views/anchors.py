"""Where an update stands on its record's page: the anchor that pages, feeds and JSON share."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from aboveboard.records.updates import Update
from aboveboard.views.words.instants import utc_minute_text


def update_anchors(updates: Iterable[Update]) -> tuple[str, ...]:
    """An anchor for each update, in the order given: `2026-10-03T0820Z`, and `-2` for the second one of that minute.

    It is made of the update's own minute (UTC) and of nothing around it: adding, removing or moving another update
    changes none, except among those of one minute, which are numbered in the order in which the record has them. There
    a new one goes below those that are published, and they keep theirs (outputs.md, "Feeds").
    """
    counts: dict[int, int] = {}
    anchors = []
    for update in updates:
        minute = update.at // 60
        counts[minute] = count = counts.get(minute, 0) + 1
        anchors.append(minute_anchor(update.at) if count == 1 else f"{minute_anchor(update.at)}-{count}")
    return tuple(anchors)


@lru_cache(maxsize=4096)
def minute_anchor(instant: int) -> str:
    """The anchor of an instant's minute, as the first update of that minute has it."""
    return utc_minute_text(instant).replace(":", "")
