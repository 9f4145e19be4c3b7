"""The services that the customer has now, and what is true about those that begin later or are over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from aboveboard.availability.clock import local_date
from aboveboard.availability.intervals import Interval, Intervals, union
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Subscription
from aboveboard.views.edition import Edition
from aboveboard.views.routes import Route, alive_of, routes_of
from aboveboard.views.words.instants import full_day_text


@frozen
class Held:
    """A service with every subscription to it, one after the other, and when each lives. `end` is the last day of the
    last one, None when one of them goes on without an end."""

    service: str
    name: str
    lives: tuple[tuple[Route, Interval], ...]
    end: date | None

    @property
    def alive(self) -> Intervals:
        return union(life for _, life in self.lives)

    def is_alive(self, instant: int) -> bool:
        return any(start <= instant < end for _, (start, end) in self.lives)


@frozen
class Subscribed:
    """`every` service that the customer has, had or will have, by name; `now` are those with a living subscription. `notes` tell of those that begin later, end, or are
    over: "Mail: from 1 December 2026.". `first_day` is the next beginning, `last_day` the latest end, None without."""

    every: tuple[Held, ...]
    now: tuple[Held, ...]
    notes: tuple[str, ...]
    first_day: date | None
    last_day: date | None


def subscribed(edition: Edition) -> Subscribed:
    """A subscription to a service that is in no catalog is none; one that ends before it begins is none either."""
    found: dict[str, list[tuple[Route, Interval]]] = {}
    for route in routes_of(edition):
        start, end = alive_of(edition, route)
        if start < end:
            found.setdefault(route.service, []).append((route, (start, end)))
    services = edition.register.services
    every = sorted(
        (Held(id, services[id].name, tuple(lives), _last_day(edition, lives)) for id, lives in found.items()),
        key=lambda one: (one.name.casefold(), one.service),
    )
    today = local_date(edition.as_of, edition.zone)
    return Subscribed(
        every=tuple(every),
        now=tuple(one for one in every if one.is_alive(edition.as_of)),
        notes=tuple(note for one in every for note in _notes(edition, one, today)),
        first_day=min((begin for one in every if (begin := _next_day(one, today)) is not None), default=None),
        last_day=max((one.end for one in every if one.end is not None and one.end < today), default=None),
    )


def _notes(edition: Edition, held: Held, today: date) -> Iterator[str]:
    begin = None if held.is_alive(edition.as_of) else _next_day(held, today)
    if begin is not None:
        yield f"{held.name}: from {full_day_text(begin)}."
    elif held.end is not None:
        yield f"{held.name}: until {full_day_text(held.end)}."


def _next_day(held: Held, today: date) -> date | None:
    return min((since for route, _ in held.lives if (since := _subscription(route).since) > today), default=None)


def _last_day(edition: Edition, lives: Sequence[tuple[Route, Interval]]) -> date | None:
    customer = edition.register.customers[edition.reader.customer or ""]
    ends = [customer.end_of(_subscription(route)) for route, _ in lives]
    known = [end for end in ends if end is not None]
    return max(known) - timedelta(days=1) if len(known) == len(ends) else None


def _subscription(route: Route) -> Subscription:
    assert route.subscription is not None, "a customer's routes are subscriptions"
    return route.subscription
