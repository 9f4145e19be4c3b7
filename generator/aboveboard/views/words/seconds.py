"""Seconds and shares for sums that are checked with a pocket calculator: exact, grouped, with one number of decimals."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

# More than any product of a second and a weight that people write needs; a weight has at most 32 characters.
_MOST_PLACES = 40
_SHARE_PLACES = 8
TIMES = "×"


def places_of(values: Iterable[Fraction | int]) -> int:
    """How many decimals the column needs in which all of these stand, so that each is exact.

    Weights are decimals, so seconds times a weight always end: nothing is ever rounded, and rows add up as they are.
    """
    places = 0
    for value in values:
        while places < _MOST_PLACES and 10**places % value.denominator:
            places += 1
    return places


def seconds_text(value: Fraction | int, places: int = 0) -> str:
    """`2,682,000`, `1,290.50`: the value with so many decimals."""
    if not places:
        return f"{int(value):,}"
    whole, rest = divmod(int(value * 10**places), 10**places)
    return f"{whole:,}.{rest:0{places}d}"


def number_text(value: Fraction | int) -> str:
    """A decimal as it is written: `0.333`, `5`, `2,580.5`."""
    return seconds_text(value, places_of((value,)))


def share_text(share: Fraction) -> str:
    """A quotient as a calculator shows it: `0.99651006…`: cut, with `…` where more digits follow; `1` when it is 1."""
    if share == 1:
        return "1"
    cut = int(share * 10**_SHARE_PLACES)
    more = "" if Fraction(cut, 10**_SHARE_PLACES) == share else "…"
    return f"{cut // 10**_SHARE_PLACES}.{cut % 10**_SHARE_PLACES:0{_SHARE_PLACES}d}{more}"
