"""The registers and editions of all customers out of one register: what they share is made once.

A customer's own register is the part of `register_for(Reader(customer=id), register)` that lies on the customer's paths:
what never reached it is told by the public site, if anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from aboveboard.availability.graph import graph_of
from aboveboard.availability.ledger import Ledger
from aboveboard.records.as_of import as_of_of, has_instant_after
from aboveboard.records.catalog import Customer
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.records.rfo import Rfo
from aboveboard.records.vocabulary import Audience
from aboveboard.views.audience import PUBLIC, Reader, register_for
from aboveboard.views.edition import Edition

_HOUR_SECONDS = 3600

Kept = TypeVar("Kept", Incident, Change, Rfo)


class OwnRegisters:
    """`told` is the part of the register whose words may be told at all; figures are those of the whole."""

    def __init__(self, register: Register, told: Register | None = None) -> None:
        self._whole = register
        self._told = register if told is None else told
        self.graph = graph_of(register)
        self._ledgers: dict[int, Ledger] = {}
        self._recent_of: dict[int, frozenset[str]] = {}

    def edition(self, customer: str, now: int, *, is_fixed: bool) -> Edition:
        """With an as-of of its own: a record that did not reach the customer does not move it."""
        own = self.of(customer)
        as_of = now if is_fixed else as_of_of(_only(own, self._recent(now)), now)
        zone = own.customers[customer].timezone or own.provider.timezone
        if as_of not in self._ledgers:
            self._ledgers[as_of] = Ledger(self._whole, as_of)
        return Edition(Reader(customer=customer), own, self._ledgers[as_of], as_of, zone)

    def of(self, customer: str) -> Register:
        record = self._whole.customers[customer]
        ids = self.reaching(record)
        own = [id for id in ids if id not in self._plain]
        narrow = replace(
            self._told,
            customers={customer: record},
            incidents=_picked(self._told.incidents, own),
            changes=_picked(self._told.changes, {*own, *self._causes(own)}),
            rfos=_picked(self._told.rfos, own),
        )
        known = register_for(Reader(customer=customer), narrow, self.graph)
        return replace(
            known,
            incidents=_merged(known.incidents, _picked(self._public.incidents, ids - known.incidents.keys())),
            changes=_merged(known.changes, _picked(self._public.changes, ids - known.changes.keys())),
            rfos=_merged(known.rfos, _picked(self._public.rfos, ids & self._plain)),
            told_to_few=known.told_to_few | (self._public.told_to_few & (ids - known.incidents.keys())),
        )

    def reaching(self, customer: Customer) -> frozenset[str]:
        """The ids of the records that name a node on one of the customer's paths, and of the changes that caused them."""
        roots = sorted({node for one in customer.subscriptions for node in (one.service, *one.via)})
        touching = self._touching
        ids = {id for node in self.graph.reach(roots) for id in touching.get(node, ())}
        return frozenset({*ids, *self._causes(ids)})

    def _causes(self, ids: Iterable[str]) -> Iterable[str]:
        causes = self._cause_of
        return (causes[id] for id in ids if id in causes)

    def _recent(self, now: int) -> frozenset[str]:
        """The records that speak of an instant within the running hour: only those can move an as-of."""
        hour = now - now % _HOUR_SECONDS
        if hour not in self._recent_of:
            found = (record.id for record in _records(self._told) if has_instant_after(record, hour))
            self._recent_of[hour] = frozenset(found)
        return self._recent_of[hour]

    @cached_property
    def _public(self) -> Register:
        return register_for(PUBLIC, self._told, self.graph)

    @cached_property
    def _plain(self) -> frozenset[str]:
        """The ids of the records that everybody is told alike."""
        public = self._public
        nodes = {*public.components, *public.services}
        plain = {
            record.id
            for record in _records(self._told)
            if record.reader is Audience.PUBLIC
            and all(impact.customers is None and impact.on in nodes for impact in record.impacts or ())
            and not (isinstance(record, Change) and not nodes.issuperset(record.components))
        }
        return frozenset(
            id
            for id in plain
            if (id not in self._cause_of or self._cause_of[id] in plain)
            and (id not in self._told.rfos or self._told.rfos[id].audience in (None, Audience.PUBLIC))
        )

    @cached_property
    def _cause_of(self) -> Mapping[str, str]:
        """The change that caused an incident."""
        changes = self._told.changes
        return {one.id: one.change for one in self._told.incidents.values() if one.change in changes and one.change}

    @cached_property
    def _touching(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the records that name each node."""
        found: dict[str, list[str]] = {}
        for record in _records(self._told):
            for node in nodes_named(record):
                found.setdefault(node, []).append(record.id)
        return {node: tuple(ids) for node, ids in found.items()}


def nodes_named(record: Incident | Change) -> frozenset[str]:
    """What a record disrupts, and the components that a change is about."""
    nodes = {impact.on for impact in record.impacts or ()}
    return frozenset(nodes.union(record.components) if isinstance(record, Change) else nodes)


def without(register: Register, paths: frozenset[str]) -> Register:
    """The register without the records in these files, and without the RFOs of incidents among them."""
    incidents = _left(register.incidents, paths)
    rfos = {id: rfo for id, rfo in _left(register.rfos, paths).items() if id in incidents}
    return replace(register, incidents=incidents, changes=_left(register.changes, paths), rfos=MappingProxyType(rfos))


def _only(register: Register, ids: frozenset[str]) -> Register:
    return replace(register, incidents=_picked(register.incidents, ids), changes=_picked(register.changes, ids))


def _records(register: Register) -> Iterable[Incident | Change]:
    yield from register.incidents.values()
    yield from register.changes.values()


def _picked(records: Mapping[str, Kept], ids: Iterable[str]) -> Mapping[str, Kept]:
    return MappingProxyType({id: records[id] for id in sorted(ids) if id in records})


def _left(records: Mapping[str, Kept], paths: frozenset[str]) -> Mapping[str, Kept]:
    return MappingProxyType({id: record for id, record in records.items() if record.path not in paths})


def _merged(some: Mapping[str, Kept], others: Mapping[str, Kept]) -> Mapping[str, Kept]:
    return MappingProxyType(dict(sorted({**some, **others}.items())))
