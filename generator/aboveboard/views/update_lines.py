"""The updates of one record as its page shows them: newest first, each with its permalink."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.frozen import frozen
from aboveboard.records.updates import Update
from aboveboard.views.anchors import update_anchors
from aboveboard.views.words.instants import Moment, moment
from aboveboard.views.words.numbers import duration_text


@frozen
class UpdateLine:
    """`elapsed` reads "8 min after the start", or is empty; `text` is Markdown."""

    anchor: str
    status: str
    at: Moment
    elapsed: str
    text: str


def update_lines(updates: Sequence[Update], zone: str, near: int, start: int | None = None) -> tuple[UpdateLine, ...]:
    """Times are as short as they can be beside `near`; with a `start`, each says how long after it that was."""
    anchors = update_anchors(updates)
    lines = [
        UpdateLine(
            anchor,
            update.status,
            moment(update.at, zone, near),
            "" if start is None else elapsed_text(update.at - start),
            update.text,
        )
        for update, anchor in zip(updates, anchors, strict=True)
    ]
    return tuple(reversed(lines))


def elapsed_text(seconds: int) -> str:
    """ "8 min after the start", "at the start", "5 min before the start"."""
    if not seconds:
        return "at the start"
    return f"{duration_text(abs(seconds))} {'after' if seconds > 0 else 'before'} the start"
