from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from aboveboard.render.charts.fault_bar import FAULTS, apportioned, draw_fault_bar
from render.charts.drawn import assert_golden, drawn

_SECONDS = st.dictionaries(st.sampled_from(FAULTS), st.integers(0, 10**8))


def test_a_bar_of_all_faults_is_drawn_as_before() -> None:
    seconds = {"infrastructure": 104, "software": 67, "unknown": 1, "third-party": 118, "customer": 113}
    assert_golden("fault_bar.svg", drawn("fault.svg.html", "fault_bar", draw_fault_bar(seconds)))


def test_faults_stand_in_their_order_and_zero_has_no_segment() -> None:
    segments = draw_fault_bar({"customer": 5, "infrastructure": 5, "software": 0})
    assert [segment.fault for segment in segments] == ["infrastructure", "customer"]
    assert draw_fault_bar({}) == ()


@given(_SECONDS)
def test_segments_fill_the_bar_with_gaps_of_two_and_none_is_too_small(seconds: dict[str, int]) -> None:
    segments = draw_fault_bar(seconds)
    end = Fraction(-1)
    for segment in segments:
        assert Fraction(segment.x) - end == 2
        assert Fraction(segment.width) >= 3
        end = Fraction(segment.x) + Fraction(segment.width)
    assert not segments or end == 799


@given(st.lists(st.integers(0, 10**9), max_size=8))
def test_shares_add_up_to_a_hundred_and_keep_the_order(values: list[int]) -> None:
    shares = apportioned(values)
    assert sum(shares) == (100 if any(values) else 0)
    for value, share in zip(values, shares, strict=True):
        assert abs(Fraction(value * 100, sum(values) or 1) - share) < 1
        assert all(share <= other for more, other in zip(values, shares, strict=True) if more > value)


def test_the_largest_remainder_is_rounded_up_first() -> None:
    assert apportioned([1, 1, 1]) == (34, 33, 33)
    assert apportioned([104, 67, 118, 113]) == (26, 17, 29, 28)
