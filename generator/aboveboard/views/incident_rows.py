"""An incident as one row of a list: when, what, which services, whose fault, how long, and its RFO."""

from __future__ import annotations

from dataclasses import dataclass

from aboveboard.records.incident import Incident
from aboveboard.views.edition import Edition
from aboveboard.views.incident_facts import IncidentFacts, incident_facts
from aboveboard.views.words.instants import Moment, day_moment
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.states import State, severity_of

MOST_NAMES = 3
_NO_IMPACT = State("unknown", "No impact recorded")
_OF_A_PART = {"degraded": "A part degraded", "partial": "Partial outage of a part", "outage": "Outage of a part"}


@dataclass(frozen=True, slots=True)
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
    facts = incident_facts(edition, incident)
    names = [service.name for service in facts.disrupted_services] or list(facts.nodes)
    report, report_path, is_late = _report(facts)
    return IncidentRow(
        path=facts.path,
        title=facts.title,
        day=day_moment(incident.started, edition.zone, near),
        state=worst_state(facts),
        services=list_text(names, MOST_NAMES),
        fault=facts.fault_word,
        lasted="" if facts.is_open else facts.disrupted or ("a part only" if facts.nodes else "no impact recorded"),
        since=facts.started if facts.is_open else None,
        report=report,
        report_path=report_path,
        is_late=is_late,
        service_ids=tuple(sorted(service.id for service in facts.disrupted_services)),
        fault_key=facts.fault,
    )


def worst_state(facts: IncidentFacts) -> State:
    """The worst that the incident did to a service, also after it has passed.

    Where no service as a whole was disrupted, it is the level of the part that failed, and says so: a spare part may
    have taken over for everybody, but customers whose own path leads through the part were hit.
    """
    if not facts.nodes:
        return _NO_IMPACT
    states = [service.worst for service in facts.disrupted_services if service.worst is not None]
    if states:
        return max(states, key=severity_of)
    return State(facts.state.key, _OF_A_PART.get(facts.state.key, facts.state.word))


def _report(facts: IncidentFacts) -> tuple[str, str, bool]:
    """While an incident is open the promise stands on its page; in a list it would be noise."""
    rfo = facts.rfo
    if rfo is None or (facts.is_open and not rfo.href):
        return "", "", False
    return (rfo.line if rfo.href else f"RFO {rfo.line}"), rfo.href, rfo.is_late
