"""A customer's state as data, for programs: services, open incidents with the customer's seconds, promises, work ahead."""

from __future__ import annotations

from datetime import date

from aboveboard.frozen import frozen
from aboveboard.promises.kept_promises import kept_promises
from aboveboard.promises.rfo_dues import rfo_dues
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Audience, RfoStatus
from aboveboard.views.change_facts import phase_of
from aboveboard.views.coming_work import WorkRow, coming_work
from aboveboard.views.edition import Edition
from aboveboard.views.portal.reached import Reached, reached_incidents
from aboveboard.views.portal.your_subscriptions import Held, subscribed
from aboveboard.views.record_paths import change_path, incident_path, rfo_path
from aboveboard.views.rfo_promise import promise_of, within_text
from aboveboard.views.rfos import OWED_SECONDS
from aboveboard.views.routes import alive_of, charges_of, is_alive, routes_to
from aboveboard.views.service_state import ServiceState, service_states
from aboveboard.views.tree_paths import public_url

# Work further ahead is in the calendar.
_DAYS_AHEAD = 92


@frozen
class Place:
    """Where a record's page is: `url` on the public site, `page` from the top of the portal; None where there is none."""

    url: str | None
    page: str | None


@frozen
class StatusOfService:
    """`state` is a mark's key, `since` when it began (seconds of UTC), `record` the id of what holds it."""

    id: str
    name: str
    state: str
    since: int
    record: str | None


@frozen
class StatusOfRfo:
    """`status` None: there is none yet. `due` is the last day on which the next one is in time, None while the incident is
    open or when nothing is owed; then `within` says how long after the end it is promised, or None."""

    status: str | None
    place: Place
    due: date | None
    within: str | None
    is_late: bool


@frozen
class StatusOfIncident:
    """What reached the customer. Without words that may be told `id`, `title`, `urgency` and `resolved` are None, and so is what
    follows from them. `next_update` is when the next word is due, None when none is promised. Of `is_old_news` all but
    `reached` is told to every reader alike, at whatever as-of."""

    reached: Reached
    id: str | None
    place: Place
    title: str | None
    urgency: str | None
    started: int
    resolved: int | None
    is_open: bool
    fault: str | None
    supplier: str | None
    next_update: int | None
    rfo: StatusOfRfo | None
    is_old_news: bool


@frozen
class StatusOfWork:
    """`phase` is running or ahead; `services` are the customer's on whose path it lies."""

    id: str
    place: Place
    title: str
    start: int
    end: int
    phase: str
    expected: str
    services: tuple[str, ...]


@frozen
class PortalStatus:
    """`services` are those with a living subscription, by name; `incidents` are open, `work` runs or lies ahead."""

    services: tuple[StatusOfService, ...]
    incidents: tuple[StatusOfIncident, ...]
    work: tuple[StatusOfWork, ...]


def portal_status(edition: Edition) -> PortalStatus:
    states = {state.service: state for state in service_states(edition)}
    work = coming_work(edition, _DAYS_AHEAD)
    return PortalStatus(
        services=tuple(_service(edition, held, states[held.service]) for held in subscribed(edition).now),
        incidents=tuple(reached_status(edition, one) for one in reached_incidents(edition) if _is_open(one)),
        work=tuple(_work(edition, row) for row in work if row.services),
    )


def _is_open(reached: Reached) -> bool:
    return reached.incident is not None and reached.incident.is_open


def _service(edition: Edition, held: Held, state: ServiceState) -> StatusOfService:
    since = _operational_since(edition, held.service) if state.since is None else state.since.epoch
    return StatusOfService(held.service, held.name, state.state.key, since, state.record or None)


def _operational_since(edition: Edition, service: str) -> int:
    """The end of its last disruption, or the beginning of the subscription."""
    found = []
    for route in routes_to(edition, service):
        if is_alive(edition, route, edition.as_of):
            start, _ = alive_of(edition, route)
            rows = charges_of(edition, route, edition.ledger.state)
            found += [start, *(row.end for row in rows[-1:])]
    return max(found)


def reached_status(edition: Edition, reached: Reached) -> StatusOfIncident:
    incident = reached.incident
    is_public = incident is not None and incident.reader is Audience.PUBLIC
    path = incident_path(reached.id)
    next_due = (
        kept_promises(incident, edition.register.provider, edition.as_of).next_due
        if incident is not None and incident.is_open
        else None
    )
    return StatusOfIncident(
        reached=reached,
        id=None if incident is None else incident.id,
        place=_place(edition, path, is_public=is_public, is_own=incident is not None and not is_public),
        title=None if incident is None else incident.title,
        urgency=None if incident is None else incident.urgency.value,
        started=reached.started,
        resolved=None if incident is None else incident.resolved,
        is_open=incident is not None and incident.is_open,
        fault=None if incident is None else incident.fault.value,
        supplier=None if incident is None else incident.supplier,
        next_update=next_due,
        rfo=None if incident is None else _rfo(edition, incident),
        is_old_news=is_public and incident is not None and _is_old_news(edition, incident),
    )


def _rfo(edition: Edition, incident: Incident) -> StatusOfRfo | None:
    """None when nothing is there, and nothing was promised, or only so long ago that it is old news, or others have it."""
    rfo = edition.register.rfos.get(incident.id)
    if rfo is None and (_is_old_news(edition, incident) or incident.id in edition.register.told_to_few):
        return None
    promise = promise_of(edition, incident)
    if promise is None:
        return None
    dues = rfo_dues(incident, edition.register.provider)
    promised = edition.register.provider.promise(incident.urgency)
    is_public = incident.reader is Audience.PUBLIC and rfo is not None and rfo.audience is not Audience.AFFECTED
    place = _place(edition, rfo_path(incident.id), is_public=is_public, is_own=rfo is not None)
    if rfo is not None and rfo.status is RfoStatus.FINAL:
        return StatusOfRfo(rfo.status.value, place, None, None, False)
    due = dues.final if rfo is not None else dues.preliminary or dues.final
    next_one = promised.rfo_final if rfo is not None else promised.rfo_preliminary or promised.rfo_final
    within = within_text(next_one) if next_one is not None and incident.is_open else None
    return StatusOfRfo(None if rfo is None else rfo.status.value, place, due, within, promise.is_late)


def _is_old_news(edition: Edition, incident: Incident) -> bool:
    """So long over that nothing about its RFO is promised any more: it is there and final, or nobody waits for it."""
    rfo = edition.register.rfos.get(incident.id)
    is_settled = rfo is None or rfo.status is RfoStatus.FINAL
    return is_settled and not incident.is_open and incident.started < edition.as_of - OWED_SECONDS


def _work(edition: Edition, row: WorkRow) -> StatusOfWork:
    change = edition.register.changes[row.id]
    is_public = change.reader is Audience.PUBLIC
    return StatusOfWork(
        id=row.id,
        place=_place(edition, change_path(row.id), is_public=is_public, is_own=not is_public),
        title=row.title,
        start=row.start,
        end=row.end,
        phase=phase_of(change, edition.as_of).value,
        expected=change.expected.value,
        services=row.services,
    )


def _place(edition: Edition, path: str, *, is_public: bool, is_own: bool) -> Place:
    return Place(public_url(edition, path) if is_public else None, path if is_own else None)
