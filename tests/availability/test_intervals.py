"""Sets of seconds as intervals, against sets of seconds as sets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aboveboard.availability.intervals import Interval, intersection, seconds_of, union

INTERVALS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


def seconds(intervals: list[Interval] | tuple[Interval, ...]) -> set[int]:
    return {second for start, end in intervals for second in range(start, end)}


@given(INTERVALS)
def test_a_union_covers_what_one_of_them_covers(intervals: list[Interval]) -> None:
    assert seconds(union(intervals)) == seconds(intervals)
    assert seconds_of(union(intervals)) == len(seconds(intervals))


@given(INTERVALS)
def test_a_union_is_sorted_and_its_intervals_are_apart(intervals: list[Interval]) -> None:
    merged = union(intervals)
    assert all(start < end for start, end in merged)
    assert all(merged[at][1] < merged[at + 1][0] for at in range(len(merged) - 1))


@given(INTERVALS, INTERVALS)
def test_an_intersection_covers_what_both_cover(left: list[Interval], right: list[Interval]) -> None:
    assert seconds(intersection(union(left), union(right))) == seconds(left) & seconds(right)
