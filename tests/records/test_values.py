"""Single values: what is read as what, and how it is written again."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from aboveboard.records.catalog import BusinessDays, Promise, Provider, Weights
from aboveboard.records.instants import iso_text, utc_text
from aboveboard.records.nearest import did_you_mean, nearest
from aboveboard.records.register import Register
from aboveboard.records.values import Duration, date_of, id_hint, instant_of, is_id
from aboveboard.records.vocabulary import Fault, Level, Owner, Urgency
from aboveboard.records.wrong import contexts_of, printable, quoted

# Offsets that places have, in minutes.
_OFFSETS = st.integers(-12 * 60, 14 * 60)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30)), _OFFSETS)  # noqa: DTZ001
def test_an_instant_is_the_same_second_in_every_zone(naive: datetime, minutes: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    seconds = int(moment.replace(microsecond=0).timestamp())
    assert instant_of(moment.isoformat()) == seconds
    assert instant_of(f"  {moment.isoformat(sep=' ', timespec='seconds')} ") == seconds


@given(st.integers(0, 7_000_000_000))
def test_an_instant_is_read_as_it_is_written(seconds: int) -> None:
    assert instant_of(utc_text(seconds)) == seconds
    assert instant_of(iso_text(seconds)) == seconds


@pytest.mark.parametrize("zone", ["Z", "z", "UTC", " UTC", " utc", " GMT", "+00:00", "+0000", " -00:00"])
def test_every_way_to_write_utc_is_utc(zone: str) -> None:
    assert instant_of(f"2026-10-03 08:12{zone}") == int(datetime(2026, 10, 3, 8, 12, tzinfo=UTC).timestamp())


def test_fractions_of_a_second_are_cut() -> None:
    assert (
        instant_of("2026-10-03T08:12:59.999Z")
        == instant_of("2026-10-03T08:12:59,1Z")
        == instant_of("2026-10-03T08:12:59Z")
    )


@given(st.text(max_size=40).filter(lambda text: not re.match(r"\s*\d{4}", text, re.ASCII)))
def test_nothing_but_an_instant_is_one(text: str) -> None:
    with pytest.raises(PydanticCustomError) as raised:
        instant_of(text)
    (context,) = contexts_of(raised.value)
    assert context["message"].isprintable()
    assert context["message"].endswith("is not an instant")


def test_digits_of_other_scripts_are_no_digits() -> None:
    for text in ("٢٠٢٦-10-03", "2026-10-0３"):
        with pytest.raises(PydanticCustomError):
            date_of(text)


def test_a_date_is_a_date_already() -> None:
    assert date_of(date(2026, 10, 3)) == date_of(" 2026-10-03 ") == date(2026, 10, 3)


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (Duration(0), "0m"),
        (Duration(1800), "30m"),
        (Duration(4 * 3600), "4h"),
        (Duration(5400), "90m"),
        (Duration(5 * 86400), "5d"),
        (Duration(business_days=3), "3bd"),
    ],
)
def test_a_duration_is_written_in_its_largest_whole_unit(duration: Duration, text: str) -> None:
    assert str(duration) == text
    assert Promise(first_update=text).first_update == duration  # type: ignore[arg-type]


def test_a_level_that_is_not_named_keeps_its_weight() -> None:
    weights = Weights(partial="0.3337")  # type: ignore[arg-type]
    assert [weights.of(level) for level in Level] == [Fraction(1), Fraction(3337, 10000), Fraction(0)]


def test_numbers_are_exact() -> None:
    for text, number in ((".5", Fraction(1, 2)), ("1.", Fraction(1)), ("+0.10", Fraction(1, 10))):
        assert Weights(partial=text).partial == number  # type: ignore[arg-type]


def test_holidays_that_were_read_are_holidays_already() -> None:
    days = BusinessDays(holidays=["2026-12-26", "2026-12-25", "2026-12-26"]).holidays  # type: ignore[arg-type]
    assert days == (date(2026, 12, 25), date(2026, 12, 26))
    assert BusinessDays(holidays=days).holidays == days


def test_an_urgency_without_a_promise_promises_nothing() -> None:
    provider = Provider(name="Northwind Cloud", url="https://status.northwind.example/")
    assert provider.promise(Urgency.P1) == Promise()


def test_an_owner_at_fault_gives_the_fault_its_name() -> None:
    assert [owner.fault for owner in Owner] == [Fault.INFRASTRUCTURE, Fault.SOFTWARE, Fault.THIRD_PARTY, Fault.CUSTOMER]
    assert [fault for fault in Fault if fault.is_ours] == [Fault.INFRASTRUCTURE, Fault.SOFTWARE, Fault.UNKNOWN]


@given(st.text(max_size=80))
def test_the_id_that_a_hint_proposes_is_one(text: str) -> None:
    proposed = id_hint(text).rpartition(": ")[2].strip("`")
    assert is_id(proposed) or proposed.endswith("at most 64")


@given(st.text())
def test_a_quoted_text_is_one_printable_line(text: str) -> None:
    assert quoted(text).isprintable()
    assert len(quoted(text)) <= 60 * len("\\U0001f642") + 3


def test_invisible_characters_are_shown() -> None:
    assert printable("a\u00a0b\u202ec\nd\x1b[0m") == "a\\xa0b\\u202ec\\nd\\x1b[0m"
    assert printable("Zürich 🙂") == "Zürich 🙂"


def test_the_nearest_word_is_found_over_case_blanks_and_underscores() -> None:
    assert nearest("Third_Party", ["third-party", "software"]) == "third-party"
    assert nearest("zzz", ["third-party", "software"]) is None


def test_few_words_are_all_told_and_many_are_not() -> None:
    assert did_you_mean("zzz", ["a", "c", "b"]) == "one of a, b, c"
    assert did_you_mean("zzz", [f"word-{number}" for number in range(13)]) == ""
    assert did_you_mean("zzz", []) == ""


def test_a_node_is_found_whatever_it_is() -> None:
    assert Register().node("erp") is None
    assert Register().node_ids == []
