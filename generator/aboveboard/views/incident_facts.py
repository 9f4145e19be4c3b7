"""What home, the incident's own page and the feeds all say about one incident."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from aboveboard.availability.charges import Charge
from aboveboard.availability.impacts import impacts_of_record
from aboveboard.availability.intervals import Interval, seconds_of, union
from aboveboard.availability.lenses import level_of
from aboveboard.records.incident import MILESTONES, Incident
from aboveboard.records.updates import Update
from aboveboard.records.vocabulary import Level
from aboveboard.views.contacts import ContactLines, all_contact_lines
from aboveboard.views.edition import Edition
from aboveboard.views.kept_promises import KeptPromises, kept_promises
from aboveboard.views.rfo_promise import RfoPromise, rfo_promise
from aboveboard.views.routes import Route, alive_of, charges_of, charges_of_these, current_charge, routes_through
from aboveboard.views.words import instants, states
from aboveboard.views.words.numbers import duration_text, whole_minutes_text
from aboveboard.views.words.states import State

_LEVELS = {level: rank for rank, level in enumerate((Level.DEGRADED, Level.PARTIAL, Level.OUTAGE))}


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: `text` is the clock time of the first and the time after the start of the others. `state` is done,
    now (the last one that was reached, while the incident is open) or todo."""

    name: str
    word: str
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class NextUpdate:
    """`line` reads "by 14:01 UTC", and from `due` (seconds of UTC) on `late_line`: "was due 14:01 UTC"."""

    due: int
    line: str
    late_line: str
    is_late: bool
    promise: str


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """Plain data, made for one reader. Paths count from the top of the tree.

    `state` is what it does to services now, or did at its worst once it is over; where it never reached one, its
    impacts' own level, and `reaches_services` is False. `lasts` is "25 min"; `disrupted` is the time in which at least
    one service was disrupted by it: an incident that stays open for its paperwork does not disrupt.
    """

    id: str
    path: str
    title: str
    is_open: bool
    state: State
    reaches_services: bool
    urgency: str
    fault: str
    fault_word: str
    supplier: str
    cause: str
    started: instants.Moment
    resolved: instants.Moment | None
    lasts: str
    lasted_line: str
    disrupted_seconds: int
    disrupted: str
    disrupted_services: tuple[TouchedService, ...]
    spared_services: tuple[TouchedService, ...]
    nodes: tuple[str, ...]
    introduction: str
    updates: int
    latest: Update | None
    first_word: str
    promises: KeptPromises
    next_update: NextUpdate | None
    contacts: tuple[ContactLines, ...]
    rfo: RfoPromise | None
    steps: tuple[Step, ...]
    as_of: int


def incident_facts(edition: Edition, incident: Incident) -> IncidentFacts:
    rows = _rows_by_service(edition, incident)
    services = _touched_services(edition, incident, rows)
    hit = tuple(service for service in services if service.worst is not None)
    end = edition.as_of if incident.resolved is None else incident.resolved
    lasts = whole_minutes_text(end - incident.started) if incident.is_open else duration_text(end - incident.started)
    promises = kept_promises(incident, edition.register.provider, edition.as_of)
    disrupted = seconds_of(union(_spans(chain.from_iterable(rows.values()))))
    return IncidentFacts(
        id=incident.id,
        path=incident_path(incident.id),
        title=incident.title,
        is_open=incident.is_open,
        state=_state(edition, incident, hit),
        reaches_services=bool(hit),
        urgency=incident.urgency.value,
        fault=incident.fault.value,
        fault_word=states.fault_text(incident.fault, incident.supplier, yours=_is_personal(edition)),
        supplier=incident.supplier or "",
        cause=states.cause_text(incident.fault, incident.supplier, yours=_is_personal(edition)),
        started=instants.moment(incident.started, edition.zone, _near(edition, incident)),
        resolved=None
        if incident.resolved is None
        else instants.moment(incident.resolved, edition.zone, incident.started),
        lasts=lasts,
        lasted_line=f"Running for {lasts}" if incident.is_open else f"Lasted {lasts}",
        disrupted_seconds=disrupted,
        disrupted=duration_text(disrupted) if disrupted else "",
        disrupted_services=hit,
        spared_services=tuple(service for service in services if service.worst is None),
        nodes=impacted_nodes(edition, incident),
        introduction=incident.introduction,
        updates=len(incident.updates),
        latest=incident.updates[-1] if incident.updates else None,
        first_word=_first_word(promises),
        promises=promises,
        next_update=_next_update(edition, promises),
        contacts=contacts_for(edition, incident),
        rfo=rfo_promise(incident, edition.register.rfos.get(incident.id), edition.register.provider, edition.as_of),
        steps=steps_of(edition, incident),
        as_of=edition.as_of if incident.is_open else end,
    )


def incident_path(id: str) -> str:
    return f"incidents/{id}.html"


def service_path(id: str) -> str:
    return f"services/{id}.html"


def impacted_nodes(edition: Edition, incident: Incident) -> tuple[str, ...]:
    """The names of the nodes that its impacts name, in the order written, each once."""
    names = (edition.register.node(impact.on) for impact in incident.impacts)
    return tuple(dict.fromkeys(node.name for node in names if node is not None))


def touched_services(edition: Edition, incident: Incident) -> tuple[TouchedService, ...]:
    """Every service on whose path an impacted node lies, those worst disrupted first, then by name."""
    return _touched_services(edition, incident, _rows_by_service(edition, incident))


