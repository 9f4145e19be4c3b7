"""Who may read each record, for all customers at once: what `audience.register_for` decides for one reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from aboveboard.availability.graph import graph_of
from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.records.rfo import Rfo
from aboveboard.records.vocabulary import Audience, RfoStatus

_NOBODY: frozenset[str] = frozenset()


@frozen
class Readers:
    """Everybody, or these customers; staff alone when there are none."""

    is_public: bool = False
    customers: frozenset[str] = _NOBODY


PUBLIC_READERS = Readers(is_public=True)
STAFF_READERS = Readers()


@dataclass(frozen=True)
class Reach:
    """Which customers' paths cross which node; worked out when it is first asked for."""

    register: Register

    @cached_property
    def crossing(self) -> Mapping[str, frozenset[str]]:
        """By node, the customers on whose paths it lies."""
        graph = graph_of(self.register)
        found: dict[str, set[str]] = {}
        for root, customers in self._customers_by_root.items():
            for node in graph.reach((root,)):
                found.setdefault(node, set()).update(customers)
        return {node: frozenset(customers) for node, customers in found.items()}

    @cached_property
    def _customers_by_root(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for customer in self.register.customers.values():
            for subscription in customer.subscriptions:
                for root in (subscription.service, *subscription.via):
                    found.setdefault(root, set()).add(customer.id)
        return found

    def readers_of(self, record: Incident | Change) -> Readers:
        audience = record.reader
        if audience is Audience.PUBLIC:
            return PUBLIC_READERS
        return STAFF_READERS if audience is Audience.INTERNAL else Readers(customers=self._reached(record))

    def readers_of_rfo(self, rfo: Rfo) -> Readers:
        """A draft is staff's alone; otherwise whoever may read the incident, unless the RFO itself says less."""
        incident = self.register.incidents.get(rfo.id)
        if rfo.status is RfoStatus.DRAFT or rfo.audience is Audience.INTERNAL or incident is None:
            return STAFF_READERS
        readers = self.readers_of(incident)
        if readers.is_public and rfo.audience is Audience.AFFECTED:
            return Readers(customers=self._reached(incident))
        return readers

    def readers_of_node(self, id: str) -> frozenset[str]:
        """Those who may know it: a hidden one is known to whom it is named to (`audience.known_components`)."""
        component = self.register.components.get(id)
        if component is not None and component.public is False:
            return frozenset(self._customers_by_root.get(id, ()))
        return self.crossing.get(id, _NOBODY)

    def _reached(self, record: Incident | Change) -> frozenset[str]:
        found: set[str] = set()
        for impact in record.impacts or ():
            knowing = self.readers_of_node(impact.on)
            found |= knowing if impact.customers is None else knowing.intersection(impact.customers)
        if isinstance(record, Change) and not record.impacts:
            found.update(*(self.crossing.get(component, _NOBODY) for component in record.components))
        return frozenset(found)
