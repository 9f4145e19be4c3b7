"""Written instants, dates and wall times as whole seconds since 1970 in UTC."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

Span = tuple[int, int]
"""A half-open interval in seconds."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


def read_instant(text: str) -> int:
    """The second of `2026-10-03T08:12:00Z`, `2026-10-03 10:12+02:00` or `2026-10-03 08:12 UTC`; fractions are cut."""
    moment = datetime.fromisoformat(text.removesuffix(" UTC") + ("+00:00" if text.endswith(" UTC") else ""))
    if moment.tzinfo is None:
        raise ValueError(f"an instant without an offset: {text}")
    return _second_of(moment)


def read_date(text: str) -> date:
    return date.fromisoformat(str(text))


def wall_time(second: int, zone: str) -> datetime:
    """What the clocks of the zone show at that second, without an offset."""
    return (_EPOCH + timedelta(seconds=second)).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


@cache
def second_of_wall_time(wall: datetime, zone: str) -> int:
    """The second at which the clocks of the zone show that time.

    A doubled time is its first occurrence, a skipped one the first instant after the gap (availability.md, section 4).
    """
    as_if_utc = wall.replace(tzinfo=UTC)
    offsets = {(as_if_utc + shift).astimezone(ZoneInfo(zone)).utcoffset() or timedelta() for shift in (-_DAY, _DAY)}
    guesses = sorted(_second_of(as_if_utc - offset) for offset in offsets)
    for guess in guesses:
        if wall_time(guess, zone) == wall:
            return guess
    second = guesses[0]
    while wall_time(second, zone) < wall:
        second += 1
    return second


def midnight(day: date, zone: str) -> int:
    return second_of_wall_time(datetime.combine(day, time.min), zone)


def month_span(month: str, zone: str) -> Span:
    """The calendar month `2026-10` in the zone (availability.md, section 5)."""
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(days=31)).replace(day=1)
    return midnight(first, zone), midnight(following, zone)


def _second_of(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(seconds=1)
