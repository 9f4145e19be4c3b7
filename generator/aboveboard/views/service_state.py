"""The state of a service now: how it is, since when, and because of which record."""

from __future__ import annotations

from collections.abc import Iterable

from aboveboard.availability.charges import Charge
from aboveboard.availability.lenses import level_of
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Service
from aboveboard.views.edition import Edition
from aboveboard.views.routes import Route, charges_of, current_charge, routes_of, routes_to
from aboveboard.views.tree_paths import change_href, incident_href, service_href
from aboveboard.views.words import instants, states
from aboveboard.views.words.states import OPERATIONAL, State


@frozen
class ServiceState:
    """`record` is the id of the incident or change that holds the state, with its path and title; all empty while the
    service is operational, and when nothing of the record may be told. `sentence` reads "Partly down since 13:12 UTC";
    `plan` says what to do meanwhile and is empty unless something is disrupted."""

    service: str
    name: str
    path: str
    state: State
    since: instants.Moment | None
    sentence: str
    record: str
    record_path: str
    record_title: str
    plan: str

    @property
    def is_disrupted(self) -> bool:
        """Planned work is not a disruption."""
        return self.state.key in ("degraded", "partial", "outage")


def service_states(edition: Edition, service: str | None = None) -> tuple[ServiceState, ...]:
    """One for each service that the reader has, by its id, or of one alone. Of several subscriptions to one service,
    the living one counts."""
    charges: dict[str, tuple[Route, Charge | None]] = {}
    for route in routes_of(edition) if service is None else routes_to(edition, service):
        charge = current_charge(edition, route)
        if charge is not None or route.service not in charges:
            charges[route.service] = (route, charge)
    return tuple(_state(edition, route, charge) for route, charge in charges.values())


def _state(edition: Edition, route: Route, charge: Charge | None) -> ServiceState:
    service = edition.register.services[route.service]
    path = service_href(edition, service.id)
    if charge is None:
        return ServiceState(service.id, service.name, path, OPERATIONAL, None, OPERATIONAL.word, "", "", "", "")
    state = state_of_charge(charge)
    since = _since(charges_of(edition, route, edition.ledger.state), state, edition.as_of)
    begun = instants.moment(since, edition.zone, edition.as_of)
    record_path, title, until = _record(edition, charge.impact.source)
    is_planned = charge.impact.planned
    return ServiceState(
        service=service.id,
        name=service.name,
        path=path,
        state=state,
        since=begun,
        sentence=f"{states.briefly(state)} since {begun.text}{until if is_planned else ''}",
        record=charge.impact.source if title else "",
        record_path=record_path,
        record_title=title,
        plan=_plan(service),
    )


def state_of_charge(charge: Charge) -> State:
    """The state that a row of the state lens stands for."""
    return states.state_of(level_of(charge.weight), planned=charge.impact.planned)


def _since(charges: Iterable[Charge], state: State, as_of: int) -> int:
    """Where the unbroken stretch of this state began that reaches as-of."""
    since = as_of
    for charge in reversed(tuple(charges)):
        if charge.end != since or state_of_charge(charge) != state:
            break
        since = charge.start
    return since


def _record(edition: Edition, id: str) -> tuple[str, str, str]:
    """The path and the title of what disrupts, and for a change until when it is planned; empty when nothing of it may
    be told."""
    if (incident := edition.register.incidents.get(id)) is not None:
        return incident_href(edition, id), incident.title, ""
    change = edition.register.changes.get(id)
    if change is None:
        return "", "", ""
    until = instants.moment(change.window.to, edition.zone, edition.as_of).text
    return change_href(edition, id), change.title, f", planned until {until}"


def _plan(service: Service) -> str:
    return service.plan or ""
