"""Figures as text: percentages cut, durations never in our favour (availability.md, section 6)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from math import ceil

NO_BREAK = "\N{NO-BREAK SPACE}"
DASH = "–"

_MOST_PLACES = 4
_UNITS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def percent_text(share: Fraction | None, places: int = 3) -> str:
    """`99.941 %`, cut; `100 %` only when it is exactly that; a dash when it is undefined."""
    if share is None:
        return DASH
    if share.numerator == share.denominator:
        return f"100{NO_BREAK}%"
    cut = share.numerator * 100 * 10**places // share.denominator
    return f"{cut // 10**places}.{cut % 10**places:0{places}d}{NO_BREAK}%"


@lru_cache(maxsize=4096)
def duration_text(seconds: Fraction | int) -> str:
    """The two largest units that are not zero, the last one rounded up: `1 h 43 min` for 1:42:59."""
    left = ceil(seconds)
    for at, (size, _) in enumerate(_UNITS):
        if left >= size:
            second = _UNITS[at + 1][0] if at + 1 < len(_UNITS) else size
            left = -(-left // second) * second
            # Rounding up can reach the next larger unit: 59 min 60 s is 1 h.
            if at and left >= _UNITS[at - 1][0]:
                return duration_text(left)
            return _two_units(left, at)
    return f"0{NO_BREAK}min"


def spare_text(seconds: Fraction | int) -> str:
    """What may still be lost, or may be lost at all: the same units, the last one cut."""
    left = int(seconds)
    second = next((_UNITS[at + 1][0] for at, (size, _) in enumerate(_UNITS[:-1]) if left >= size), 1)
    return duration_text(left // second * second)


def whole_minutes_text(seconds: int) -> str:
    """A duration that is still running, or how long ago something was: rounded up to minutes, and one at the least."""
    return duration_text(max(60, -(-seconds // 60) * 60))


def clock_places(seconds: Iterable[Fraction]) -> int:
    """The form in which all of these durations are exact: 0 is hours and minutes, 1 has seconds, above that decimals."""
    places = 0
    for value in seconds:
        while places < _MOST_PLACES and value % _unit_of(places):
            places += 1
    return places


@lru_cache(maxsize=4096)
def clock_duration_text(seconds: Fraction, places: int) -> str:
    """`1:42`, `1:42:59`, `1:42:59.5`: for columns that add up. Rounded up where it is not exact."""
    unit = _unit_of(places)
    whole = ceil(seconds / unit) * unit
    minutes, rest = divmod(whole, 60)
    text = f"{minutes // 60}:{int(minutes) % 60:02d}"
    if not places:
        return text
    decimals = places - 1
    cut = int(rest * 10**decimals)
    fraction = f".{cut % 10**decimals:0{decimals}d}" if decimals else ""
    return f"{text}:{cut // 10**decimals:02d}{fraction}"


def _unit_of(places: int) -> Fraction:
    return Fraction(60) if places == 0 else Fraction(1, 10 ** (places - 1))


def _two_units(seconds: int, at: int) -> str:
    parts = []
    for size, name in _UNITS[at : at + 2]:
        if seconds >= size:
            parts.append(f"{seconds // size}{NO_BREAK}{name}")
        seconds %= size
    return NO_BREAK.join(parts)
