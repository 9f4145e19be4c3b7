"""Ids that name nothing, in any record."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from aboveboard.records.catalog import Customer, Node
from aboveboard.records.change import Change
from aboveboard.records.checks.finding import Finding
from aboveboard.records.incident import WrittenImpact
from aboveboard.records.layout import CATALOG
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.register import Register
from aboveboard.records.requires import Entry, ids_of
from aboveboard.records.wrong import Steps

_REVIEW = re.compile(r"review/\d{4}-Q[1-4]")


def check_references(register: Register) -> Iterator[Finding]:
    nodes = {*register.components, *register.services}
    for file, catalog in (("components", register.components), ("services", register.services)):
        for node in catalog.values():
            yield from _of_node(f"{CATALOG}/{file}.yml", node, nodes)
    for customer in register.customers.values():
        yield from _of_customer(register, customer, nodes)
    for incident in register.incidents.values():
        yield from _of_impacts(incident.path, incident.impacts, nodes, register.customers.keys())
        if incident.change is not None and incident.change not in register.changes:
            yield _unknown(incident.path, ("change",), "change", incident.change, register.changes)
    for change in register.changes.values():
        yield from _of_change(register, change, nodes)
    for rfo in register.rfos.values():
        if rfo.id not in register.incidents:
            near = did_you_mean(rfo.id, register.incidents)
            hint = near if near.startswith("did") else "the file of an RFO is named after its incident: ID.rfo.md"
            yield Finding(rfo.path, (), f'an RFO without its incident: there is no "{rfo.id}"', hint)
    yield from _of_communications(register)


def _of_node(path: str, node: Node, nodes: Collection[str]) -> Iterator[Finding]:
    shapes: list[tuple[Steps, tuple[Entry, ...]]] = [((node.id, "requires"), node.requires)]
    shapes += [((node.id, "was", at, "requires"), shape.requires) for at, shape in enumerate(node.was)]
    for steps, requires in shapes:
        for at, entry in enumerate(requires):
            for id in ids_of(entry):
                if id == node.id:
                    yield Finding(path, (*steps, at), f'"{id}" requires itself', "remove it")
                elif id not in nodes:
                    yield _unknown(path, (*steps, at), "component or service", id, nodes)


def _of_customer(register: Register, customer: Customer, nodes: Collection[str]) -> Iterator[Finding]:
    path = f"{CATALOG}/customers/{customer.id}.yml"
    for at, subscription in enumerate(customer.subscriptions):
        steps = ("subscriptions", at)
        if subscription.service not in register.services:
            yield _unknown(path, (*steps, "service"), "service", subscription.service, register.services)
        if subscription.sla is not None and subscription.sla not in register.slas:
            yield _unknown(path, (*steps, "sla"), "SLA", subscription.sla, register.slas)
        for via_at, via in enumerate(subscription.via):
            if via not in nodes:
                yield _unknown(path, (*steps, "via", via_at), "component or service", via, nodes)


def _of_impacts(
    path: str, impacts: tuple[WrittenImpact, ...], nodes: Collection[str], customers: Collection[str]
) -> Iterator[Finding]:
    for at, impact in enumerate(impacts):
        if impact.on not in nodes:
            yield _unknown(path, ("impacts", at, "on"), "component or service", impact.on, nodes)
        for customer_at, customer in enumerate(impact.customers or ()):
            if customer not in customers:
                yield _unknown(path, ("impacts", at, "customers", customer_at), "customer", customer, customers)


def _of_change(register: Register, change: Change, nodes: Collection[str]) -> Iterator[Finding]:
    yield from _of_impacts(change.path, change.impacts or (), nodes, register.customers.keys())
    for at, component in enumerate(change.components):
        if component not in nodes:
            yield _unknown(change.path, ("components", at), "component or service", component, nodes)


def _of_communications(register: Register) -> Iterator[Finding]:
    known = {*register.incidents, *register.changes}
    for communication in register.communications.values():
        if communication.customer is not None and communication.customer not in register.customers:
            yield _unknown(communication.path, ("customer",), "customer", communication.customer, register.customers)
        for at, about in enumerate(communication.about):
            if about.removeprefix("rfo/") not in known and not _REVIEW.fullmatch(about):
                yield _unknown(communication.path, ("about", at), "incident, change or review", about, known)


def _unknown(path: str, steps: Steps, what: str, id: str, known: Collection[str]) -> Finding:
    return Finding(path, steps, f'no {what} "{id}"', did_you_mean(id, known))
