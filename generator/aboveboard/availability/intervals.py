"""Half-open intervals of whole seconds, as sorted tuples of `(start, end)` that neither touch nor overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Interval = tuple[int, int]
Intervals = tuple[Interval, ...]


def union(intervals: Iterable[Interval]) -> Intervals:
    """What at least one of them covers; empty and reversed ones cover nothing."""
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def intersection(left: Sequence[Interval], right: Sequence[Interval]) -> Intervals:
    """What both cover; each side sorted, its intervals apart."""
    common: list[Interval] = []
    at_left = at_right = 0
    while at_left < len(left) and at_right < len(right):
        start = max(left[at_left][0], right[at_right][0])
        end = min(left[at_left][1], right[at_right][1])
        if start < end:
            common.append((start, end))
        if left[at_left][1] <= right[at_right][1]:
            at_left += 1
        else:
            at_right += 1
    return tuple(common)


def seconds_of(intervals: Iterable[Interval]) -> int:
    return sum([end - start for start, end in intervals])
