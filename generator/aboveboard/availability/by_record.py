"""What the ledger of a path charges to each record: added up once for everybody who has that path."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from aboveboard.availability.charges import Charge, Path
from aboveboard.availability.impacts import Impact
from aboveboard.availability.intervals import Interval, Intervals, seconds_of, union
from aboveboard.availability.lenses import Lens
from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Fault


@frozen
class RecordCharges:
    """`start` and `end` enclose the rows that are charged to `source`; of a hidden record, whose every second others are
    charged with first, those that it would have taken.

    `worst` is the weight of its heaviest row in the state lens. `weighed` is by fault, out of the real lens's scale;
    `down` are the times of the rows that weigh there, `slow` those of the disrupted ones that do not.
    """

    source: str
    start: int
    end: int
    worst: int
    weighed: tuple[tuple[Fault, int], ...]
    down: Intervals
    slow: Intervals

    @property
    def free(self) -> int:
        """The disrupted seconds that weigh nothing."""
        return seconds_of(self.slow)

    @property
    def is_hidden(self) -> bool:
        return not self.worst and not self.weighed


def charges_by_record(
    states: Iterable[Charge], reals: Iterable[Charge], free: frozenset[int]
) -> tuple[RecordCharges, ...]:
    """The rows of one path in both lenses, by source. `free` are the state lens's weights that weigh nothing in the real
    one."""
    shown, counted = _by_source(states), _by_source(reals)
    return tuple(
        _added(source, shown.get(source, ()), counted.get(source, ()), free) for source in sorted({*shown, *counted})
    )


def clipped(
    one: RecordCharges, states: Iterable[Charge], reals: Iterable[Charge], free: frozenset[int], to: Interval
) -> RecordCharges | None:
    """Of the same rows only what lies within an interval; None when nothing does, though `one` reaches into it."""
    if one.is_hidden:
        return one
    shown, counted = (tuple(_within(rows, one.source, to)) for rows in (states, reals))
    return _added(one.source, shown, counted, free) if shown or counted else None


def hidden_records(
    path: Path, rows: Sequence[Charge], impacts: Iterable[Impact], lens: Lens
) -> Iterator[RecordCharges]:
    """The records that would have disrupted the path by themselves, had not others that are charged first done so all the
    while. `rows` are the path's under the lens, `impacts` all that are in scope."""
    charged = {row.impact.source for row in rows}
    ends = [row.end for row in rows]
    waiting: dict[str, list[Impact]] = {}
    covered: set[str] = set()
    for impact in impacts:
        if impact.source in charged:
            continue
        waiting.setdefault(impact.source, []).append(impact)
        at = bisect_right(ends, impact.start)
        if at < len(rows) and rows[at].start < impact.end:
            covered.add(impact.source)
    for source in sorted(covered):
        alone = path.charges(waiting[source], lens)
        if alone:
            yield RecordCharges(source, alone[0].start, alone[-1].end, 0, (), (), ())


def _by_source(rows: Iterable[Charge]) -> Mapping[str, Sequence[Charge]]:
    found: dict[str, list[Charge]] = {}
    for row in rows:
        found.setdefault(row.impact.source, []).append(row)
    return found


def _added(source: str, states: Sequence[Charge], reals: Sequence[Charge], free: frozenset[int]) -> RecordCharges:
    weighed: dict[Fault, int] = {}
    for row in reals:
        fault = row.impact.fault
        weighed[fault] = weighed.get(fault, 0) + (row.end - row.start) * row.weight
    return RecordCharges(
        source,
        min(row.start for row in (*states, *reals)),
        max(row.end for row in (*states, *reals)),
        max((row.weight for row in states), default=0),
        tuple(weighed.items()),
        union((row.start, row.end) for row in reals),
        union((row.start, row.end) for row in states if row.weight in free),
    )


def _within(rows: Iterable[Charge], source: str, to: Interval) -> Iterator[Charge]:
    for row in rows:
        start, end = max(row.start, to[0]), min(row.end, to[1])
        if row.impact.source == source and start < end:
            yield Charge(start, end, row.weight, row.impact)
