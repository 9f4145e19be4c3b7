"""Figures as text: percentages cut, durations never in our favour (availability.md, section 6)."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

NO_BREAK = "\N{NO-BREAK SPACE}"
DASH = "–"

_UNITS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def percent_text(share: Fraction | None, places: int = 3) -> str:
    """`99.941 %`, cut; `100 %` only when it is exactly that; a dash when it is undefined."""
    if share is None:
        return DASH
    if share == 1:
        return f"100{NO_BREAK}%"
    cut = int(share * 100 * 10**places)
    return f"{cut // 10**places}.{cut % 10**places:0{places}d}{NO_BREAK}%"


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


def _two_units(seconds: int, at: int) -> str:
    parts = []
    for size, name in _UNITS[at : at + 2]:
        if seconds >= size:
            parts.append(f"{seconds // size}{NO_BREAK}{name}")
        seconds %= size
    return NO_BREAK.join(parts)
