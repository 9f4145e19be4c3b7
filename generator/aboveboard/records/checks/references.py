"""Ids that name nothing, in any record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aboveboard.records.catalog import Customer, Node
from aboveboard.records.checks.finding import Finding
from aboveboard.records.checks.known import CHANGE, CUSTOMER, INCIDENT, NODE, SERVICE, SLA, TOPIC, Known
from aboveboard.records.communication import Communication
from aboveboard.records.incident import WrittenImpact
from aboveboard.records.layout import CATALOG
from aboveboard.records.register import Register
from aboveboard.records.requires import Entry, named_in
from aboveboard.records.wrong import Steps, quoted

_REVIEW = re.compile(r"review/\d{4}-Q[1-4]", re.ASCII)


def check_references(register: Register, known: Known) -> Iterator[Finding]:
    for file, catalog in (("components", register.components), ("services", register.services)):
        for node in catalog.values():
            yield from _of_node(f"{CATALOG}/{file}.yml", node, known)
    for at, rule in enumerate(register.alert_rules.rules if register.alert_rules else ()):
        yield from _unknown(f"{CATALOG}/alerts.yml", ("rules", at, "on"), NODE, rule.on, known)
    for customer in register.customers.values():
        yield from _of_customer(customer, known)
    for incident in register.incidents.values():
        yield from _of_impacts(incident.path, incident.impacts, known)
        if incident.change is not None:
            yield from _unknown(incident.path, ("change",), CHANGE, incident.change, known)
    for change in register.changes.values():
        yield from _of_impacts(change.path, change.impacts or (), known)
        for at, component in enumerate(change.components):
            yield from _unknown(change.path, ("components", at), NODE, component, known)
    for rfo in register.rfos.values():
        if not known.has(INCIDENT, rfo.id):
            message = f"an RFO without its incident: there is no {quoted(rfo.id)}"
            yield Finding(rfo.path, (), message, known.hint(INCIDENT, rfo.id))
    for communication in register.communications.values():
        yield from _of_communication(communication, known)


def is_review(about: str) -> bool:
    return _REVIEW.fullmatch(about) is not None


def _of_node(path: str, node: Node, known: Known) -> Iterator[Finding]:
    shapes: list[tuple[Steps, tuple[Entry, ...]]] = [((node.id, "requires"), node.requires)]
    shapes += [((node.id, "was", at, "requires"), shape.requires) for at, shape in enumerate(node.was)]
    for steps, requires in shapes:
        for inner, id in named_in(requires):
            if id == node.id:
                yield Finding(path, (*steps, *inner), f'"{id}" requires itself', "remove it")
            else:
                yield from _unknown(path, (*steps, *inner), NODE, id, known)


def _of_customer(customer: Customer, known: Known) -> Iterator[Finding]:
    path = f"{CATALOG}/customers/{customer.id}.yml"
    for at, subscription in enumerate(customer.subscriptions):
        steps = ("subscriptions", at)
        yield from _unknown(path, (*steps, "service"), SERVICE, subscription.service, known)
        if subscription.sla is not None:
            yield from _unknown(path, (*steps, "sla"), SLA, subscription.sla, known)
        for via_at, via in enumerate(subscription.via):
            yield from _unknown(path, (*steps, "via", via_at), NODE, via, known)


def _of_impacts(path: str, impacts: tuple[WrittenImpact, ...], known: Known) -> Iterator[Finding]:
    for at, impact in enumerate(impacts):
        yield from _unknown(path, ("impacts", at, "on"), NODE, impact.on, known)
        for customer_at, customer in enumerate(impact.customers or ()):
            yield from _unknown(path, ("impacts", at, "customers", customer_at), CUSTOMER, customer, known)


def _of_communication(communication: Communication, known: Known) -> Iterator[Finding]:
    if communication.customer is not None:
        yield from _unknown(communication.path, ("customer",), CUSTOMER, communication.customer, known)
    for at, about in enumerate(communication.about):
        if not is_review(about):
            yield from _unknown(communication.path, ("about", at), TOPIC, about.removeprefix("rfo/"), known)


def _unknown(path: str, steps: Steps, what: str, id: str, known: Known) -> Iterator[Finding]:
    if not known.has(what, id):
        yield Finding(path, steps, f"no {what} {quoted(id)}", known.hint(what, id))
