"""Nodes that require themselves by way of others, today or in an earlier shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from aboveboard.records.catalog import Node
from aboveboard.records.checks.finding import Finding
from aboveboard.records.layout import CATALOG
from aboveboard.records.register import Register
from aboveboard.records.requires import Entry, ids_of, named_in
from aboveboard.records.wrong import Steps

_SHOWN = 12
# Where there are more, they share their arrows.
_MOST_CYCLES = 100
# At so many nodes it looks, which takes a few seconds: of very many earlier shapes, only the younger ones are followed.
_LOOKS = 1_000_000


def check_cycles(register: Register) -> Iterator[Finding]:
    """One finding for each cycle, at the arrow that leads out of the first of its nodes."""
    nodes: dict[str, Node] = {**register.components, **register.services}
    if next(_cycles({id: _ever_required(node) for id, node in nodes.items()}), None) is None:
        return
    told: set[frozenset[str]] = set()
    days = sorted({shape.until for node in nodes.values() for shape in node.was}, reverse=True)
    for day in (None, *days[: _LOOKS // len(nodes)]):
        for cycle in _cycles({id: _ids(id, _required_on(node, day)[1]) for id, node in nodes.items()}):
            if len(told) == _MOST_CYCLES:
                return
            if frozenset(cycle) not in told:
                told.add(frozenset(cycle))
                yield _finding(register, cycle, day)


def _finding(register: Register, cycle: tuple[str, ...], day: date | None) -> Finding:
    first = min(cycle)
    at = cycle.index(first)
    ring = [*cycle[at:], *cycle[:at], first]
    shown = ring if len(ring) <= _SHOWN else [*ring[: _SHOWN // 2], "…", *ring[-_SHOWN // 2 :]]
    steps, requires = _required_on(register.components.get(first) or register.services[first], day)
    arrow = next(inner for inner, id in named_in(requires) if id == ring[1])
    return Finding(
        f"{CATALOG}/{'components' if first in register.components else 'services'}.yml",
        (first, *steps, *arrow),
        f"a cycle{'' if day is None else f' before {day}'}: {' → '.join(shown)}",
        "remove one of these arrows",
    )


def _required_on(node: Node, day: date | None) -> tuple[Steps, tuple[Entry, ...]]:
    """What a node requires today (None), or just before midnight of `day`, and where that is written."""
    steps: Steps = ("requires",)
    requires = node.requires
    for at, shape in enumerate(node.was):
        if day is not None and day <= shape.until:
            steps, requires = ("was", at, "requires"), shape.requires
    return steps, requires


def _ever_required(node: Node) -> list[str]:
    return _ids(node.id, [entry for requires in (node.requires, *(s.requires for s in node.was)) for entry in requires])


def _ids(own: str, requires: tuple[Entry, ...] | list[Entry]) -> list[str]:
    return sorted({id for entry in requires for id in ids_of(entry) if id != own})


def _cycles(arrows: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Depth first, without recursion; each arrow that leads back closes a cycle."""
    done: set[str] = set()
    for root in sorted(arrows):
        path: dict[str, None] = {}
        stack = [(root, iter(arrows[root]))] if root not in done else []
        if stack:
            path[root] = None
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                done.add(node)
                stack.pop()
                path.popitem()
            elif following in path:
                ring = list(path)
                yield tuple(ring[ring.index(following) :])
            elif following not in done and following in arrows:
                stack.append((following, iter(arrows[following])))
                path[following] = None
