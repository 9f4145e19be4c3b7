"""An incident as one row of a list: when, what, which services, whose fault, how long, and its RFO."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.frozen import frozen
from aboveboard.records.incident import Incident, WrittenImpact
from aboveboard.views.edition import Edition
from aboveboard.views.incident_effect import DisruptedService, effect_of
from aboveboard.views.incident_facts import IncidentFacts, impacted_nodes
from aboveboard.views.rfo_promise import promise_of
from aboveboard.views.tree_paths import incident_href
from aboveboard.views.words.instants import Moment, day_moment, moment
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.states import State, fault_text, severity_of, state_of

MOST_NAMES = 3
_NO_IMPACT = State("unknown", "No impact recorded")
_OF_A_PART = {"degraded": "A part degraded", "partial": "Partial outage of a part", "outage": "Outage of a part"}


@frozen
class IncidentRow:
    """`day` is that of the start. `state` is the worst that it did; `services` reads "ERP Suite and DNS".

    `lasted` is the time in which at least one service was disrupted, or says that none was; empty while it is open,
    when `since` says from when. `report` is the RFO's line, with `report_path` once there is one. `service_ids` and
    `fault_key` are what a list is filtered by.
    """

    path: str
    title: str
    day: Moment
    state: State
    services: str
    fault: str
    lasted: str
    since: Moment | None
    report: str
    report_path: str
    is_late: bool
    service_ids: tuple[str, ...]
    fault_key: str


def incident_row(edition: Edition, incident: Incident, near: int) -> IncidentRow:
    """Days are as short as they can be beside `near`. The row of a closed incident does not change with as-of, but for
    an RFO that becomes late."""
    effect = effect_of(edition, incident)
    hit = effect.services
    # Where a service was disrupted for a while, its name and that time are told, and no node.
    nodes = () if effect.disrupted_seconds else impacted_nodes(edition, incident)
    report, report_path, is_late = _report(edition, incident)
    return IncidentRow(
        path=incident_href(edition, incident.id),
        title=incident.title,
        day=day_moment(incident.started, edition.zone, near),
        state=_worst(hit, incident.impacts if nodes else ()),
        services=list_text([service.name for service in hit] or nodes, MOST_NAMES),
        fault=fault_text(incident.fault, incident.supplier, yours=edition.reader.customer is not None),
        lasted=_lasted(incident, effect.disrupted_seconds, bool(nodes)),
        since=moment(incident.started, edition.zone, edition.as_of) if incident.is_open else None,
        report=report,
        report_path=report_path,
        is_late=is_late,
        service_ids=tuple(sorted(service.id for service in hit)),
        fault_key=incident.fault.value,
    )


def worst_state(facts: IncidentFacts) -> State:
    """The worst that the incident did to a service, also after it has passed.

    Where no service as a whole was disrupted, it is the level of the part that failed, and says so: a spare part may
    have taken over for everybody, but customers whose own path leads through the part were hit.
    """
    if facts.disrupted_services:
        return _worst(facts.disrupted_services, ())
    return of_a_part(facts.state) if facts.nodes else _NO_IMPACT


def _worst(hit: Sequence[DisruptedService], impacts: Sequence[WrittenImpact]) -> State:
    states = [service.worst for service in hit]
    if states:
        return max(states, key=severity_of)
    parts = [state_of(impact.level) for impact in impacts]
    return of_a_part(max(parts, key=severity_of)) if parts else _NO_IMPACT


def of_a_part(state: State) -> State:
    return State(state.key, _OF_A_PART.get(state.key, state.word))


def _lasted(incident: Incident, disrupted_seconds: int, has_nodes: bool) -> str:
    if incident.is_open:
        return ""
    if disrupted_seconds:
        return duration_text(disrupted_seconds)
    return "a part only" if has_nodes else "no impact recorded"


def _report(edition: Edition, incident: Incident) -> tuple[str, str, bool]:
    """While an incident is open the promise stands on its page; in a list it would be noise."""
    rfo = promise_of(edition, incident)
    if rfo is None or (incident.is_open and not rfo.href):
        return "", "", False
    return (rfo.line if rfo.href else f"RFO {rfo.line}"), rfo.href, rfo.is_late
