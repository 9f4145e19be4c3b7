"""The services that each incident disrupted, all at once: what the ledger charged to it, and what another one hid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from aboveboard.availability.charges import Charge
from aboveboard.views.edition import Edition
from aboveboard.views.incident_effect import disrupted_services, disruptions
from aboveboard.views.routes import Route, alive_of, charges_of, reach_of, routes_of


def disrupting_incidents(edition: Edition, service: str) -> tuple[str, ...]:
    """The ids, sorted, of the incidents that disrupted a service. Made of what lies on its path alone, so the answer can
    be kept for as long as nothing of that changes."""
    found: set[str] = set()
    for route in _routes_to(edition, service):
        rows = _alive_rows(edition, route)
        charged = {row.impact.source for row in rows}
        found.update(charged, _hidden(edition, route, rows, charged))
    return tuple(sorted(id for id in found if id in edition.register.incidents))


def services_by_incident(
    edition: Edition, disrupting: Callable[[Edition, str], Iterable[str]] = disrupting_incidents
) -> Mapping[str, tuple[str, ...]]:
    """The ids, sorted, of the services that each incident disrupted: those that its own page names.

    Of an incident that is open also those that it disrupts at this very instant, before a second has passed.
    `disrupting` answers for one service, perhaps from a cache.
    """
    found: dict[str, set[str]] = {}
    for service in sorted({route.service for route in routes_of(edition)}):
        for id in disrupting(edition, service):
            found.setdefault(id, set()).add(service)
    for incident in edition.register.incidents.values():
        if incident.resolved is None or incident.resolved > edition.as_of:
            now = disrupted_services(edition, incident)
            found.setdefault(incident.id, set()).update(service.id for service in now)
    return {id: tuple(sorted(found[id])) for id in sorted(found) if found[id]}


def _routes_to(edition: Edition, service: str) -> Sequence[Route]:
    if edition.reader.customer is None:
        return (Route(service),)
    return [route for route in routes_of(edition) if route.service == service]


def _alive_rows(edition: Edition, route: Route) -> Sequence[Charge]:
    """The rows of the ledger with a second in which the route existed."""
    start, end = alive_of(edition, route)
    return [row for row in charges_of(edition, route, edition.ledger.state) if row.start < end and row.end > start]


def _hidden(edition: Edition, route: Route, rows: Sequence[Charge], charged: set[str]) -> Iterator[str]:
    """The incidents that would have disrupted the route, had not others that are charged first done so all the while."""
    ends = [row.end for row in rows]
    covered: set[str] = set()
    for impact in edition.ledger.impacts_on(reach_of(edition, route)):
        if impact.source not in charged:
            at = bisect_right(ends, impact.start)
            if at < len(rows) and rows[at].start < impact.end:
                covered.add(impact.source)
    for id in covered:
        incident = edition.register.incidents.get(id)
        if incident is not None and disruptions(edition, route, incident):
            yield id
