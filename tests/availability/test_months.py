"""Calendar months and the periods made of them."""

from __future__ import annotations

import pytest

from aboveboard.availability.months import Month, month_at, month_of, months_between, trailing_twelve
from builders import at


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-00", "26-10", "2026-1", "2026-1a", "1969-12", "2026-10-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a month; write it like 2026-10"):
        month_of(text)


def test_a_month_is_as_long_as_its_zone_says() -> None:
    start, end = month_of("2026-10").interval("Europe/Berlin")
    assert end - start == 31 * 86400 + 3600
    start, end = month_of("2026-03").interval("Europe/Berlin")
    assert end - start == 31 * 86400 - 3600


def test_months_follow_one_another() -> None:
    assert [str(month) for month in months_between(Month(2025, 11), Month(2026, 2))] == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
    assert list(months_between(Month(2026, 2), Month(2026, 1))) == []


def test_the_trailing_twelve_end_before_the_month_of_as_of() -> None:
    months = trailing_twelve(at("2026-11-15 13:37 UTC"), "UTC")
    assert (str(months[0]), str(months[-1]), len(months)) == ("2025-11", "2026-10", 12)


def test_an_instant_lies_in_the_month_of_the_zone() -> None:
    assert str(month_at(at("2026-10-31 23:30 UTC"), "Europe/Berlin")) == "2026-11"
