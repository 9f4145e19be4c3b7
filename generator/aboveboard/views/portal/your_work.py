"""Planned work on the customer's own paths: what runs, and what comes within the next weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.views.coming_work import WorkRow, coming_work
from aboveboard.views.edition import Edition
from aboveboard.views.portal.your_subscriptions import Held
from aboveboard.views.routes import crosses
from aboveboard.views.words.prose import list_text

AHEAD_DAYS = 30
_MOST_ROWS = 3
_MOST_NAMES = 3


@frozen
class YourWork:
    """`rows` has all of it; `shown` the first few, and `rest` reads "and 2 more in 30 days"."""

    rows: tuple[WorkRow, ...]
    rest: str
    days: int

    @property
    def shown(self) -> tuple[WorkRow, ...]:
        return self.rows[:_MOST_ROWS]


def your_work(edition: Edition, held: Sequence[Held]) -> YourWork:
    touched = {change.id: services for change, services in _on_paths(edition, held)}
    changes = [edition.register.changes[id] for id in touched]
    rows = tuple(
        replace(row, services=touched[row.id], services_text=_names(edition, touched[row.id]))
        for row in coming_work(edition, AHEAD_DAYS, among=changes)
    )
    left = len(rows) - _MOST_ROWS
    return YourWork(rows, f"and {left} more in {AHEAD_DAYS} days" if left > 0 else "", AHEAD_DAYS)


def _on_paths(edition: Edition, held: Sequence[Held]) -> Iterator[tuple[Change, tuple[str, ...]]]:
    """Unfinished work that the customer may read of, and the services on whose path it lies while they live. The nodes
    are those of the record that is counted: work on a hidden node touches a service all the same."""
    for change in edition.ledger.unfinished:
        if change.id in edition.register.changes:
            nodes = {*change.components, *_impacted(edition, change)}
            services = tuple(one.service for one in held if _lies_on(edition, one, nodes, change))
            if services:
                yield change, services


def _impacted(edition: Edition, change: Change) -> Iterator[str]:
    customer = edition.reader.customer
    for impact in change.impacts or ():
        if impact.customers is None or customer in impact.customers:
            yield impact.on


def _lies_on(edition: Edition, held: Held, nodes: set[str], change: Change) -> bool:
    for route, (start, end) in held.lives:
        within = max(start, change.window.from_), min(end, change.window.to)
        if within[0] < within[1] and crosses(edition, route, nodes, within):
            return True
    return False


def _names(edition: Edition, services: Sequence[str]) -> str:
    return list_text([edition.register.services[id].name for id in services], _MOST_NAMES)
