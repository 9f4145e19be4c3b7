"""Local times as instants."""

from __future__ import annotations

from datetime import date

import pytest

from aboveboard.availability.clock import local_date, local_instant, local_time
from aboveboard.records.instants import iso_text


@pytest.mark.parametrize(
    ("day", "minutes", "zone", "expected"),
    [
        (date(2026, 10, 1), 0, "UTC", "2026-10-01T00:00:00Z"),
        (date(2026, 10, 1), 0, "Europe/Berlin", "2026-09-30T22:00:00Z"),
        (date(2026, 10, 1), 1440, "Europe/Berlin", "2026-10-01T22:00:00Z"),
        (date(2026, 10, 25), 150, "Europe/Berlin", "2026-10-25T00:30:00Z"),  # doubled: the first occurrence
        (date(2026, 3, 29), 150, "Europe/Berlin", "2026-03-29T01:00:00Z"),  # skipped: the end of the gap
        (date(2026, 3, 29), 120, "Europe/Berlin", "2026-03-29T01:00:00Z"),
        (date(2026, 3, 29), 180, "Europe/Berlin", "2026-03-29T01:00:00Z"),
        (date(2026, 10, 4), 135, "Australia/Lord_Howe", "2026-10-03T15:30:00Z"),  # a gap of half an hour
        (date(2018, 11, 4), 0, "America/Sao_Paulo", "2018-11-04T03:00:00Z"),  # midnight itself is skipped
    ],
)
def test_a_wall_time_is_one_instant(day: date, minutes: int, zone: str, expected: str) -> None:
    assert iso_text(local_instant(day, minutes, zone)) == expected


def test_an_instant_has_the_date_and_time_of_its_zone() -> None:
    new_year = local_instant(date(2026, 1, 1), 0, "Asia/Kolkata")
    assert local_date(new_year, "Asia/Kolkata") == date(2026, 1, 1)
    assert local_date(new_year, "UTC") == date(2025, 12, 31)
    assert local_time(new_year, "UTC").hour == 18
