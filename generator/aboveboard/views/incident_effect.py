"""What an incident really did to services: on whose path it lies, whom it disrupted, how badly and how long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter

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
)
from aboveboard.views.words import states
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.states import State

# Pages are made month by month, and a month has rarely more.
_REMEMBERED = 1000
_NAME = attrgetter("name")


@frozen
class TouchedService:
    """A service on whose path an impacted node lies.

    `worst` is the worst that this incident did to it, None when nothing (a spare part held); `now` what it does at
    as-of. `seconds` are those in which it disrupted the service, whatever else did so too.
    """

    id: str
    name: str
    path: str
    worst: State | None
    now: State | None
    seconds: int
    duration: str


@frozen
class Effect:
    """`services` are all that it touched, those worst disrupted first, then by name; `disrupted_seconds` those in which
    it disrupted at least one of them. `span` is from the first to the last second of its impacts that count; empty when
    none does."""

    services: tuple[TouchedService, ...]
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
    seconds = seconds_of(union(_spans(chain.from_iterable(rows.values()))))
    return Effect(_touched_services(edition, incident, rows), seconds, span)


def touched_services(edition: Edition, incident: Incident) -> tuple[TouchedService, ...]:
    """Every service on whose path an impacted node lies, those worst disrupted first, then by name."""
    return _effect_of(edition, incident).services


def disruptions(edition: Edition, route: Route, incident: Incident) -> tuple[Charge, ...]:
    """When and how badly the incident disrupts a route: the seconds charged to it (it may take two incidents to break
    a redundant pair), and those that its impacts would disrupt alone (a worse one may hide it). Rows may overlap."""
    impacts = _impacts(edition, incident)
    return _disruptions(edition, route, incident.id, impacts, _hull(impacts))


def _rows_by_service(
    edition: Edition, incident: Incident, impacts: Sequence[Impact], hull: Interval
) -> dict[str, list[Charge]]:
    """By every service that it touched; of those that it is known to have left alone nothing is asked."""
    disrupted = edition.disrupted.get(incident.id, ()) if edition.disrupted else None
    rows: dict[str, list[Charge]] = {}
    for route in routes_through(edition, (impact.on for impact in incident.impacts)):
        found = rows.setdefault(route.service, [])
        if disrupted is None or route.service in disrupted:
            found.extend(_disruptions(edition, route, incident.id, impacts, hull))
    return rows


def _impacts(edition: Edition, incident: Incident) -> tuple[Impact, ...]:
    return tuple(impacts_of_record(incident, edition.register, edition.as_of))


def _hull(impacts: Sequence[Impact]) -> Interval:
    """From the first second of them to the last; empty when there are none."""
    return min((impact.start for impact in impacts), default=0), max((impact.end for impact in impacts), default=0)


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


def _touched_services(
    edition: Edition, incident: Incident, rows: Mapping[str, list[Charge]]
) -> tuple[TouchedService, ...]:
    now = _levels_now(edition, incident)
    names = edition.register.services
    hit: list[TouchedService] = []
    spared: list[TouchedService] = []
    for id, found in rows.items():
        if found or id in now:
            hit.append(_hit(id, names[id].name, found, now.get(id)))
        else:
            spared.append(_spared(id, names[id].name))
    hit.sort(key=lambda one: (-_rank(one.now), -_rank(one.worst), one.name))
    spared.sort(key=_NAME)
    return (*hit, *spared)


def _hit(id: str, name: str, rows: list[Charge], now: State | None) -> TouchedService:
    worst = states.state_of(level_of(max(row.weight for row in rows))) if rows else now
    seconds = seconds_of(union(_spans(rows)))
    return TouchedService(id, name, service_path(id), worst, now, seconds, duration_text(seconds) if seconds else "")


@lru_cache(maxsize=4096)
def _spared(id: str, name: str) -> TouchedService:
    """Of a part that many services share, most have a spare one: the same row on many pages."""
    return TouchedService(id, name, service_path(id), None, None, 0, "")


def _levels_now(edition: Edition, incident: Incident) -> dict[str, State]:
    """What the incident does to each service at as-of itself, alone or together with others."""
    running = [impact for impact in edition.ledger.running if impact.source == incident.id]
    weights: dict[str, int] = {}
    for route in routes_through(edition, (impact.node for impact in running)):
        if not is_alive(edition, route, edition.as_of):
            continue
        charge = current_charge(edition, route)
        held = [charge] if charge is not None and charge.impact.source == incident.id else []
        alone = [row for row in charges_of_these(edition, route, running) if row.end > edition.as_of]
        for row in (*held, *alone):
            weights[route.service] = max(row.weight, weights.get(route.service, 0))
    return {service: states.state_of(level_of(weight)) for service, weight in weights.items()}


def _rank(state: State | None) -> int:
    return -1 if state is None else states.severity_of(state)


def _spans(rows: Iterable[Charge]) -> Iterable[Interval]:
    return ((row.start, row.end) for row in rows)
