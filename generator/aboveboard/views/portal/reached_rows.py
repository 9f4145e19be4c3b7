"""An incident that reached the customer as one row of a list: what, your services, whose fault, your minutes, its RFO."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.incident_rows import of_a_part
from aboveboard.views.portal.amounts import amount_text, parts_text, sum_text
from aboveboard.views.portal.reached import Reached
from aboveboard.views.rfo_promise import promise_of
from aboveboard.views.tree_paths import incident_href
from aboveboard.views.words.instants import Moment, day_moment, moment
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.states import UNKNOWN, State, fault_text, fault_word, severity_of, state_of

MOST_NAMES = 3

# Words that must not be told, of what is counted all the same.
_UNTOLD = "A disruption of which nothing more is published"


@frozen
class ReachedRow:
    """`path` is empty where there is no page. `state` is the worst that it did to one of the customer's services;
    `services` reads "ERP Suite 12 min and DNS 10 min", without minutes where one has all of them. `amount` is how long at
    least one of them was down, `note` what is counted for it when that differs.
    `since` says from when an open one runs. `report` is the RFO's state or promise, with `report_path` once there is one."""

    id: str
    path: str
    title: str
    day: Moment
    state: State
    services: str
    fault: str
    amount: str
    note: str
    since: Moment | None
    report: str
    report_path: str
    is_late: bool


def reached_row(edition: Edition, reached: Reached, near: int) -> ReachedRow:
    """Days are as short as they can be beside `near`."""
    incident = reached.incident
    parts = parts_text(reached)
    names = [(edition.register.services[id].name, parts.get(id, "")) for id in reached.services]
    is_open = incident is not None and incident.is_open
    report, report_path, is_late = ("", "", False) if incident is None else _report(edition, incident)
    return ReachedRow(
        id=reached.id,
        path="" if incident is None else incident_href(edition, incident.id),
        title=_UNTOLD if incident is None else incident.title,
        day=day_moment(reached.started, edition.zone, near),
        state=_state(reached),
        services=list_text([" ".join(filter(None, one)) for one in sorted(names, key=_by_name)], MOST_NAMES),
        fault=_fault(reached),
        amount=f"{amount_text(reached.clock, reached.degraded)}{' so far' if is_open else ''}",
        note=_note(reached),
        since=moment(reached.started, edition.zone, edition.as_of) if is_open else None,
        report=report,
        report_path=report_path,
        is_late=is_late,
    )


def _by_name(one: tuple[str, str]) -> str:
    return one[0].casefold()


def _state(reached: Reached) -> State:
    if reached.worst is not None:
        return reached.worst
    impacts = reached.incident.impacts if reached.incident is not None else ()
    levels = [state_of(impact.level) for impact in impacts]
    if not levels:
        return State(UNKNOWN.key, "No impact recorded")
    worst = max(levels, key=severity_of)
    return worst if reached.services else of_a_part(worst)


def _fault(reached: Reached) -> str:
    """Of the seconds that are charged to it; without any, the incident's own."""
    incident = reached.incident
    faults = list(reached.by_fault) or ([incident.fault] if incident is not None else [])
    supplier = incident.supplier if incident is not None else None
    words = [fault_text(fault, supplier, yours=True) for fault in faults]
    return list_text(
        [word if at == 0 else _lowered(fault, word) for at, (fault, word) in enumerate(zip(faults, words, strict=True))]
    )


def _lowered(fault: Fault, word: str) -> str:
    """The name of a supplier keeps its letters."""
    head = fault_word(fault, yours=True)
    return word.replace(head, f"{head[0].lower()}{head[1:]}", 1)


def _note(reached: Reached) -> str:
    if reached.worst is None and reached.services and not reached.downtime:
        return "another incident is charged with these seconds"
    return sum_text(reached) if reached.services else "none of your services was disrupted"


def _report(edition: Edition, incident: Incident) -> tuple[str, str, bool]:
    promise = promise_of(edition, incident)
    if promise is None:
        return "" if incident.is_open else "no RFO promised", "", False
    if promise.href:
        return f"{promise.line}, {promise.detail}" if promise.is_late else promise.line, promise.href, promise.is_late
    return f"RFO {promise.line}{' of the end' if incident.is_open else ''}", "", promise.is_late
