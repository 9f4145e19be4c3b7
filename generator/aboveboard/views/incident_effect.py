"""What an incident really did to services: on whose path it lies, whom it disrupted, how badly and how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from aboveboard.availability.charges import Charge
from aboveboard.availability.impacts import Impact, impacts_of_record
from aboveboard.availability.intervals import Interval, seconds_of, union
from aboveboard.availability.lenses import level_of
from aboveboard.frozen import frozen
from aboveboard.records.incident import Incident
from aboveboard.views.edition import Edition
from aboveboard.views.record_paths import service_path
from aboveboard.views.routes import (
    Route,
    alive_of,
    charges_of_these,
    charges_within,
    current_charge,
    is_alive,
    routes_through,
    services_crossing,
    services_through,
)
from aboveboard.views.words import states
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.states import State

# Pages are made month by month, and a month has rarely more.
_REMEMBERED = 1000


@frozen
class DisruptedService:
    """`worst` is the worst that the incident did to it, `now` what it does at as-of, None when nothing.

    `seconds` are those in which it disrupted the service, whatever else did so too.
    """

    id: str
    name: str
    path: str
    worst: State
    now: State | None
    seconds: int
    duration: str


@frozen
class Effect:
    """`services` are all that it disrupted, the worst first, then by name; `disrupted_seconds` those in which it
    disrupted at least one of them. `span` is from the first to the last second of its impacts that count; empty when
    none does."""

    services: tuple[DisruptedService, ...]
    disrupted_seconds: int
    span: Interval


def effect_of(edition: Edition, incident: Incident) -> Effect:
    known = edition.effects.get(incident.id)
    if isinstance(known, Effect):
        return known
    if len(edition.effects) >= _REMEMBERED:
        edition.effects.clear()
    edition.effects[incident.id] = effect = _effect_of(edition, incident)
    return effect


def _effect_of(edition: Edition, incident: Incident) -> Effect:
    impacts = _impacts(edition, incident)
    span = _hull(impacts)
    rows = _rows_by_service(edition, incident, impacts, span)
    services = _disrupted(edition, incident, rows)
    return Effect(services, _disrupted_seconds(services, rows), span)


def disrupted_services(edition: Edition, incident: Incident) -> tuple[DisruptedService, ...]:
    """The services of its effect, which is not remembered."""
    return _effect_of(edition, incident).services


def spared_services(edition: Edition, incident: Incident) -> tuple[str, ...]:
    """The names of those on whose path an impacted node lies and that it did not disrupt: a spare part held."""
    disrupted = {service.id for service in effect_of(edition, incident).services}
    nodes, span = [impact.on for impact in incident.impacts], effect_of(edition, incident).span
    touched = services_crossing(edition, nodes, span)
    names = edition.index.service_names
    return tuple(sorted([names[id] for id in touched if id not in disrupted]))


def disruptions(edition: Edition, route: Route, incident: Incident) -> tuple[Charge, ...]:
    """When and how badly the incident disrupts a route: the seconds charged to it (it may take two incidents to break
    a redundant pair), and those that its impacts would disrupt alone (a worse one may hide it). Rows may overlap."""
    impacts = _impacts(edition, incident)
    return _disruptions(edition, route, incident.id, impacts, _hull(impacts))


def _rows_by_service(
    edition: Edition, incident: Incident, impacts: Sequence[Impact], hull: Interval
) -> dict[str, list[Charge]]:
    """By service, sorted; of those that it is known to have left alone nothing is asked."""
    disrupted = edition.disrupted.get(incident.id, ()) if edition.disrupted else None
    rows: dict[str, list[Charge]] = {}
    for route in routes_through(edition, [impact.on for impact in incident.impacts], disrupted):
        rows.setdefault(route.service, []).extend(_disruptions(edition, route, incident.id, impacts, hull))
    return rows


def _impacts(edition: Edition, incident: Incident) -> tuple[Impact, ...]:
    return impacts_of_record(incident, edition.register, edition.as_of)


def _hull(impacts: Sequence[Impact]) -> Interval:
    """From the first second of them to the last; empty when there are none."""
    return min([impact.start for impact in impacts], default=0), max([impact.end for impact in impacts], default=0)


def _disruptions(
    edition: Edition, route: Route, id: str, impacts: Sequence[Impact], hull: Interval
) -> tuple[Charge, ...]:
    charged = charges_within(edition, route, edition.ledger.state, hull)
    if not charged:
        return ()
    rows = [charge for charge in charged if charge.impact.source == id]
    # Nothing disrupts alone what is not disrupted by all together: only others' rows can hide some of its own.
    if len(rows) < len(charged):
        rows.extend(charges_of_these(edition, route, impacts))
    if route.subscription is None:
        return tuple(rows)
    alive = alive_of(edition, route)
    return tuple(
        Charge(max(row.start, alive[0]), min(row.end, alive[1]), row.weight, row.impact)
        for row in rows
        if row.start < alive[1] and row.end > alive[0]
    )


def _disrupted(edition: Edition, incident: Incident, rows: Mapping[str, list[Charge]]) -> tuple[DisruptedService, ...]:
    now = _levels_now(edition, incident)
    hit = sorted({*now, *[id for id, found in rows.items() if found]})
    services = [_disrupted_service(edition, id, rows.get(id, ()), now.get(id)) for id in hit]
    services.sort(key=lambda one: (-_rank(one.now), -_rank(one.worst), one.name))
    return tuple(services)


def _disrupted_service(edition: Edition, id: str, rows: Sequence[Charge], now: State | None) -> DisruptedService:
    """With rows or with a state now."""
    worst = states.state_of(level_of(max([row.weight for row in rows]))) if rows else now
    assert worst is not None
    seconds = seconds_of(union([(row.start, row.end) for row in rows]))
    name = edition.index.service_names[id]
    return DisruptedService(id, name, service_path(id), worst, now, seconds, duration_text(seconds) if seconds else "")


def _disrupted_seconds(services: Sequence[DisruptedService], rows: Mapping[str, list[Charge]]) -> int:
    if len(services) == 1:
        return services[0].seconds
    return seconds_of(union([(row.start, row.end) for row in chain.from_iterable(rows.values())]))


def _levels_now(edition: Edition, incident: Incident) -> dict[str, State]:
    """What the incident does at as-of itself, alone or together with others, to each service that it is known to touch."""
    running = [impact for impact in edition.ledger.running if impact.source == incident.id]
    if not running:
        return {}
    weights: dict[str, int] = {}
    for route in routes_through(edition, [impact.node for impact in running]):
        if not is_alive(edition, route, edition.as_of):
            continue
        charge = current_charge(edition, route)
        held = [charge] if charge is not None and charge.impact.source == incident.id else []
        alone = [row for row in charges_of_these(edition, route, running) if row.end > edition.as_of]
        for row in (*held, *alone):
            weights[route.service] = max(row.weight, weights.get(route.service, 0))
    touched = services_through(edition, [impact.on for impact in incident.impacts])
    return {service: states.state_of(level_of(weight)) for service, weight in weights.items() if service in touched}


def _rank(state: State | None) -> int:
    return -1 if state is None else states.severity_of(state)
