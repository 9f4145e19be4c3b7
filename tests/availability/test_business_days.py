"""Durations that count business days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.availability.business_days import after, before, day_after
from aboveboard.availability.clock import local_date
from aboveboard.records.catalog import BusinessDays, Provider
from aboveboard.records.instants import utc_text
from aboveboard.records.values import Duration
from builders import at

BERLIN = Provider(
    name="A", url="https://a.example/", business_days=BusinessDays(timezone="Europe/Berlin", holidays="DE-BE")
)
PLAIN = Provider(name="A", url="https://a.example/", timezone="Asia/Kolkata")


@pytest.mark.parametrize(
    ("instant", "days", "provider", "expected"),
    [
        ("2026-10-07 10:00 UTC", 3, BERLIN, "2026-10-02 10:00 UTC"),  # over a weekend; 3 October is a Saturday
        ("2026-05-04 10:00 UTC", 1, BERLIN, "2026-04-30 10:00 UTC"),  # 1 May is a holiday, then a weekend
        ("2026-05-04 10:00 UTC", 1, PLAIN, "2026-05-01 10:00 UTC"),  # which the plain provider does not know
        ("2026-03-30 08:00 UTC", 1, BERLIN, "2026-03-27 09:00 UTC"),  # the same wall time, over a clock change
        ("2026-10-11 10:00 UTC", 1, BERLIN, "2026-10-09 10:00 UTC"),  # from a Sunday
    ],
)
def test_stepping_back_counts_business_days_at_the_same_wall_time(
    instant: str, days: int, provider: Provider, expected: str
) -> None:
    assert utc_text(before(at(instant), Duration(business_days=days), provider)) == expected


def test_stepping_forward_is_the_same_rule() -> None:
    assert utc_text(after(at("2026-11-13 15:30 UTC"), Duration(business_days=2), BERLIN)) == "2026-11-17 15:30 UTC"


def test_calendar_durations_are_plain_seconds() -> None:
    assert before(at("2026-10-06 02:00 UTC"), Duration(seconds=5 * 86400), BERLIN) == at("2026-10-01 02:00 UTC")


def test_no_days_are_the_instant_itself() -> None:
    assert before(at("2026-10-06 02:00 UTC"), Duration(), BERLIN) == at("2026-10-06 02:00 UTC")


def test_a_list_of_dates_serves_as_holidays() -> None:
    days = BusinessDays.model_validate({"holidays": ["2026-10-08"]})
    provider = Provider(name="A", url="https://a.example/", business_days=days)
    assert utc_text(before(at("2026-10-09 10:00 UTC"), Duration(business_days=1), provider)) == "2026-10-07 10:00 UTC"


@given(
    st.integers(at("2024-01-01 00:00 UTC"), at("2028-01-01 00:00 UTC")),
    st.one_of(
        st.builds(Duration, business_days=st.integers(1, 12)), st.builds(Duration, seconds=st.integers(0, 20 * 86400))
    ),
    st.sampled_from([BERLIN, PLAIN]),
)
def test_the_day_that_a_promise_ends_on_is_that_of_its_instant(
    instant: int, duration: Duration, provider: Provider
) -> None:
    zone = "Asia/Kolkata" if provider is PLAIN else "Europe/Berlin"
    assert day_after(instant, duration, provider) == local_date(after(instant, duration, provider), zone)
