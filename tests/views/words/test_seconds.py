from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.views.words.seconds import number_text, places_of, seconds_text, share_text

WEIGHTS = st.decimals(0, 1, places=6).map(Fraction)


@given(st.lists(st.tuples(st.integers(0, 3_000_000), WEIGHTS), max_size=6))
def test_what_a_column_shows_adds_up_as_it_is_shown(products: list[tuple[int, Fraction]]) -> None:
    values = [seconds * weight for seconds, weight in products]
    places = places_of(values)
    shown = [Decimal(seconds_text(value, places).replace(",", "")) for value in values]
    assert sum(shown) == Decimal(seconds_text(sum(values, Fraction(0)), places).replace(",", ""))
    assert [Fraction(text) for text in shown] == values


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (2_682_000, "2,682,000"), (Fraction(5, 2), "2.5"), (Fraction(333, 1000), "0.333"), (Fraction(3), "3")],
)
def test_a_number_is_shown_as_it_is_written(value: Fraction | int, text: str) -> None:
    assert number_text(value) == text


def test_a_column_has_as_many_decimals_as_its_longest() -> None:
    assert places_of([Fraction(1), Fraction(1, 2), Fraction(1, 8)]) == 3
    assert seconds_text(Fraction(1, 2), 3) == "0.500"
    assert seconds_text(1234, 2) == "1,234.00"
    assert places_of([]) == 0


def test_what_never_ends_is_cut_and_does_not_hang() -> None:
    assert places_of([Fraction(1, 3)]) == 40
    assert seconds_text(Fraction(2, 3), 2) == "0.66"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(1), "1"),
        (Fraction(0), "0.00000000"),
        (Fraction(1, 2), "0.50000000"),
        (Fraction(2679420, 2682000), "0.99903803…"),
        (Fraction(10**12 - 1, 10**12), "0.99999999…"),
    ],
)
def test_a_quotient_is_cut_and_says_that_more_follows(share: Fraction, text: str) -> None:
    assert share_text(share) == text
