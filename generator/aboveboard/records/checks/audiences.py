"""What would be told to everybody by default, although it happened where only some customers' paths lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aboveboard.errors import Severity
from aboveboard.records.change import Change
from aboveboard.records.checks.finding import Finding
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.records.requires import ids_of
from aboveboard.records.vocabulary import Audience


def check_audiences(register: Register) -> Iterator[Finding]:
    """The rule of who knows a component: outputs.md, "Outputs". One that nothing reaches is left to its authors."""
    private = _private_components(register)
    for incident in register.incidents.values():
        yield from _of_impacts(incident, private)
    for change in register.changes.values():
        yield from _of_impacts(change, private)
        yield from _of_components(change, private)


def _of_impacts(record: Incident | Change, private: frozenset[str]) -> Iterator[Finding]:
    if not _is_public_by_default(record):
        return
    for at, impact in enumerate(record.impacts or ()):
        if impact.customers is None and impact.on in private:
            yield _warning(record.path, ("impacts", at, "on"), "name the customers or set `audience:`")


def _of_components(change: Change, private: frozenset[str]) -> Iterator[Finding]:
    """Of a change that had no impacts, or has none yet."""
    if not change.components or change.impacts or not _is_public_by_default(change):
        return
    if private.issuperset(change.components):
        yield _warning(change.path, ("components", 0), "set `audience:`")


def _is_public_by_default(record: Incident | Change) -> bool:
    return record.audience is None and record.reader is Audience.PUBLIC


def _warning(path: str, steps: tuple[str | int, ...], hint: str) -> Finding:
    return Finding(path, steps, "reached only through customers' own paths", hint, severity=Severity.WARNING)


def _private_components(register: Register) -> frozenset[str]:
    vias = (
        via
        for customer in register.customers.values()
        for subscription in customer.subscriptions
        for via in subscription.via
    )
    own = _reach(register, vias) - _reach(register, register.services)
    return frozenset(
        id for id in own if (component := register.components.get(id)) is not None and not component.public
    )


def _reach(register: Register, roots: Iterable[str]) -> set[str]:
    """The roots and everything that they require, directly or not, now or in an earlier shape."""
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        id = waiting.pop()
        node = register.node(id)
        if id in reached or node is None:
            continue
        reached.add(id)
        for requires in (node.requires, *(shape.requires for shape in node.was)):
            waiting.extend(named for entry in requires for named in ids_of(entry))
    return reached
