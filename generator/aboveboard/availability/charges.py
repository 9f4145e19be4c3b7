"""The sweep: which impact each disrupted second of a path is charged to (availability.md, section 3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from aboveboard.availability.graph import Graph
from aboveboard.availability.impacts import Impact
from aboveboard.availability.intervals import Interval
from aboveboard.availability.lenses import Lens
from aboveboard.availability.moment import Moment
from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Fault, Level

# An impact with what it weighs.
Weighed = tuple[int, Impact]

_end_of = attrgetter("end")
_FAULT_RANK = {fault: rank for rank, fault in enumerate(Fault)}
_LEVEL_RANK = {Level.DEGRADED: 1, Level.PARTIAL: 2, Level.OUTAGE: 3}


@frozen
class Charge:
    """A row of the ledger: the seconds of `[start, end)`, each weighing `weight` out of the lens's scale, are charged
    to one impact."""

    start: int
    end: int
    weight: int
    impact: Impact


def rows_within(rows: Sequence[Charge], span: Interval) -> list[Charge]:
    """The rows in a span, cut at its ends; rows stand in the order of time and apart."""
    first = last = bisect_right(rows, span[0], key=_end_of)
    while last < len(rows) and rows[last].start < span[1]:
        last += 1
    found = list(rows[first:last])
    if found and (found[0].start < span[0] or found[-1].end > span[1]):
        for at in {0, len(found) - 1}:
            row = found[at]
            found[at] = Charge(max(row.start, span[0]), min(row.end, span[1]), row.weight, row.impact)
    return found


def rank_of(impact: Impact) -> tuple[object, ...]:
    """The smallest is charged: ours, unplanned, the fault nearest to us, the earliest; the rest makes it definite."""
    fault = impact.fault
    return (
        not fault.is_ours, impact.planned, _FAULT_RANK[fault],
        impact.written_from, impact.source, impact.node, _LEVEL_RANK[impact.level],
    )  # fmt: skip


class Path:
    """A service with the nodes that one subscription crosses besides, or any node: what is evaluated together.

    Outcomes are remembered by what is active, so a history in which mostly one thing fails at a time costs little.
    """

    def __init__(self, graph: Graph, roots: Iterable[str]) -> None:
        self.roots = tuple(sorted(set(roots)))
        self.reach = graph.reach(self.roots)
        self._graph = graph
        self._borders = sorted(graph.borders(self.reach))
        self._alone: dict[tuple[str, int], int] = {}
        self._outcomes: dict[tuple[int, frozenset[tuple[str, int]]], tuple[int, tuple[str, ...]]] = {}

    def charges(self, impacts: Iterable[Impact], lens: Lens) -> tuple[Charge, ...]:
        """The ledger of this path under a lens, in the order of time; no two rows overlap.

        `impacts` are all that are in scope; those of other nodes, and those that the lens does not admit, are passed over.
        """
        weighed = [
            (weight, impact) for impact in impacts if impact.node in self.reach and (weight := lens.weight(impact))
        ]
        rows: list[Charge] = []
        for pairs in _overlapping(weighed):
            weight, impact = pairs[0]
            if len(pairs) > 1 or self._borders:
                self._add_stretches(rows, pairs)
            elif heaviest := self._outcome_alone(impact, weight):
                rows.append(Charge(impact.start, impact.end, heaviest, impact))
        return tuple(rows)

    def crosses(self, nodes: Iterable[str], within: Interval) -> bool:
        """Whether one of the nodes lies on the path at some instant from a first one up to a last."""
        wanted = self.reach.intersection(nodes)
        if not wanted or not self._borders:
            return bool(wanted)
        start, end = within
        instants = (start, *(border for border in self._borders if start < border < end))
        return any(not wanted.isdisjoint(self._graph.reach(self.roots, instant)) for instant in instants)

    def _add_stretches(self, rows: list[Charge], pairs: Sequence[Weighed]) -> None:
        """Those of impacts without a gap between them; neighbours of one weight and one impact make one row."""
        for start, end, active in _stretches(pairs, self._borders):
            charge = self._charge(start, end, active)
            if charge is None:
                continue
            last = rows[-1] if rows else None
            if last is not None and last.end == start and last.impact is charge.impact and last.weight == charge.weight:
                rows[-1] = Charge(last.start, end, last.weight, last.impact)
            else:
                rows.append(charge)

    def _charge(self, start: int, end: int, active: Sequence[Weighed]) -> Charge | None:
        own: dict[str, int] = {}
        for weight, impact in active:
            own[impact.node] = max(weight, own.get(impact.node, 0))
        heaviest, holders = self._outcome(start, own)
        if not heaviest:
            return None
        candidates = [impact for weight, impact in active if impact.node in holders and weight == own[impact.node]]
        charged = candidates[0] if len(candidates) == 1 else min(candidates, key=rank_of)
        return Charge(start, end, heaviest, charged)

    def _outcome_alone(self, impact: Impact, weight: int) -> int:
        """How heavily an impact that stands alone disrupts the path; it holds that weight itself."""
        key = impact.node, weight
        known = self._alone.get(key)
        if known is None:
            known = self._alone[key] = self._outcome(impact.start, {impact.node: weight})[0]
        return known

    def _outcome(self, instant: int, own: dict[str, int]) -> tuple[int, tuple[str, ...]]:
        key = (bisect_right(self._borders, instant), frozenset(own.items()))
        known = self._outcomes.get(key)
        if known is None:
            known = self._outcomes[key] = Moment(self._graph, instant, own).holders(self.roots)
        return known


def _overlapping(weighed: Sequence[Weighed]) -> Iterator[list[Weighed]]:
    """The impacts by their start (the last first of those that begin together), those that reach into each other
    together; most stand alone."""
    together: list[Weighed] = []
    last = 0
    last_first = weighed[::-1]
    for pair in sorted(last_first, key=_begun):
        if together and pair[1].start >= last:
            yield together
            together = []
        last = max(last, pair[1].end) if together else pair[1].end
        together.append(pair)
    if together:
        yield together


def _begun(pair: Weighed) -> int:
    return pair[1].start


def _stretches(pairs: Sequence[Weighed], borders: Iterable[int]) -> Iterator[tuple[int, int, Sequence[Weighed]]]:
    """Stretches between neighbouring borders in which the same impacts are active: those of impacts without a gap between
    them, which are sorted by their start."""
    first, last = pairs[0][1].start, max(impact.end for _, impact in pairs)
    instants = {border for border in borders if first < border < last}
    for _, impact in pairs:
        instants.update((impact.start, impact.end))
    waiting = list(reversed(pairs))
    active: list[Weighed] = []
    for start, end in pairwise(sorted(instants)):
        active = [pair for pair in active if pair[1].end > start]
        while waiting and waiting[-1][1].start <= start:
            active.append(waiting.pop())
        yield start, end, active
