"""What a service needs, as a tree of words: the public nodes that it requires, and how many of each group must work."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.records.catalog import Component, Node, Service
from aboveboard.records.requires import Entry, Group
from aboveboard.records.vocabulary import Owner
from aboveboard.views.edition import Edition
from aboveboard.views.record_paths import service_path
from aboveboard.views.routes import Route, current_charge
from aboveboard.views.service_state import state_of_charge
from aboveboard.views.words.states import State


@frozen
class Need:
    """A node, or a group of them. A group's `text` reads "any one of these 2"; a node's is its name, with `path` when
    it is a service, `note` its supplier or where its own needs stand already, and `state` when it is disrupted now."""

    text: str
    path: str
    note: str
    state: State | None
    needs: tuple[Need, ...]
    is_group: bool


def needs_of(edition: Edition, service: Service) -> tuple[Need, ...]:
    """All of them must work. A node that stands in several places shows its own needs in the first of them only."""
    return _needs(edition, service.requires, {service.id})


def _needs(edition: Edition, entries: tuple[Entry, ...], seen: set[str]) -> tuple[Need, ...]:
    found = (_need(edition, entry, seen) for entry in entries)
    return tuple(need for need in found if need is not None)


def _need(edition: Edition, entry: Entry, seen: set[str]) -> Need | None:
    if isinstance(entry, Group):
        inner = _needs(edition, entry.of, seen)
        return Need(_group_text(entry), "", "", None, inner, is_group=True) if inner else None
    node = edition.register.node(entry)
    if node is None:
        return None
    is_known = node.id in seen
    seen.add(node.id)
    inner = () if is_known else _needs(edition, node.requires, seen)
    path = service_path(node.id) if isinstance(node, Service) else ""
    return Need(node.name, path, _note(node, is_known and bool(node.requires)), _state(edition, node), inner, False)


def _group_text(group: Group) -> str:
    count = len(group.of)
    if group.at_least == count:
        return f"all of these {count}"
    if group.at_least == 1:
        return f"any one of these {count}"
    return f"at least {group.at_least} of these {count}"


def _note(node: Node, is_repeated: bool) -> str:
    supplier = ""
    if isinstance(node, Component) and node.owner is Owner.THIRD_PARTY:
        supplier = node.supplier or "third party"
    elif isinstance(node, Component) and node.owner is Owner.CUSTOMER:
        supplier = "customer"
    return ", ".join(part for part in (supplier, "see above" if is_repeated else "") if part)


def _state(edition: Edition, node: Node) -> State | None:
    charge = current_charge(edition, Route(node.id))
    return None if charge is None else state_of_charge(charge)
