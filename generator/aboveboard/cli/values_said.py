"""Values on the command line: instants, durations, days and words of closed sets, with the reader's own messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from pydantic_core import PydanticCustomError

from aboveboard.errors import UsageError
from aboveboard.records.instants import utc_text
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.values import Duration, date_of, instant_of, zone_of
from aboveboard.records.wrong import contexts_of, quoted

if TYPE_CHECKING:
    from aboveboard.records.catalog import Provider

Said = TypeVar("Said")
Word = TypeVar("Word", bound=StrEnum)


def instant_said(text: str) -> int:
    return _told(lambda: instant_of(text))


def date_said(text: str) -> date:
    return _told(lambda: date_of(text))


def zone_said(text: str) -> str:
    return _told(lambda: zone_of(text))


def instant_or_later(text: str, base: int, provider: Provider) -> int:
    """An instant, or a duration (`30m`, `3bd`) after `base`."""
    from aboveboard.availability.business_days import after

    try:
        return instant_of(text)
    except PydanticCustomError as error:
        duration = _duration_in(text)
        if duration is None:
            (context,) = contexts_of(error)
            raise UsageError(f"{context['message']}; {context['hint']}, or a duration like `30m`") from error
    return after(base, duration, provider)


def next_said(text: str, base: int, provider: Provider) -> int:
    """When the next update follows the one at `base`."""
    instant = instant_or_later(text, base, provider)
    if instant <= base:
        raise UsageError(f"--next: {utc_text(instant)} is not after {utc_text(base)}, when this update is said")
    return instant


def word_said(words: type[Word], text: str) -> Word:
    """The word whatever its case; raises `UsageError` with the nearest one."""
    for word in words:
        if word.value.casefold() == text.strip().casefold():
            return word
    among = ", ".join(word.value for word in words)
    near = did_you_mean(text, [word.value for word in words])
    hint = near if near.startswith("did") else ""
    raise UsageError("; ".join(part for part in (f"{quoted(text)} is not one of {among}", hint) if part))


def day_at(instant: int, zone: str) -> date:
    from aboveboard.records.zones import zone_named

    return datetime.fromtimestamp(instant, UTC).astimezone(zone_named(zone)).date()


def _duration_in(text: str) -> Duration | None:
    from pydantic import TypeAdapter, ValidationError

    from aboveboard.records.values import Period

    try:
        return TypeAdapter[Duration](Period).validate_python(text)
    except ValidationError:
        return None


def _told(read: Callable[[], Said]) -> Said:
    """What is read; a value that is wrong is a wrong use."""
    try:
        return read()
    except PydanticCustomError as error:
        (context,) = contexts_of(error)
        raise UsageError(f"{context['message']}; {context['hint']}") from error
