"""Calendar quarters, which are unions of months."""

from __future__ import annotations

from itertools import pairwise

import pytest

from aboveboard.availability.quarters import Quarter, quarter_at, quarter_of
from builders import at

ZONES = ("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York")


@pytest.mark.parametrize(
    "text", ["2026", "2026-Q0", "2026-Q5", "26-Q1", "2026-3", "2026-Q", "2026-Q12", "1969-Q4", "²026-Q1", "2026-q1"]
)
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a quarter; write it like 2026-Q3"):
        quarter_of(text)


def test_a_quarter_is_written_as_it_is_read() -> None:
    assert quarter_of("2026-Q3") == Quarter(2026, 3)
    assert str(Quarter(2026, 3)) == "2026-Q3"


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_quarter_is_its_three_months_and_nothing_else(zone: str, number: int) -> None:
    quarter = Quarter(2026, number)
    months = [month.interval(zone) for month in quarter.months]
    assert [month.number for month in quarter.months] == [number * 3 - 2, number * 3 - 1, number * 3]
    assert all(one[1] == other[0] for one, other in pairwise(months))
    assert quarter.interval(zone) == (months[0][0], months[2][1])


@pytest.mark.parametrize("zone", ZONES)
def test_each_instant_lies_in_the_quarter_that_holds_it(zone: str) -> None:
    for text in ("2025-12-31 18:29 UTC", "2026-03-31 22:30 UTC", "2026-04-01 00:00 UTC", "2026-09-30 23:59 UTC"):
        start, end = quarter_at(at(text), zone).interval(zone)
        assert start <= at(text) < end


def test_the_same_instant_is_in_another_quarter_elsewhere() -> None:
    instant = at("2026-06-30 23:00 UTC")
    assert quarter_at(instant, "UTC") == Quarter(2026, 2)
    assert quarter_at(instant, "Europe/Berlin") == Quarter(2026, 3)


def test_quarters_follow_one_another_over_the_year() -> None:
    assert Quarter(2025, 4).following == Quarter(2026, 1)
    assert Quarter(2026, 1).plus(-1) == Quarter(2025, 4)
    assert Quarter(2026, 3).plus(-4) == Quarter(2025, 3)
    assert sorted([Quarter(2026, 1), Quarter(2025, 4)]) == [Quarter(2025, 4), Quarter(2026, 1)]
