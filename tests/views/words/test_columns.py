"""Durations that add up."""

from __future__ import annotations

from fractions import Fraction

from aboveboard.views.words.columns import duration_column


def texts(*seconds: Fraction | int) -> list[str]:
    column = duration_column(seconds)
    return [column.unit, *(column.text(one).replace("\N{NO-BREAK SPACE}", " ") for one in seconds)]


def test_words_are_used_where_two_units_tell_all() -> None:
    assert texts(43, 2941, 5400, 2 * 86400 + 3600, 0) == ["", "43 s", "49 min 1 s", "1 h 30 min", "2 d 1 h", "0 min"]


def test_a_clock_is_used_where_words_would_round() -> None:
    assert texts(5401, 60) == ["h:mm:ss", "1:30:01", "0:01:00"]
    assert texts(86400 + 60, 3600) == ["h:mm", "24:01", "1:00"]
    assert texts(Fraction(1, 2)) == ["h:mm:ss", "0:00:00.5"]
