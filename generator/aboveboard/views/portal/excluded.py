"""What the real lens charges and another one does not, each second with the one clause that leaves it out.

The accounting is a partition, exact to the second, of the seconds that the real lens charges within the life of a
subscription: each is either counted by the other lens too (charged to the same impact or to another, at whatever weight),
or left out by exactly one clause. So, in plain seconds:

    charged as real = counted by both + left out, summed over the clauses
    counted by the lens = counted by both + counted beyond real

A clause is looked for in this order, and the first that holds is named. The impact that the real lens charges is not
admitted: by its fault, its level, or early enough notice. It is admitted, but the second lies outside of the hours. It is
admitted and lies within them, and still nothing is charged: then the service was not down when only the counted impacts
happened, because a spare part held that something uncounted had taken away (availability.md, section 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from aboveboard.availability.charges import Charge
from aboveboard.availability.impacts import Impact
from aboveboard.availability.intervals import Interval, Intervals, intersection, seconds_of, union
from aboveboard.availability.lenses import Lens
from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Fault
from aboveboard.views.portal.sheet import Sheet, charges_within


class Clause(StrEnum):
    """The key of the SLA that leaves an interval out; `spare` is no key but a consequence of what is counted."""

    COUNTS = "counts"
    LEVELS = "levels"
    NOTICE = "notice"
    HOURS = "hours"
    SPARE = "spare"


@frozen
class LeftOut:
    """`seconds` of `[start, end)`, which may have gaps, that the real lens charges to the impact and the other does not."""

    start: int
    end: int
    seconds: int
    impact: Impact
    clause: Clause


@frozen
class Comparison:
    """The accounting between the real lens and another, in plain seconds, before any weight."""

    charged_as_real: int
    counted_by_both: int
    counted_beyond_real: int
    left_out: tuple[LeftOut, ...]


def comparison_of(real: Sheet, other: Sheet) -> Comparison:
    """Without a charge on either side everything is 0."""
    if not real.charges and not other.charges:
        return Comparison(0, 0, 0, ())
    charged = union((charge.start, charge.end) for charge in real.charges)
    counted = intersection(union((charge.start, charge.end) for charge in other.charges), other.agreed)
    both = seconds_of(intersection(charged, counted))
    return Comparison(
        seconds_of(charged), both, seconds_of(counted) - both, tuple(_left_out(real, other.lens, counted, other.agreed))
    )


def beyond_ours(real: Sheet, provider: Sheet) -> Mapping[Fault, Fraction]:
    """The real downtime that our part leaves out, each second at the weight that it has less there, by the fault that the
    real lens charges it to. It sums up to the difference of the two."""
    beyond: dict[Fault, Fraction] = {}
    for charge in real.charges:
        taken = charges_within(provider.charges, (charge.start, charge.end))
        lost = _downtime(real, (charge,)) - _downtime(provider, taken)
        if lost:
            beyond[charge.impact.fault] = beyond.get(charge.impact.fault, Fraction(0)) + lost
    return beyond


def _downtime(sheet: Sheet, charges: Sequence[Charge]) -> Fraction:
    return Fraction(sum(charge.weight * (charge.end - charge.start) for charge in charges), sheet.lens.scale)


def _left_out(real: Sheet, lens: Lens, counted: Intervals, agreed: Intervals) -> Iterator[LeftOut]:
    for charge in real.charges:
        spans = _less(((charge.start, charge.end),), counted)
        refusal = _refusal(lens, charge.impact)
        parts = (
            [(refusal, spans)]
            if refusal
            else [(Clause.SPARE, intersection(spans, agreed)), (Clause.HOURS, _less(spans, agreed))]
        )
        for clause, part in parts:
            if part:
                yield LeftOut(part[0][0], part[-1][1], seconds_of(part), charge.impact, clause)


def _refusal(lens: Lens, impact: Impact) -> Clause | None:
    """The clause by which the lens does not admit the impact; None when it does."""
    if impact.fault not in lens.faults:
        return Clause.COUNTS
    if not lens.weights[impact.level]:
        return Clause.LEVELS
    return Clause.NOTICE if lens.is_spared(impact) else None


def _less(intervals: Sequence[Interval], others: Sequence[Interval]) -> Intervals:
    """What only the first ones cover."""
    left: list[Interval] = []
    for start, end in intervals:
        for covered_start, covered_end in intersection(((start, end),), others):
            if covered_start > start:
                left.append((start, covered_start))
            start = covered_end
        if start < end:
            left.append((start, end))
    return tuple(left)
