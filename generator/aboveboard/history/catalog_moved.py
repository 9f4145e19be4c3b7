"""Whether a commit's catalog says something else about closed months: about paths, terms, promises or rules.

Names, contacts and what is new from now on move no figure of a month that is over, and are found out without any.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import chain

from aboveboard.availability.clock import local_instant
from aboveboard.availability.ledger import FOREVER
from aboveboard.history.past_registers import PastRegisters
from aboveboard.records.catalog import Component, Customer, Node, Provider
from aboveboard.records.register import Register

# Service, since, via and SLA of a subscription.
_Life = tuple[str, date, tuple[str, ...], str | None]


def catalog_moved(past: PastRegisters, place: int, closed_before: int) -> tuple[int | None, frozenset[str] | None]:
    """From when on the catalog says something else about closed months, and for whom (None: for anybody)."""
    earlier, later = past.catalog(place - 1), past.catalog(place)
    before, after = earlier.register, later.register
    if _rules_of(before.provider) != _rules_of(after.provider):
        return 0, None
    nodes = _nodes_moved(before, after)
    if nodes and _has_impacts(past, place, earlier.graph.reach(nodes) | later.graph.reach(nodes), closed_before):
        return 0, None
    slas = {id for id in before.slas.keys() | after.slas.keys() if before.slas.get(id) != after.slas.get(id)}
    since: int | None = None
    customers = set()
    for id, old in before.customers.items():
        new = after.customers.get(id)
        moved = _terms_moved(old, new, slas, before.provider.timezone)
        if moved is not None and moved < closed_before:
            customers.add(id)
            since = moved if since is None else min(since, moved)
    return since, frozenset(customers)


def _rules_of(provider: Provider) -> tuple[object, ...]:
    return provider.weights, provider.business_days, provider.timezone


def _nodes_moved(before: Register, after: Register) -> frozenset[str]:
    """Nodes that require something else, that came or went, or whose owner is another one."""
    found = set()
    for id in {*before.node_ids, *after.node_ids}:
        old, new = before.node(id), after.node(id)
        if old is None or new is None or _shape_of(old) != _shape_of(new):
            found.add(id)
    return frozenset(found)


def _shape_of(node: Node) -> tuple[object, ...]:
    return node.requires, node.was, node.owner if isinstance(node, Component) else None


def _has_impacts(past: PastRegisters, place: int, reach: frozenset[str], closed_before: int) -> bool:
    """Whether anything was ever wrong with what the nodes are made of: nothing else can make them weigh anything."""
    register = past.at(place, (0, closed_before))
    incidents = (impact for record in register.incidents.values() for impact in record.impacts)
    changes = (impact for record in register.changes.values() for impact in record.impacts or ())
    return any(impact.on in reach for impact in chain(incidents, changes))


def _terms_moved(old: Customer, new: Customer | None, slas: Collection[str], zone: str) -> int | None:
    """The first instant at which a customer's subscriptions are other ones; None when they never are. One that is new
    had no figure that could be restated, one that is gone has no page."""
    if new is None:
        return None
    if old.timezone != new.timezone:
        return 0
    zone = new.timezone or zone
    olds, news = _lives_of(old, zone), _lives_of(new, zone)
    starts = [_first_difference(life, olds.get(life), news.get(life), zone) for life in olds.keys() | news.keys()]
    starts += [local_instant(one.since, 0, zone) for one in new.subscriptions if one.sla in slas]
    return min((start for start in starts if start is not None), default=None)


def _lives_of(customer: Customer, zone: str) -> dict[_Life, int]:
    """When each ends."""
    found = {}
    for one in customer.subscriptions:
        end = customer.end_of(one)
        found[one.service, one.since, one.via, one.sla] = FOREVER if end is None else local_instant(end, 0, zone)
    return found


def _first_difference(life: _Life, old: int | None, new: int | None, zone: str) -> int | None:
    """Nothing differs before the earlier of two ends."""
    if old == new:
        return None
    return local_instant(life[1], 0, zone) if old is None or new is None else min(old, new)
