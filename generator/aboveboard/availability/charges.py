"""The sweep: which impact each disrupted second of a path is charged to (availability.md, section 3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aboveboard.availability.graph import Graph
from aboveboard.availability.impacts import Impact
from aboveboard.availability.lenses import Lens
from aboveboard.availability.moment import Moment
from aboveboard.records.vocabulary import Fault, Level

_FAULT_RANK = {fault: rank for rank, fault in enumerate(Fault)}
_LEVEL_RANK = {Level.DEGRADED: 1, Level.PARTIAL: 2, Level.OUTAGE: 3}


@dataclass(frozen=True, slots=True)
class Charge:
    """A row of the ledger: the seconds of `[start, end)`, each weighing `weight` out of the lens's scale, are charged
    to one impact."""

    start: int
    end: int
    weight: int
    impact: Impact


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
        self._outcomes: dict[tuple[int, frozenset[tuple[str, int]]], tuple[int, tuple[str, ...]]] = {}

    def charges(self, impacts: Iterable[Impact], lens: Lens) -> tuple[Charge, ...]:
        """The ledger of this path under a lens, in the order of time; no two rows overlap.

        `impacts` are all that are in scope; those of other nodes, and those that the lens does not admit, are passed over.
        """
        weighed = [(lens.weight(impact), impact) for impact in impacts if impact.node in self.reach]
        weighed = [(weight, impact) for weight, impact in weighed if weight]
        rows: list[Charge] = []
        for start, end, active in _segments(weighed, self._borders):
            charge = self._charge(start, end, active)
            if charge is None:
                continue
            last = rows[-1] if rows else None
            if last is not None and last.end == start and last.impact is charge.impact and last.weight == charge.weight:
                rows[-1] = Charge(last.start, end, last.weight, last.impact)
            else:
                rows.append(charge)
        return tuple(rows)

    def _charge(self, start: int, end: int, active: Sequence[tuple[int, Impact]]) -> Charge | None:
        own: dict[str, int] = {}
        for weight, impact in active:
            own[impact.node] = max(weight, own.get(impact.node, 0))
        heaviest, holders = self._outcome(start, own)
        if not heaviest:
            return None
        candidates = [impact for weight, impact in active if impact.node in holders and weight == own[impact.node]]
        return Charge(start, end, heaviest, min(candidates, key=rank_of))

    def _outcome(self, instant: int, own: dict[str, int]) -> tuple[int, tuple[str, ...]]:
        key = (bisect_right(self._borders, instant), frozenset(own.items()))
        known = self._outcomes.get(key)
        if known is None:
            known = self._outcomes[key] = Moment(self._graph, instant, own).holders(self.roots)
        return known


def _segments(
    weighed: Sequence[tuple[int, Impact]], borders: Sequence[int]
) -> Iterable[tuple[int, int, list[tuple[int, Impact]]]]:
    """Stretches between neighbouring borders in which the same impacts are active, and at least one is."""
    instants = {impact.start for _, impact in weighed} | {impact.end for _, impact in weighed}
    if not instants:
        return
    instants.update(border for border in borders if min(instants) < border < max(instants))
    ordered = sorted(instants)
    waiting = sorted(weighed, key=lambda pair: pair[1].start, reverse=True)
    active: list[tuple[int, Impact]] = []
    for start, end in pairwise(ordered):
        active = [pair for pair in active if pair[1].end > start]
        while waiting and waiting[-1][1].start <= start:
            active.append(waiting.pop())
        if active:
            yield start, end, active
