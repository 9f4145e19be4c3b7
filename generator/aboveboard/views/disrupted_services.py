"""The services that each incident disrupted, all at once: what the ledger charged to it, and what another one hid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from aboveboard.availability.charges import Charge
from aboveboard.availability.impacts import Impact
from aboveboard.views.edition import Edition
from aboveboard.views.incident_facts import disruptions, touched_services
from aboveboard.views.routes import Route, charges_of, reach_of, routes_of


def services_by_incident(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Their ids, sorted, for each incident that disrupted any: the ones that its own page names.

    Of an incident that is open also those that it disrupts at this very instant, before a second has passed.
    """
    found: dict[str, set[str]] = {}
    by_node = _impacts_by_node(edition)
    for route in routes_of(edition):
        rows = charges_of(edition, route, edition.ledger.state)
        charged = {row.impact.source for row in rows}
        for id in (*charged, *_hidden(edition, route, rows, charged, by_node)):
            found.setdefault(id, set()).add(route.service)
    for incident in edition.register.incidents.values():
        if incident.resolved is None or incident.resolved > edition.as_of:
            touched = touched_services(edition, incident)
            now = {service.id for service in touched if service.worst is not None}
            found.setdefault(incident.id, set()).update(now)
    return {id: tuple(sorted(found[id])) for id in sorted(found) if id in edition.register.incidents}


def _impacts_by_node(edition: Edition) -> Mapping[str, Sequence[Impact]]:
    found: dict[str, list[Impact]] = {}
    for impact in edition.ledger.impacts:
        found.setdefault(impact.node, []).append(impact)
    return found


def _hidden(
    edition: Edition, route: Route, rows: Sequence[Charge], charged: set[str], by_node: Mapping[str, Sequence[Impact]]
) -> Iterator[str]:
    """The incidents that would have disrupted the route, had not others that are charged first done so all the while."""
    ends = [row.end for row in rows]
    covered = set()
    for node in reach_of(edition, route):
        for impact in by_node.get(node, ()):
            if impact.source not in charged:
                at = bisect_right(ends, impact.start)
                if at < len(rows) and rows[at].start < impact.end:
                    covered.add(impact.source)
    for id in covered:
        incident = edition.register.incidents.get(id)
        if incident is not None and disruptions(edition, route, incident):
            yield id
