from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.records.zones import zone_named
from aboveboard.views.words import instants
from builders import at

_NOW = at("2026-11-15 13:37 UTC")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("instant", "zone", "text"),
    [
        ("2026-11-15 13:31 UTC", "UTC", "13:31 UTC"),
        ("2026-11-15 00:00 UTC", "UTC", "00:00 UTC"),
        ("2026-11-14 23:59 UTC", "UTC", "Sat 14 Nov, 23:59 UTC"),
        ("2026-11-08 13:37 UTC", "UTC", "Sun 8 Nov, 13:37 UTC"),
        ("2026-11-07 13:37 UTC", "UTC", "7 Nov, 13:37 UTC"),
        ("2026-11-22 01:00 UTC", "UTC", "Sun 22 Nov, 01:00 UTC"),
        ("2025-11-15 13:31 UTC", "UTC", "15 Nov 2025, 13:31 UTC"),
        ("2026-11-15 13:31:09 UTC", "UTC", "13:31:09 UTC"),
        ("2026-11-15 13:31 UTC", "Europe/Berlin", "14:31 CET"),
        ("2026-11-15 23:30 UTC", "Asia/Kolkata", "Mon 16 Nov, 05:00 IST"),
        ("2026-11-15 13:31 UTC", "America/Sao_Paulo", "10:31 UTC−03:00"),
        ("2026-11-15 13:31 UTC", "Asia/Kathmandu", "19:16 UTC+05:45"),
    ],
)
def test_a_time_is_as_short_as_the_reader_needs_it(instant: str, zone: str, text: str) -> None:
    assert plain(instants.moment(at(instant), zone, _NOW).text) == text


def test_a_moment_carries_what_a_machine_needs() -> None:
    moment = instants.moment(at("2026-11-15 23:30 UTC"), "Asia/Kolkata", _NOW)
    assert (moment.iso, moment.epoch, moment.day) == ("2026-11-15T23:30Z", at("2026-11-15 23:30 UTC"), "2026-11-16")
    assert instants.moment(at("2026-11-15 23:30:05 UTC"), "UTC", _NOW).iso == "2026-11-15T23:30:05Z"


def test_a_span_names_its_day_once_when_it_is_one() -> None:
    start = at("2026-11-22 01:00 UTC")
    assert plain(instants.span_text(start, start + 7200, "UTC", _NOW)) == "Sun 22 Nov, 01:00 to 03:00 UTC"
    across = instants.span_text(start - 7200, start, "UTC", _NOW)
    assert plain(across) == "Sat 21 Nov, 23:00 to Sun 22 Nov, 01:00 UTC"


def test_the_days_of_a_page() -> None:
    day = date(2026, 11, 15)
    assert plain(instants.long_day_text(day)) == "Sunday 15 November 2026"
    assert plain(instants.full_moment(_NOW, "UTC").text) == "15 November 2026, 13:37 UTC"
    assert plain(instants.plain_day_text(date(2025, 3, 1), day)) == "1 March 2025"
    assert plain(instants.due_day_text(date(2026, 12, 24), day)) == "Thu 24 Dec"
    assert instants.month_text(date(2026, 10, 1)) == "October 2026"


def test_the_hour_that_comes_twice_is_told_by_its_zone() -> None:
    first, second = (at(f"2026-10-25 {hour}:30 UTC") for hour in ("00", "01"))
    assert plain(instants.clock_text(first, "Europe/Berlin")) == "02:30 CEST"
    assert plain(instants.clock_text(second, "Europe/Berlin")) == "02:30 CET"


@given(
    st.integers(min_value=-3_000_000_000, max_value=5_000_000_000),
    st.sampled_from(("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Monrovia")),
)
def test_day_and_clock_are_those_of_the_zone(instant: int, zone: str) -> None:
    """Also where the zone's clocks were ahead of others by seconds."""
    local = datetime.fromtimestamp(instant, zone_named(zone))
    assert instants.day_of(instant, zone) == local.date()
    assert instants.bare_clock_text(instant, zone) == f"{local:%H:%M:%S}".removesuffix(":00")
    utc = datetime.fromtimestamp(instant, zone_named("UTC"))
    assert instants.moment(instant, zone, 0).iso[:16] == f"{utc:%Y-%m-%dT%H:%M}"
