"""Durations of one table, written so that its rows add up to its totals."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from aboveboard.frozen import frozen
from aboveboard.views.words.numbers import clock_duration_text, clock_places, duration_text

_DAY, _HOUR, _MINUTE = 86400, 3600, 60


@frozen
class DurationColumn:
    """`places` None: two units are exact for each value. `unit` names the other form, for the head of the column."""

    places: int | None

    @property
    def unit(self) -> str:
        return "" if self.places is None else "h:mm" if self.places == 0 else "h:mm:ss"

    def text(self, seconds: Fraction | int) -> str:
        return duration_text(seconds) if self.places is None else clock_duration_text(Fraction(seconds), self.places)


def duration_column(values: Iterable[Fraction | int]) -> DurationColumn:
    """For a column with these values, totals included: "1 h 42 min" where that is exact for each of them, else a clock."""
    known = tuple(values)
    return DurationColumn(None if all(map(_is_exact, known)) else clock_places(map(Fraction, known)))


def _is_exact(seconds: Fraction | int) -> bool:
    """Whether two units tell all of it."""
    if seconds >= _DAY:
        return seconds % _HOUR == 0
    return seconds % (_MINUTE if seconds >= _HOUR else 1) == 0
