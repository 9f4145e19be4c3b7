"""Whether any id names nothing: a quick look that every build can afford. Which, and where, references.py says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from aboveboard.records.catalog import Node
from aboveboard.records.checks.references import is_review
from aboveboard.records.register import Register
from aboveboard.records.requires import ids_of


def has_strangers(register: Register) -> bool:
    """True whenever references.py finds something in what could be read, and nothing else is unknown for being broken."""
    return any(not ids.issuperset(named) for ids, named in _named(register))


def _named(register: Register) -> Iterator[tuple[frozenset[str | None], Iterable[str | None]]]:
    """What there is of each kind, and what is named of it; None is named where nothing is."""
    incidents, changes = register.incidents.values(), register.changes.values()
    subscriptions = [one for customer in register.customers.values() for one in customer.subscriptions]
    impacts = [impact for incident in incidents for impact in incident.impacts]
    impacts += [impact for change in changes for impact in change.impacts or ()]
    said = register.communications.values()
    nodes = frozenset([*register.components, *register.services])
    yield nodes, {impact.on for impact in impacts}
    yield nodes, {via for one in subscriptions for via in one.via}
    yield nodes, {id for change in changes for id in change.components}
    yield nodes, _required(register)
    yield nodes, [rule.on for rule in register.alert_rules.rules] if register.alert_rules else ()
    yield frozenset(register.services), {one.service for one in subscriptions}
    yield frozenset([*register.slas, None]), {one.sla for one in subscriptions}
    customers = frozenset([*register.customers, None])
    yield customers, {id for impact in impacts for id in impact.customers or ()}
    yield customers, {one.customer for one in said}
    yield frozenset(register.incidents), register.rfos
    yield frozenset([*register.changes, None]), {incident.change for incident in incidents}
    topics = frozenset([*register.incidents, *register.changes])
    yield topics, {id.removeprefix("rfo/") for one in said for id in one.about if not is_review(id)}


def _required(register: Register) -> Iterator[str]:
    nodes: tuple[Node, ...] = (*register.components.values(), *register.services.values())
    for node in nodes:
        for entry in chain(node.requires, *(shape.requires for shape in node.was)):
            yield from ids_of(entry)
