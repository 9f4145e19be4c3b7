"""What every node requires, over time: `requires` and its earlier shapes, with unknown ids and cycles made harmless."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from aboveboard.availability.clock import local_instant
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Node
from aboveboard.records.register import Register
from aboveboard.records.requires import Entry, Group, ids_of


@frozen
class Shapes:
    """`groups[i]` is what a node requires until `untils[i]`; the last one holds for ever. None: it requires nothing."""

    untils: tuple[int, ...]
    groups: tuple[Group | None, ...]

    def at(self, instant: int) -> Group | None:
        return self.groups[bisect_right(self.untils, instant)]


@frozen
class Graph:
    """Only nodes that require something, now or earlier, have shapes."""

    shapes: Mapping[str, Shapes]

    def required(self, node: str, instant: int) -> Group | None:
        shapes = self.shapes.get(node)
        return None if shapes is None else shapes.at(instant)

    def reach(self, roots: Iterable[str], at: int | None = None) -> frozenset[str]:
        """The roots and everything that they require, directly or not, at an instant; None: in any shape."""
        reached: set[str] = set()
        waiting = list(roots)
        while waiting:
            node = waiting.pop()
            if node in reached:
                continue
            reached.add(node)
            if (shapes := self.shapes.get(node)) is not None:
                groups = shapes.groups if at is None else (shapes.at(at),)
                waiting.extend(id for group in groups if group is not None for id in ids_of(group))
        return frozenset(reached)

    def borders(self, nodes: Iterable[str]) -> frozenset[int]:
        """The instants at which one of the nodes changes its shape."""
        return frozenset(until for node in nodes if node in self.shapes for until in self.shapes[node].untils)


def graph_of(register: Register) -> Graph:
    known = {*register.components, *register.services}
    shapes: dict[str, Shapes] = {}
    nodes: list[Node] = [*register.components.values(), *register.services.values()]
    for node in nodes:
        if not node.requires and not node.was:
            continue
        oldest_first = sorted(node.was, key=lambda shape: shape.until)
        groups = (*(shape.requires for shape in oldest_first), node.requires)
        shapes[node.id] = Shapes(
            tuple(local_instant(shape.until, 0, register.provider.timezone) for shape in oldest_first),
            tuple(_all_of(requires, known) for requires in groups),
        )
    return Graph(shapes)


def _all_of(requires: tuple[Entry, ...], known: set[str]) -> Group | None:
    """The list itself means *all*. An id that names nothing is left out: it must not look like a healthy spare part."""
    entries = tuple(kept for entry in requires if (kept := _known_part(entry, known)) is not None)
    return Group(len(entries), entries) if entries else None


def _known_part(entry: Entry, known: set[str]) -> Entry | None:
    if isinstance(entry, str):
        return entry if entry in known else None
    entries = tuple(kept for inner in entry.of if (kept := _known_part(inner, known)) is not None)
    if len(entries) == len(entry.of):
        return Group(entry.at_least, entries)
    missing = len(entry.of) - len(entries)
    return (
        Group(max(1, entry.at_least - (missing if entry.at_least == len(entry.of) else 0)), entries)
        if entries
        else None
    )
