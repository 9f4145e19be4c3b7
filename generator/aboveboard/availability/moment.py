"""One instant: how heavily a set of roots is disrupted, and which nodes hold the weight there.

The rules are sections 2 and 3 of availability.md. `own` maps a node to the highest weight of the impacts that are
active on it; everything else follows from the shapes of the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aboveboard.availability.graph import Graph
from aboveboard.records.requires import Entry, Group


class Moment:
    """Weights at one instant, each computed once."""

    def __init__(self, graph: Graph, instant: int, own: Mapping[str, int]) -> None:
        self._graph = graph
        self._instant = instant
        self._own = own
        self._weights: dict[str, int] = {}

    def weight(self, entry: Entry) -> int:
        """`max(own, requires)` of a node; of a group its k-th lightest entry."""
        if isinstance(entry, Group):
            return sorted(map(self.weight, entry.of))[entry.at_least - 1]
        known = self._weights.get(entry)
        if known is not None:
            return known
        weight = self._own.get(entry, 0)
        self._weights[entry] = weight  # what a node weighs for itself in a cycle
        if (group := self._graph.required(entry, self._instant)) is not None:
            weight = max(weight, self.weight(group))
        self._weights[entry] = weight
        return weight

    def holders(self, roots: Iterable[str]) -> tuple[int, tuple[str, ...]]:
        """The weight of the roots together, and the nodes whose own impacts hold it there, sorted."""
        weights = {root: self.weight(root) for root in roots}
        heaviest = max(weights.values(), default=0)
        if heaviest == 0:
            return 0, ()
        seen: set[str] = set()
        for root, weight in weights.items():
            if weight == heaviest:
                self._hold(root, seen)
        return heaviest, tuple(sorted(node for node in seen if self._own.get(node, 0) == self._weights[node]))

    def _hold(self, node: str, seen: set[str]) -> None:
        if node in seen:
            return
        seen.add(node)
        group = self._graph.required(node, self._instant)
        if group is not None and self.weight(group) == self._weights[node]:
            for holder in self._holding_nodes(group):
                self._hold(holder, seen)

    def _holding_nodes(self, group: Group) -> Iterator[str]:
        """The nodes below a group that weigh as much as it, or more, each at its own weight."""
        weight = self.weight(group)
        for entry in group.of:
            if self.weight(entry) < weight:
                continue
            if isinstance(entry, Group):
                yield from self._holding_nodes(entry)
            else:
                yield entry
