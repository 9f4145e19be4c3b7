"""Nodes that require themselves by way of others, today or in an earlier shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from aboveboard.records.catalog import Node
from aboveboard.records.checks.finding import Finding
from aboveboard.records.layout import CATALOG
from aboveboard.records.register import Register
from aboveboard.records.requires import ids_of


def check_cycles(register: Register) -> Iterator[Finding]:
    """One finding for each cycle, at the first of its nodes."""
    nodes: dict[str, Node] = {**register.components, **register.services}
    told = set()
    for day in (None, *sorted({shape.until for node in nodes.values() for shape in node.was}, reverse=True)):
        for cycle in _cycles({id: _required_on(node, day) for id, node in nodes.items()}):
            if frozenset(cycle) in told:
                continue
            told.add(frozenset(cycle))
            first = min(cycle)
            at = cycle.index(first)
            ring = " → ".join((*cycle[at:], *cycle[:at], first))
            file = "components" if first in register.components else "services"
            when = "" if day is None else f" before {day}"
            yield Finding(
                f"{CATALOG}/{file}.yml", (first, "requires"), f"a cycle{when}: {ring}", "remove one of these arrows"
            )


def _required_on(node: Node, day: date | None) -> list[str]:
    """The ids that a node requires today (None), or just before midnight of `day`."""
    requires = node.requires
    for shape in node.was:
        if day is not None and day <= shape.until:
            requires = shape.requires
    return sorted({id for entry in requires for id in ids_of(entry) if id != node.id})


def _cycles(arrows: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Depth first, without recursion; each arrow that leads back closes a cycle."""
    done: set[str] = set()
    for root in sorted(arrows):
        path: list[str] = []
        stack = [(root, iter(arrows[root]))] if root not in done else []
        if stack:
            path.append(root)
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                done.add(node)
                stack.pop()
                path.pop()
            elif following in path:
                yield tuple(path[path.index(following) :])
            elif following not in done and following in arrows:
                stack.append((following, iter(arrows[following])))
                path.append(following)
