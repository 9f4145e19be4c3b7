"""Who may read what: the register of one reader holds nothing that this reader must not know.

The public, each customer, and staff (outputs.md, "Outputs"). Everything downstream is made of the register that
`register_for` returns, so a template, a feed or a search index cannot reach more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from aboveboard.availability.graph import Graph, graph_of
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Component, Customer
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident, WrittenImpact
from aboveboard.records.register import Register
from aboveboard.records.requires import Entry
from aboveboard.records.rfo import Rfo
from aboveboard.records.vocabulary import Audience, RfoStatus

Told = TypeVar("Told", Incident, Change)


@frozen
class Reader:
    """The public (neither), one customer (by id), or staff."""

    customer: str | None = None
    is_staff: bool = False

    @property
    def is_public(self) -> bool:
        return self.customer is None and not self.is_staff


PUBLIC = Reader()
STAFF = Reader(is_staff=True)


def register_for(reader: Reader, register: Register, graph: Graph | None = None) -> Register:
    """The part of the register that the reader may know. For staff it is the whole. `graph` is the register's own, for
    who has it already."""
    if reader.is_staff:
        return register
    graph = graph or graph_of(register)
    components = known_components(reader, register, graph)
    nodes = frozenset((*components, *register.services))
    reach = _reach(reader, register, graph)
    incidents = _told(register.incidents, reader, reach, nodes)
    changes = {
        id: change.model_copy(update={"components": tuple(one for one in change.components if one in nodes)})
        for id, change in _told(register.changes, reader, reach, nodes).items()
    }
    incidents = {id: _without_alerts(_with_known_change(one, changes)) for id, one in incidents.items()}
    customers = {id: customer for id, customer in register.customers.items() if id == reader.customer}
    rfos = {
        id: rfo
        for id, rfo in register.rfos.items()
        if id in incidents and _may_read_rfo(rfo, register.incidents[id], reader, reach)
    }
    slas = {subscription.sla for customer in customers.values() for subscription in customer.subscriptions}
    return replace(
        register,
        provider=register.provider.model_copy(update={"meetings": ()}),
        components=MappingProxyType({id: _without(register.components[id], nodes) for id in components}),
        services=register.services,
        slas=MappingProxyType({id: sla for id, sla in register.slas.items() if id in slas}),
        customers=MappingProxyType({id: _own_view(customer) for id, customer in customers.items()}),
        incidents=MappingProxyType(incidents),
        changes=MappingProxyType(changes),
        rfos=MappingProxyType(rfos),
        communications=MappingProxyType({}),
        alert_rules=None,
        allowed_words=MappingProxyType({}),
        told_to_few=frozenset(id for id in incidents if id not in rfos and _is_told_to_few(register.rfos.get(id))),
    )


def counted_for(reader: Reader, register: Register) -> Register:
    """What the reader's figures are made of: a node that must not be named counts all the same. Nothing of it is shown.

    A customer's figures are those of the whole register, in which scope decides (availability.md, section 2); the
    public's are made of public records alone, so that nothing private can move them.
    """
    if not reader.is_public:
        return register
    graph = graph_of(register)
    nodes = frozenset((*known_components(reader, register, graph), *graph.reach(register.services), *register.services))
    return replace(
        register,
        customers=MappingProxyType({}),
        incidents=MappingProxyType(_told(register.incidents, reader, frozenset(), nodes)),
        changes=MappingProxyType(_told(register.changes, reader, frozenset(), nodes)),
    )


def known_components(reader: Reader, register: Register, graph: Graph | None = None) -> tuple[str, ...]:
    """Sorted. One that some service's `requires` reaches is public; one reached only through `via` is known to those
    customers and to staff; `public:` overrides. One that nothing reaches is known to staff alone."""
    if reader.is_staff:
        return tuple(register.components)
    graph = graph or graph_of(register)
    reached = graph.reach(register.services)
    if reader.customer is not None and reader.customer in register.customers:
        own = register.customers[reader.customer]
        reached |= graph.reach(via for subscription in own.subscriptions for via in subscription.via)
    return tuple(id for id, component in register.components.items() if _knows(component, reached, reader, register))


def _knows(component: Component, reached: frozenset[str], reader: Reader, register: Register) -> bool:
    if component.public is None:
        return component.id in reached
    if component.public:
        return True
    own = register.customers.get(reader.customer or "")
    return own is not None and any(component.id in subscription.via for subscription in own.subscriptions)


def _told(records: Mapping[str, Told], reader: Reader, reach: frozenset[str], nodes: frozenset[str]) -> dict[str, Told]:
    found = {}
    for id, record in records.items():
        audience = record.reader
        if audience is Audience.INTERNAL:
            continue
        if audience is Audience.AFFECTED and not _is_reached(record, reader, reach):
            continue
        impacts = _impacts_for(reader, record.impacts, nodes) if record.impacts else record.impacts
        if impacts is not record.impacts:
            record = record.model_copy(update={"impacts": impacts, "audience": audience})
        found[id] = record
    return found


def _impacts_for(
    reader: Reader, impacts: tuple[WrittenImpact, ...], nodes: frozenset[str]
) -> tuple[WrittenImpact, ...]:
    """Impacts of known nodes that are everybody's or this customer's; other customers' ids are not carried along."""
    kept = tuple(known for impact in impacts if (known := _impact_for(reader, impact, nodes)) is not None)
    unchanged = len(kept) == len(impacts) and all(one is other for one, other in zip(kept, impacts, strict=True))
    return impacts if unchanged else kept


