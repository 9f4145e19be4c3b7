"""What the users of a service saw of one record: the disrupted seconds that are charged to it, by level and as downtime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from aboveboard.availability.charges import Charge
from aboveboard.availability.impacts import impacts_of_record
from aboveboard.availability.intervals import Interval, seconds_of, union
from aboveboard.availability.lenses import Lens, level_of
from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Fault, Level
from aboveboard.views.edition import Edition
from aboveboard.views.incident_effect import effect_of
from aboveboard.views.routes import Route, alive_of, charges_within, routes_through, routes_to

_LEVELS, _FAULTS = tuple(Level), tuple(Fault)

_Key = TypeVar("_Key", Level, Fault)


@frozen
class Seen:
    """One service. `seconds` are those of each level, worst first; `by_fault` is what they weigh in the real lens, and adds
    up to `downtime`."""

    service: str
    seconds: Mapping[Level, int]
    by_fault: Mapping[Fault, Fraction | int]
    downtime: Fraction | int

    @property
    def worst(self) -> Level:
        return next(iter(self.seconds))


@frozen
class Touched:
    """`seen` are the services with seconds that are charged to the record, sorted by their ids.

    `disrupted_seconds` are those in which at least one of them was. `is_charged_elsewhere` says that another service on
    whose path it lies was disrupted meanwhile too, but by something that is charged first.
    """

    seen: tuple[Seen, ...]
    disrupted_seconds: int
    is_charged_elsewhere: bool


def touched_by(record: Incident | Change, edition: Edition) -> Touched:
    """As this edition's reader sees it: the public view of each service, or a customer's own paths."""
    span = _span_of(record, edition)
    services: dict[str, list[Route]] = {}
    for route in routes_through(edition, {impact.on for impact in record.impacts or ()}):
        services.setdefault(route.service, []).append(route)
    seen: list[Seen] = []
    disrupted: list[Interval] = []
    is_charged_elsewhere = False
    for service, routes in services.items():
        states = _charges(edition, routes, edition.ledger.state, span)
        own = _own(record.id, states)
        if own:
            seen.append(_seen(service, own, _reals(record.id, edition, routes, span), edition.ledger.real.scale))
            disrupted.extend((charge.start, charge.end) for charge in own)
        else:
            is_charged_elsewhere |= bool(states)
    return Touched(tuple(seen), seconds_of(union(disrupted)), is_charged_elsewhere)


def seen_of(incident: Incident, edition: Edition) -> tuple[Seen, ...]:
    """The same of an incident alone, whose effect names the services to look at; by their ids."""
    effect = effect_of(edition, incident)
    span = effect.span
    seen: list[Seen] = []
    for service in sorted([one.id for one in effect.services]):
        routes = routes_to(edition, service)
        own = _own(incident.id, _charges(edition, routes, edition.ledger.state, span))
        if own:
            seen.append(_seen(service, own, _reals(incident.id, edition, routes, span), edition.ledger.real.scale))
    return tuple(seen)


def _span_of(record: Incident | Change, edition: Edition) -> Interval:
    """From the first to the last second of the record's impacts that count; empty when none does."""
    spans = [(impact.start, impact.end) for impact in impacts_of_record(record, edition.register, edition.as_of)]
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0)


def _charges(edition: Edition, routes: Sequence[Route], lens: Lens, span: Interval) -> Sequence[Charge]:
    """Of all routes together, while each is alive, in the span."""
    if len(routes) == 1 and routes[0].subscription is None:
        return charges_within(edition, routes[0], lens, span)
    found: list[Charge] = []
    for route in routes:
        start, end = alive_of(edition, route)
        found.extend(charges_within(edition, route, lens, (max(start, span[0]), min(end, span[1]))))
    return found


def _reals(source: str, edition: Edition, routes: Sequence[Route], span: Interval) -> list[Charge]:
    return _own(source, _charges(edition, routes, edition.ledger.real, span))


def _own(source: str, charges: Sequence[Charge]) -> list[Charge]:
    return [charge for charge in charges if charge.impact.source == source]


def _seen(service: str, states: Sequence[Charge], reals: Sequence[Charge], scale: int) -> Seen:
    seconds: dict[Level, int] = {}
    for charge in states:
        level = level_of(charge.weight)
        seconds[level] = seconds.get(level, 0) + charge.end - charge.start
    weighed: dict[Fault, int] = {}
    for charge in reals:
        fault = charge.impact.fault
        weighed[fault] = weighed.get(fault, 0) + (charge.end - charge.start) * charge.weight
    return Seen(
        service,
        _in_order(seconds, _LEVELS),
        {fault: _exact(seconds, scale) for fault, seconds in _in_order(weighed, _FAULTS).items()},
        _exact(sum(weighed.values()), scale),
    )


def _in_order(found: dict[_Key, int], order: Iterable[_Key]) -> dict[_Key, int]:
    """Most disruptions have one level and one fault."""
    return found if len(found) < 2 else {key: found[key] for key in order if key in found}


def _exact(weighed: int, scale: int) -> Fraction | int:
    """A fraction only where the weights make one."""
    return weighed if scale == 1 else Fraction(weighed, scale)
