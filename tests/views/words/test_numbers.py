from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.views.words.numbers import (
    clock_duration_text,
    clock_places,
    duration_text,
    percent_text,
    spare_text,
    whole_minutes_text,
)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction("0.999996"), "99.999 %"),
        (Fraction("0.99999999999"), "99.999 %"),
        (Fraction(1), "100 %"),
        (Fraction(0), "0.000 %"),
        (Fraction(2, 3), "66.666 %"),
        (None, "–"),
    ],
)
def test_percentages_are_cut(share: Fraction | None, text: str) -> None:
    assert plain(percent_text(share)) == text


@given(st.fractions(0, 1).filter(lambda share: share < 1))
def test_only_a_hundred_is_a_hundred(share: Fraction) -> None:
    assert not percent_text(share).startswith("100")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 min"),
        (1, "1 s"),
        (59, "59 s"),
        (60, "1 min"),
        (61, "1 min 1 s"),
        (3599, "59 min 59 s"),
        (Fraction("3599.5"), "1 h"),
        (3600, "1 h"),
        (6179, "1 h 43 min"),
        (3600 * 23 + 59 * 60 + 1, "1 d"),
        (86400, "1 d"),
        (86400 + 1, "1 d 1 h"),
        (86400 * 12, "12 d"),
    ],
)
def test_durations_have_two_units_rounded_up(seconds: Fraction | int, text: str) -> None:
    assert plain(duration_text(seconds)) == text


@given(st.integers(1, 10**7))
def test_a_duration_never_reads_shorter_than_it_was(seconds: int) -> None:
    units = {"d": 86400, "h": 3600, "min": 60, "s": 1}
    words = plain(duration_text(seconds)).split()
    shown = sum(int(count) * units[unit] for count, unit in zip(words[::2], words[1::2], strict=True))
    assert seconds <= shown < seconds + 3600


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 min"),
        (Fraction("59.9"), "59 s"),
        (Fraction("172.8"), "2 min 52 s"),
        (3 * 3600 + 48 * 60 + 58, "3 h 48 min"),
        (2 * 86400 - 1, "1 d 23 h"),
    ],
)
def test_what_may_still_be_lost_is_cut(seconds: Fraction | int, text: str) -> None:
    assert plain(spare_text(seconds)) == text


@given(st.integers(0, 10**7))
def test_what_may_still_be_lost_never_reads_longer_than_it_is(seconds: int) -> None:
    units = {"d": 86400, "h": 3600, "min": 60, "s": 1}
    words = plain(spare_text(seconds)).split()
    shown = sum(int(count) * units[unit] for count, unit in zip(words[::2], words[1::2], strict=True))
    assert seconds - 3600 < shown <= seconds


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "1 min"), (1, "1 min"), (60, "1 min"), (61, "2 min"), (1500, "25 min")]
)
def test_what_still_runs_is_told_in_minutes(seconds: int, text: str) -> None:
    assert plain(whole_minutes_text(seconds)) == text


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([0, 60, 6120], ["0:00", "0:01", "1:42"]),
        ([60, 6179], ["0:01:00", "1:42:59"]),
        ([Fraction("30.3"), 60], ["0:00:30.3", "0:01:00.0"]),
        ([100 * 3600], ["100:00"]),
    ],
)
def test_durations_of_one_column_have_one_form(values: list[int | Fraction], texts: list[str]) -> None:
    exact = [Fraction(value) for value in values]
    assert [clock_duration_text(value, clock_places(exact)) for value in exact] == texts


@given(st.lists(st.integers(0, 10**6), min_size=1))
def test_a_column_adds_up_as_it_is_shown(values: list[int]) -> None:
    places = clock_places(Fraction(value) for value in values)
    assert sum(_read(clock_duration_text(Fraction(value), places)) for value in values) == sum(values)


def _read(text: str) -> int:
    hours, minutes, *seconds = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + sum(seconds)
