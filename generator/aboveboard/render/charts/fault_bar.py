"""Whose fault, as one bar: a segment for each fault in the fixed order, and shares that add up to 100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from aboveboard.frozen import frozen

FAULTS = ("infrastructure", "software", "unknown", "third-party", "customer")

_WIDTH = 7980  # tenths of a unit; half a gap is left free at each end
_GAP = 20
_LEAST = 30
_RULED = frozenset({"software", "unknown", "third-party"})


@frozen
class Segment:
    """One fault's part of the bar. `pattern` names the fill pattern, and is empty for a solid or hollow segment."""

    fault: str
    x: str
    width: str
    pattern: str


def draw_fault_bar(seconds: Mapping[str, int | Fraction]) -> tuple[Segment, ...]:
    """Segments of an 800 x 28 bar; a fault without downtime has none, any other is at least 3 wide."""
    counted = [(fault, seconds[fault]) for fault in FAULTS if seconds.get(fault)]
    if not counted:
        return ()
    room = _WIDTH - _GAP * (len(counted) - 1) - _LEAST * len(counted)
    widths = [_LEAST + extra for extra in apportioned([value for _, value in counted], room)]
    segments = []
    x = 10
    for (fault, _), width in zip(counted, widths, strict=True):
        segments.append(Segment(fault, _decimal(x), _decimal(width), f"f-{fault}" if fault in _RULED else ""))
        x += width + _GAP
    return tuple(segments)


def apportioned(values: Sequence[int | Fraction], whole: int = 100) -> tuple[int, ...]:
    """Whole numbers in proportion to the values that add up to `whole`: by largest remainder, earlier ones first.

    Values of zero get nothing; when all are zero, so do all.
    """
    total = sum(values)
    if not total:
        return (0,) * len(values)
    exact = [Fraction(value) * whole / total for value in values]
    parts = [part.numerator // part.denominator for part in exact]
    by_remainder = sorted(range(len(values)), key=lambda index: (parts[index] - exact[index], index))
    for index in by_remainder[: whole - sum(parts)]:
        parts[index] += 1
    return tuple(parts)


def _decimal(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"
