"""A figure: agreed time, downtime by fault category, and the availability that follows (availability.md, section 4)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from operator import attrgetter

from aboveboard.availability.charges import Charge
from aboveboard.availability.intervals import Interval, intersection, seconds_of
from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Fault

_end_of = attrgetter("end")

# Most figures are made of these: a fraction is dear to make.
_NONE, _WHOLE = Fraction(0), Fraction(1)


@frozen
class Figure:
    """All in seconds, exact: fractions appear only where a weight makes one. `by_fault` has no zeros, in the order of `Fault`."""

    agreed: int = 0
    planned: Fraction = _NONE
    by_fault: Mapping[Fault, Fraction] = field(default_factory=dict)

    @property
    def downtime(self) -> Fraction:
        first, *rest = self.by_fault.values() or (_NONE,)
        return sum(rest, first) if rest else first

    @property
    def availability(self) -> Fraction | None:
        """None, not 1, when nothing was agreed."""
        if not self.agreed:
            return None
        downtime = self.downtime
        if not downtime:
            return _WHOLE
        agreed = self.agreed * downtime.denominator
        return Fraction(agreed - downtime.numerator, agreed)

    def plus(self, other: Figure) -> Figure:
        return Figure(self.agreed + other.agreed, self.planned + other.planned, _both(self.by_fault, other.by_fault))


def _both(left: Mapping[Fault, Fraction], right: Mapping[Fault, Fraction]) -> Mapping[Fault, Fraction]:
    """Most figures have few faults or none: what only one side has is not added to a zero."""
    if not left or not right:
        return left or right
    return {
        fault: left[fault] + right[fault] if fault in left and fault in right else left.get(fault) or right[fault]
        for fault in Fault
        if fault in left or fault in right
    }


def figure_of(charges: Sequence[Charge], agreed: Sequence[Interval], scale: int) -> Figure:
    """What the charges cost within the agreed time; `charges` in the order of time, weights out of `scale`."""
    return figure_of_counted(counted(charges, agreed), agreed, scale)


def figure_of_counted(rows: Iterable[tuple[Charge, int]], agreed: Sequence[Interval], scale: int) -> Figure:
    """The same of charges whose agreed seconds are known."""
    by_fault: dict[Fault, int] = {}
    planned = 0
    for charge, seconds in rows:
        impact, cost = charge.impact, seconds * charge.weight
        by_fault[impact.fault] = by_fault.get(impact.fault, 0) + cost
        planned += cost if impact.planned else 0
    if len(by_fault) > 1:
        by_fault = {fault: by_fault[fault] for fault in Fault if fault in by_fault}
    faults = {fault: Fraction(cost, scale) for fault, cost in by_fault.items() if cost}
    return Figure(seconds_of(agreed), Fraction(planned, scale) if planned else _NONE, faults)


def counted(charges: Sequence[Charge], agreed: Sequence[Interval]) -> Iterable[tuple[Charge, int]]:
    """Each charge that lies within the agreed time at least in part, and how many of its seconds do."""
    if not agreed or not charges:
        return
    start, end = agreed[0][0], agreed[-1][1]
    for at in range(bisect_left(charges, start, key=_end_of), len(charges)):
        charge = charges[at]
        if charge.start >= end:
            return
        if len(agreed) == 1:
            seconds = min(charge.end, end) - max(charge.start, start)
        else:
            seconds = seconds_of(intersection(((charge.start, charge.end),), agreed))
        if seconds:
            yield charge, seconds


def total(figures: Iterable[Figure]) -> Figure:
    agreed = 0
    planned = _NONE
    by_fault: dict[Fault, Fraction] = {}
    for figure in figures:
        agreed += figure.agreed
        planned = planned + figure.planned if figure.planned else planned
        for fault, seconds in figure.by_fault.items():
            by_fault[fault] = by_fault[fault] + seconds if fault in by_fault else seconds
    return Figure(agreed, planned, {fault: by_fault[fault] for fault in Fault if fault in by_fault} if by_fault else {})
