"""What changed in the lists of a record, its impacts and its updates, part by part.

What belongs to the course of things is no revision: what is added while the record is open, and was known within the
hour (the handbook, revisions.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from aboveboard.frozen import frozen
from aboveboard.records.incident import WrittenImpact
from aboveboard.records.updates import Update
from aboveboard.views.revision_words import Words, lowered
from aboveboard.views.words.states import state_of

Part = TypeVar("Part")


@frozen
class Span:
    """An impact with the instants filled in that it takes from its record; `end` None: it goes on."""

    written: WrittenImpact
    start: int
    end: int | None


def span_of(impact: WrittenImpact, start: int, end: int | None) -> Span:
    """`start` and `end` are the record's."""
    return Span(impact, start if impact.from_ is None else impact.from_, end if impact.to is None else impact.to)


def impact_words(words: Words, old: Sequence[Span], new: Sequence[Span], near: int, *, is_open: bool) -> Iterator[str]:
    left, fresh = _apart(old, new, _as_written)
    for earlier, later in _matched(left, fresh, lambda span: span.written.on):
        said = ", ".join(_span_words(words, earlier, later, near, is_open=is_open))
        if said:
            yield f"Impact on {words.name(later.written.on)}: {said}"
    for span in fresh:
        if not is_open or words.is_late(span.start):
            yield f"Impact on {words.name(span.written.on)} added: {_span_text(words, span, near)}"
    for span in left:
        yield f"Impact on {words.name(span.written.on)} removed: {_span_text(words, span, near)}"


def _as_written(span: Span) -> object:
    """Whom it reached says nothing to one of those whom it reached."""
    written = span.written
    return written.on, written.level, written.from_, written.to, written.fault


def _span_words(words: Words, old: Span, new: Span, near: int, *, is_open: bool) -> Iterator[str]:
    was, now = old.written, new.written
    if was.level is not now.level:
        yield f"level changed from {_level_text(was)} to {_level_text(now)}"
    if was.from_ != now.from_ and old.start != new.start:
        yield f"start corrected {words.move(old.start, new.start, near)}"
    if was.to != now.to and old.end != new.end:
        yield from _end_words(words, old.end, new.end, near, is_open=is_open)
    if was.fault is not now.fault:
        faults = ["that of the record" if one is None else words.fault(one, None) for one in (was.fault, now.fault)]
        yield f"fault changed from {faults[0]} to {faults[1]}"


def _end_words(words: Words, old: int | None, new: int | None, near: int, *, is_open: bool) -> Iterator[str]:
    if new is None:
        yield "end removed"
    elif old is not None:
        yield f"end corrected {words.move(old, new, near)}"
    elif not is_open or words.is_late(new):
        yield f"end added: {words.time(new, near)}"


def _span_text(words: Words, span: Span, near: int) -> str:
    """ "outage, 08:12 to 08:55 UTC"."""
    if span.end is None:
        return f"{_level_text(span.written)}, since {words.time(span.start, near)}"
    return f"{_level_text(span.written)}, {words.span(span.start, span.end, near)}"


def _level_text(impact: WrittenImpact) -> str:
    return lowered(state_of(impact.level).word)


def update_words(words: Words, old: Sequence[Update], new: Sequence[Update], near: int) -> Iterator[str]:
    left, fresh = _apart(old, new, lambda update: (update.status, update.at, update.text))
    reworded = _matched(left, fresh, lambda update: (update.status, update.at))
    moved = _matched(left, fresh, lambda update: (update.status, update.text))
    yield from (f"{_heading(words, later, near)} reworded" for _, later in reworded)
    for earlier, later in moved:
        yield f"Update {later.status} moved {words.move(earlier.at, later.at, near)}"
    yield from (f"{_heading(words, one, near)} added" for one in fresh if words.is_late(one.at))
    yield from (f"{_heading(words, one, near)} removed" for one in left)


def _heading(words: Words, update: Update, near: int) -> str:
    return f"Update {update.status} of {words.time(update.at, near)}"


def _apart(old: Sequence[Part], new: Sequence[Part], key: Callable[[Part], object]) -> tuple[list[Part], list[Part]]:
    """What each side alone has, in its order."""
    left, fresh = list(old), []
    for one in new:
        same = next((other for other in left if key(other) == key(one)), None)
        if same is None:
            fresh.append(one)
        else:
            left.remove(same)
    return left, fresh


def _matched(left: list[Part], fresh: list[Part], key: Callable[[Part], object]) -> list[tuple[Part, Part]]:
    """Pairs with the same key, taken out of both lists."""
    found = []
    for later in tuple(fresh):
        earlier = next((one for one in left if key(one) == key(later)), None)
        if earlier is not None:
            left.remove(earlier)
            fresh.remove(later)
            found.append((earlier, later))
    return found
