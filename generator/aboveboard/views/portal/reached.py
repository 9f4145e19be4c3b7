"""What reached one customer: each incident that disrupted one of its services, with the seconds that it is charged there.

An incident has reached the customer when seconds of one of its living subscriptions are charged to it, when others are
charged first with seconds that it would have taken, when it disrupts at as-of itself; and when it is for the customers
that it affects alone and this is one of them. What a spare part absorbed has not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple, TypeVar

from aboveboard.availability.by_record import RecordCharges
from aboveboard.availability.charges import Charge
from aboveboard.availability.intervals import Interval, seconds_of, union
from aboveboard.availability.lenses import Lens, level_of
from aboveboard.frozen import frozen
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.incident_effect import disrupted_services
from aboveboard.views.routes import Route, alive_of, charges_of, in_scope, is_alive, reach_of, routes_of
from aboveboard.views.words.states import State, severity_of, state_of

_START, _END = attrgetter("start"), attrgetter("end")
_FAULTS = tuple(Fault)

Key = TypeVar("Key", Fault, str)

# No record has such an id: what else an edition remembers goes by those.
_KEPT = "what reached the customer"


@frozen
class OwnCharge:
    """A stretch of one subscription that is charged to a record in the real lens; `seconds` is what it weighs."""

    service: str
    charge: Charge
    seconds: Fraction


class Reached(NamedTuple):
    """`incident` None: its words must not be told, its seconds count all the same. `services` are the ids of those that
    it disrupted; `worst` is the worst that it did to one of them, None when nobody can tell it apart from others.
    `clock` are the seconds in which at least one of them was down, `degraded` those in which one was disrupted at no
    cost: overlaps count once."""

    id: str
    incident: Incident | None
    started: int
    services: tuple[str, ...]
    worst: State | None
    by_fault: Mapping[Fault, Fraction | int]
    by_service: Mapping[str, Fraction | int]
    clock: int
    degraded: int

    @property
    def downtime(self) -> Fraction | int:
        """Of all services together, as it is counted."""
        return sum(self.by_fault.values())


def reached_incidents(edition: Edition) -> tuple[Reached, ...]:
    """By their start, the newest first."""
    return tuple(_reached(edition).values())


def has_reached(edition: Edition, incident_id: str) -> bool:
    return incident_id in _reached(edition)


def own_charges(edition: Edition, record_id: str) -> tuple[OwnCharge, ...]:
    """What the ledger charges to one record in the real lens, by service and then in the order of time."""
    scale = edition.ledger.real.scale
    return tuple(
        OwnCharge(route.service, row, Fraction((row.end - row.start) * row.weight, scale))
        for route in routes_of(edition)
        for row in _rows(edition, route, edition.ledger.real)
        if row.impact.source == record_id
    )


@dataclass(slots=True)
class _Tally:
    """What is known of one incident while it is added up; weights are those of the state lens."""

    started: int
    services: set[str] = field(default_factory=set)
    weight: int = 0
    worst: State | None = None
    by_fault: dict[Fault, int] = field(default_factory=dict)
    by_service: dict[str, int] = field(default_factory=dict)
    down: list[Interval] = field(default_factory=list)
    slow: list[Interval] = field(default_factory=list)


def _reached(edition: Edition) -> Mapping[str, Reached]:
    known = edition.effects.get(_KEPT)
    if not isinstance(known, dict):
        known = edition.effects[_KEPT] = {one.id: one for one in _found(edition)}
    return known


def _found(edition: Edition) -> Sequence[Reached]:
    customer = edition.register.customers.get(edition.reader.customer or "")
    if customer is None:
        return ()
    routes = routes_of(edition)
    tallies: dict[str, _Tally] = {}
    for route in routes:
        assert route.subscription is not None, "a customer's routes are subscriptions"
        _add(route.service, edition.ledger.charged_records(customer, route.subscription), tallies)
    _add_running(edition, routes, tallies)
    for id in edition.ledger.for_few & edition.register.incidents.keys():
        if id not in tallies and _is_during_a_subscription(edition, routes, edition.register.incidents[id]):
            tallies[id] = _Tally(0)
    known = edition.ledger.register.incidents
    found = [_made(edition, id, tally) for id, tally in tallies.items() if id in known]
    return sorted(found, key=lambda one: (one.started, one.id), reverse=True)


def _add(service: str, records: Iterable[RecordCharges], tallies: dict[str, _Tally]) -> None:
    for one in records:
        tally = tallies.get(one.source)
        if tally is None:
            tally = tallies[one.source] = _Tally(one.start)
        tally.started = min(tally.started, one.start)
        tally.services.add(service)
        tally.weight = max(tally.weight, one.worst)
        tally.down += one.down
        tally.slow += one.slow
        for fault, weighed in one.weighed:
            tally.by_fault[fault] = tally.by_fault.get(fault, 0) + weighed
            tally.by_service[service] = tally.by_service.get(service, 0) + weighed


def _add_running(edition: Edition, routes: Sequence[Route], tallies: dict[str, _Tally]) -> None:
    """What disrupts at as-of itself, before a second has passed."""
    reach = frozenset[str]().union(*(reach_of(edition, route) for route in routes))
    running = {impact.source for impact in in_scope(edition, edition.ledger.running) if impact.node in reach}
    for id in sorted(running & edition.register.incidents.keys()):
        incident = edition.register.incidents[id]
        now = [(one.id, one.now) for one in disrupted_services(edition, incident) if one.now is not None]
        if now:
            tally = tallies.setdefault(id, _Tally(incident.started))
            tally.services.update(service for service, _ in now)
            tally.worst = max((state for _, state in now), key=severity_of)


def _is_during_a_subscription(edition: Edition, routes: Iterable[Route], incident: Incident) -> bool:
    end = edition.as_of if incident.resolved is None else incident.resolved
    return any(is_alive(edition, route, incident.started, end) for route in routes)


def _made(edition: Edition, id: str, tally: _Tally) -> Reached:
    incident = edition.register.incidents.get(id)
    scale = edition.ledger.real.scale
    by_fault = tally.by_fault
    if len(by_fault) > 1:
        by_fault = {fault: by_fault[fault] for fault in _FAULTS if fault in by_fault}
    return Reached(
        id=id,
        incident=incident,
        started=tally.started if incident is None else incident.started,
        services=tuple(sorted(tally.services)),
        worst=state_of(level_of(tally.weight)) if tally.weight else tally.worst,
        by_fault=_exact(by_fault, scale),
        by_service=_exact(tally.by_service, scale),
        clock=seconds_of(union(tally.down)),
        degraded=seconds_of(union(tally.slow)),
    )


def _exact(weighed: Mapping[Key, int], scale: int) -> Mapping[Key, Fraction | int]:
    """Fractions only where the weights make them."""
    return weighed if scale == 1 else {key: Fraction(one, scale) for key, one in weighed.items()}


def _rows(edition: Edition, route: Route, lens: Lens) -> Iterator[Charge]:
    """The ledger's rows on the route as far as it was alive."""
    start, end = alive_of(edition, route)
    rows = charges_of(edition, route, lens)
    first, last = bisect_right(rows, start, key=_END), bisect_left(rows, end, key=_START)
    for row in rows[first:last]:
        if row.start < start or row.end > end:
            row = Charge(max(row.start, start), min(row.end, end), row.weight, row.impact)
        yield row