def _impact_for(reader: Reader, impact: WrittenImpact, nodes: frozenset[str]) -> WrittenImpact | None:
    if impact.on not in nodes or not _is_in_scope(reader, impact):
        return None
    if impact.customers is None or reader.customer is None:
        return impact
    return impact.model_copy(update={"customers": (reader.customer,)}) if len(impact.customers) > 1 else impact


def _is_in_scope(reader: Reader, impact: WrittenImpact) -> bool:
    return impact.customers is None or reader.customer in impact.customers


def _is_reached(record: Incident | Change, reader: Reader, reach: frozenset[str]) -> bool:
    """Whether what an `affected` record touched lies on one of the reader's paths; the public has none."""
    touched = {impact.on for impact in record.impacts or () if _is_in_scope(reader, impact)}
    if isinstance(record, Change) and not record.impacts:
        touched |= set(record.components)
    return not reach.isdisjoint(touched)


def _reach(reader: Reader, register: Register, graph: Graph) -> frozenset[str]:
    """Every node on one of the customer's paths; none for the public."""
    customer = register.customers.get(reader.customer or "")
    if customer is None:
        return frozenset()
    roots = [node for subscription in customer.subscriptions for node in (subscription.service, *subscription.via)]
    return graph.reach(roots)


def _with_known_change(incident: Incident, changes: Mapping[str, Change]) -> Incident:
    """The id of a change that the reader must not know is not told either."""
    if incident.change is None or incident.change in changes:
        return incident
    return incident.model_copy(update={"change": None})


def _without_alerts(incident: Incident) -> Incident:
    """Which alerts it was made of is nobody's business but staff's."""
    return incident.model_copy(update={"alerts": ()}) if incident.alerts else incident


def _may_read_rfo(rfo: Rfo, incident: Incident, reader: Reader, reach: frozenset[str]) -> bool:
    """A draft is staff's alone; otherwise whoever may read the incident, unless the RFO itself says less."""
    if rfo.status is RfoStatus.DRAFT or rfo.audience is Audience.INTERNAL:
        return False
    return rfo.audience is not Audience.AFFECTED or _is_reached(incident, reader, reach)


def _is_told_to_few(rfo: Rfo | None) -> bool:
    """A report that was promised to everybody and given to those affected is not late."""
    return rfo is not None and rfo.status is not RfoStatus.DRAFT and rfo.audience is Audience.AFFECTED


def _own_view(customer: Customer) -> Customer:
    """What a customer may read of its own record: neither its value nor its rank."""
    ended = customer.ended.model_copy(update={"note": None}) if customer.ended else None
    return customer.model_copy(update={"value": None, "tier": None, "ended": ended})


def _without(component: Component, nodes: frozenset[str]) -> Component:
    """A component whose `requires` name nothing that the reader must not know."""
    kept = tuple(entry for entry in component.requires if _is_known(entry, nodes))
    was = tuple(
        shape.model_copy(update={"requires": tuple(e for e in shape.requires if _is_known(e, nodes))})
        for shape in component.was
    )
    if kept == component.requires and was == component.was:
        return component
    return component.model_copy(update={"requires": kept, "was": was})


def _is_known(entry: Entry, nodes: frozenset[str]) -> bool:
    return entry in nodes if isinstance(entry, str) else any(_is_known(inner, nodes) for inner in entry.of)
