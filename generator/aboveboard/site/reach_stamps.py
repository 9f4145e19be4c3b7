"""Whose portal need not be looked at: a short name, for each customer, of all that its portal can be made of.

It is made of digests by node, so that a customer costs some look-ups. It covers more than the portal shows (what reaches
others on the same nodes as well): when it is what it was, the portal is what it was; when not, the portal's own stamp says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from aboveboard.availability.graph import Graph
from aboveboard.publish.digest import digest_of
from aboveboard.records.as_of import has_instant_after
from aboveboard.records.catalog import Customer
from aboveboard.records.change import Change
from aboveboard.records.frozen import freeze
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.site.place import Place
from aboveboard.views.own_registers import nodes_named

_HOUR_SECONDS = 3600


class ReachStamps:
    """`register` is everything that was recorded. `key_of` names all that is told of a record, and of what is tied to it;
    `shared` what all portals are made of."""

    def __init__(
        self,
        register: Register,
        graph: Graph,
        place: Place,
        shared: str,
        key_of: Callable[[Incident | Change], str],
    ) -> None:
        self._register = register
        self._graph = graph
        self._now = place.now
        self._hour = place.now - place.now % _HOUR_SECONDS
        self._as_of = place.now if place.fixed else self._hour
        self._shared = shared
        self._key_of = key_of

    def of(self, customer: Customer) -> str:
        """Empty when something within the running hour may move the as-of of this portal alone."""
        reach = self._graph.reach({node for one in customer.subscriptions for node in (one.service, *one.via)})
        if not reach.isdisjoint(self._recent):
            return ""
        now = "" if reach.isdisjoint(self._open) else str(self._now)
        digests = self._digests
        found = [digests[node] for node in sorted(reach) if node in digests]
        return digest_of(self._shared, repr(freeze(customer)), str(self._as_of), now, *found)

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        found: dict[str, list[str]] = {}
        for record, nodes in self._named:
            key = self._key_of(record)
            for node in nodes:
                found.setdefault(node, []).append(key)
        return {node: digest_of(*keys) for node, keys in found.items()}

    @cached_property
    def _recent(self) -> frozenset[str]:
        """The nodes of records that speak of an instant within the running hour."""
        return frozenset(node for one, nodes in self._named if has_instant_after(one, self._hour) for node in nodes)

    @cached_property
    def _open(self) -> frozenset[str]:
        """The nodes of open incidents: what is told of these counts from the second of the build."""
        return frozenset(
            node for one, nodes in self._named if isinstance(one, Incident) and one.is_open for node in nodes
        )

    @cached_property
    def _named(self) -> tuple[tuple[Incident | Change, frozenset[str]], ...]:
        """Each record with the nodes that it names, and those of the incidents that it caused: a portal tells of both."""
        found: dict[str, tuple[Incident | Change, set[str]]] = {}
        records: tuple[Incident | Change, ...] = (*self._register.incidents.values(), *self._register.changes.values())
        for record in records:
            found[record.id] = record, set(nodes_named(record))
        for incident in self._register.incidents.values():
            if incident.change is not None and incident.change in found:
                found[incident.change][1].update(nodes_named(incident))
        return tuple((record, frozenset(nodes)) for record, nodes in found.values())