def disruptions(edition: Edition, route: Route, incident: Incident) -> tuple[Charge, ...]:
    """When and how badly the incident disrupts a route: the seconds charged to it (it may take two incidents to break
    a redundant pair), and those that its impacts would disrupt alone (a worse one may hide it). Rows may overlap."""
    impacts = tuple(impacts_of_record(incident, edition.register, edition.as_of))
    if not impacts:
        return ()
    charged = charges_of(edition, route, edition.ledger.state)
    first = bisect_left(charged, min(impact.start for impact in impacts), key=lambda charge: charge.end)
    last = bisect_left(charged, max(impact.end for impact in impacts), key=lambda charge: charge.start)
    own = [charge for charge in charged[first:last] if charge.impact.source == incident.id]
    rows = (*own, *charges_of_these(edition, route, impacts))
    alive = alive_of(edition, route)
    return tuple(
        Charge(max(row.start, alive[0]), min(row.end, alive[1]), row.weight, row.impact)
        for row in rows
        if row.start < alive[1] and row.end > alive[0]
    )


def steps_of(edition: Edition, incident: Incident) -> tuple[Step, ...]:
    """The milestones. Those that nobody wrote down are left out, but those still ahead of an open incident are not."""
    reached = [name for name in MILESTONES if getattr(incident, name) is not None]
    last = MILESTONES.index(reached[-1])
    steps = []
    for at, name in enumerate(MILESTONES):
        instant = getattr(incident, name)
        if instant is None:
            if incident.is_open and at > last:
                steps.append(Step(name, states.MILESTONES[name], "not yet", "todo"))
            continue
        text = (
            instants.moment(instant, edition.zone, _near(edition, incident)).text
            if name == "started"
            else f"after {duration_text(instant - incident.started)}"
        )
        state = "now" if incident.is_open and at == last else "done"
        steps.append(Step(name, states.MILESTONES[name], text, state))
    return tuple(steps)


def contacts_for(edition: Edition, incident: Incident) -> tuple[ContactLines, ...]:
    """Who speaks for this incident, else everybody whom the provider names; the first one is the one to call."""
    contacts = (incident.contact,) if incident.contact is not None else edition.register.provider.contacts
    return all_contact_lines(contacts, f"{incident.id}: {incident.title}")


def _rows_by_service(edition: Edition, incident: Incident) -> dict[str, list[Charge]]:
    rows: dict[str, list[Charge]] = {}
    for route in routes_through(edition, (impact.on for impact in incident.impacts)):
        rows.setdefault(route.service, []).extend(disruptions(edition, route, incident))
    return rows


def _touched_services(
    edition: Edition, incident: Incident, rows: Mapping[str, list[Charge]]
) -> tuple[TouchedService, ...]:
    now = _levels_now(edition, incident)
    names = edition.register.services
    touched = [_touched(id, names[id].name, found, now.get(id)) for id, found in rows.items()]
    return tuple(sorted(touched, key=lambda one: (-_rank(one.now), -_rank(one.worst), one.name)))


def _touched(id: str, name: str, rows: list[Charge], now: State | None) -> TouchedService:
    worst = states.state_of(level_of(max(row.weight for row in rows))) if rows else now
    seconds = seconds_of(union(_spans(rows)))
    return TouchedService(id, name, service_path(id), worst, now, seconds, duration_text(seconds) if seconds else "")


def _levels_now(edition: Edition, incident: Incident) -> dict[str, State]:
    """What the incident does to each service at as-of itself, alone or together with others."""
    running = [impact for impact in edition.ledger.running if impact.source == incident.id]
    weights: dict[str, int] = {}
    for route in routes_through(edition, (impact.node for impact in running)):
        charge = current_charge(edition, route)
        held = [charge] if charge is not None and charge.impact.source == incident.id else []
        alone = [row for row in charges_of_these(edition, route, running) if row.end > edition.as_of]
        for row in (*held, *alone):
            weights[route.service] = max(row.weight, weights.get(route.service, 0))
    return {service: states.state_of(level_of(weight)) for service, weight in weights.items()}


def _state(edition: Edition, incident: Incident, hit: tuple[TouchedService, ...]) -> State:
    now = [service.now for service in hit if service.now is not None]
    ever = [service.worst for service in hit if service.worst is not None]
    if incident.is_open and now:
        return max(now, key=states.severity_of)
    if not incident.is_open and ever:
        return max(ever, key=states.severity_of)
    if incident.is_open and ever:
        return states.OPERATIONAL
    running = [impact.level for impact in edition.ledger.running if impact.source == incident.id]
    levels = running if incident.is_open else [impact.level for impact in incident.impacts]
    return states.state_of(max(levels, key=_LEVELS.__getitem__) if levels else None)


def _first_word(promises: KeptPromises) -> str:
    """ "First word 8 min after the start"."""
    if promises.first_word_seconds is None:
        return ""
    if promises.first_word_seconds == 0:
        return "First word at the start"
    return f"First word {duration_text(promises.first_word_seconds)} after the start"


def _next_update(edition: Edition, promises: KeptPromises) -> NextUpdate | None:
    if promises.next_due is None:
        return None
    when = instants.moment(promises.next_due, edition.zone, edition.as_of).text
    line, late_line = f"by {when}", f"was due {when}"
    is_late = edition.as_of > promises.next_due
    every = promises.update_every
    promise = f"promised every {duration_text(every.seconds)}" if every is not None and every.seconds else ""
    return NextUpdate(promises.next_due, late_line if is_late else line, late_line, is_late, promise)


def _near(edition: Edition, incident: Incident) -> int:
    """An open incident is read today; a closed one at any time, so its words must not change with as-of."""
    return edition.as_of if incident.is_open else 0


def _is_personal(edition: Edition) -> bool:
    return edition.reader.customer is not None


def _rank(state: State | None) -> int:
    return -1 if state is None else states.severity_of(state)


def _spans(rows: Iterable[Charge]) -> Iterable[Interval]:
    return ((row.start, row.end) for row in rows)
