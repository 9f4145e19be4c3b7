"""The first line of the home page: how it is, in one sentence with a number, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.views.coming_work import WorkRow
from aboveboard.views.contacts import ContactLines
from aboveboard.views.edition import Edition
from aboveboard.views.incident_facts import IncidentFacts
from aboveboard.views.service_history import RecordSeen, ServiceHistory, measured_since
from aboveboard.views.service_state import ServiceState
from aboveboard.views.words import instants
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.states import MAINTENANCE, OPERATIONAL, State, severity_of, verb_of

_MOST_NAMES = 3


@frozen
class PlannedLine:
    """ "Planned maintenance until 16:00 UTC", and `what` goes on with it where there is room: which work it is."""

    line: str
    what: str


@frozen
class Verdict:
    """`mark` is the shape, `tint` the colour behind it (keys of states). `planned` is a third line, about work that is
    not a disruption; `phone` stands in the verdict itself when nothing works."""

    mark: str
    tint: str
    sentence: str
    second: str
    planned: PlannedLine | None
    phone: ContactLines | None


def verdict_of(
    edition: Edition,
    services: Sequence[ServiceState],
    incidents: Sequence[IncidentFacts],
    work: Sequence[WorkRow],
    histories: Sequence[ServiceHistory],
    contacts: Sequence[ContactLines],
) -> Verdict:
    """The situations are those of the table in the designs: all well, some disrupted, everything down."""
    disrupted = [service for service in services if service.is_disrupted]
    planned = planned_line([service.name for service in services if service.state is MAINTENANCE], work)
    if not services:
        return Verdict("unknown", "unknown", "No service is in the catalog", "", planned, None)
    if not disrupted:
        return _all_well(edition, services, incidents, planned, histories)
    worst = max((service.state for service in disrupted), key=severity_of)
    if len(disrupted) == len(services) and len(services) > 1:
        phone = next((contact for contact in contacts if contact.phone is not None), None)
        return Verdict(
            worst.key, worst.key, _all_sentence(disrupted, worst), _since(edition, disrupted), planned, phone
        )
    rest = "Everything else works." if len(disrupted) < len(services) else ""
    second = " ".join(part for part in (_clauses(disrupted), rest) if part)
    return Verdict(worst.key, worst.key, _some_sentence(disrupted, services), second, planned, None)


def last_disruption(edition: Edition, services: Sequence[ServiceState], histories: Sequence[ServiceHistory]) -> str:
    """ "Last disruption: 4 November, Single sign-on, 12 min."; what happened to several services at once is one."""
    newest: dict[str, RecordSeen] = {}
    for history in histories:
        found = next((seen for seen in history.records if seen.state != MAINTENANCE.key), None)
        if found is not None:
            newest[history.service] = found
    if not newest:
        return _nothing(edition)
    last = max(newest.values(), key=lambda seen: (seen.start, seen.record))
    names = [service.name for service in services if _same(newest.get(service.service), last)]
    seconds = max(seen.seconds for seen in newest.values() if seen.record == last.record)
    today, day = local_date(edition.as_of, edition.zone), local_date(last.start, edition.zone)
    when = instants.plain_day_text(day, today)
    return f"Last disruption: {when}, {list_text(names, _MOST_NAMES)}, {duration_text(seconds)}."


def _nothing(edition: Edition) -> str:
    """Says no more than the records can know."""
    begin = local_date(measured_since(edition), edition.zone)
    today = local_date(edition.as_of, edition.zone)
    if begin == today:
        return "Nothing is on record yet."
    if begin > today - timedelta(days=365):
        return f"No disruption since the records begin, on {instants.plain_day_text(begin, today)}."
    return "No disruption in the last twelve months."


def _same(seen: RecordSeen | None, last: RecordSeen) -> bool:
    return seen is not None and seen.record == last.record


def _all_well(
    edition: Edition,
    services: Sequence[ServiceState],
    incidents: Sequence[IncidentFacts],
    planned: PlannedLine | None,
    histories: Sequence[ServiceHistory],
) -> Verdict:
    second = last_disruption(edition, services, histories)
    if incidents:
        titles = list_text([incident.title for incident in incidents], 2, "more incidents")
        second = f"Still open: {titles}."
    resting = [service.name for service in services if service.state is MAINTENANCE]
    if resting:
        count = len(services) - len(resting)
        work = "works" if count == 1 else "work"
        verb = "is" if len(resting) == 1 else "are"
        sentence = f"{count} of {len(services)} services {work}; {list_text(resting, 2)} {verb} in planned maintenance"
        return Verdict(MAINTENANCE.key, OPERATIONAL.key, sentence, second, planned, None)
    everything = "Our service works" if len(services) == 1 else f"All {len(services)} services work"
    if planned:
        return Verdict(
            MAINTENANCE.key, OPERATIONAL.key, f"{everything}; planned maintenance is running", second, planned, None
        )
    return Verdict(OPERATIONAL.key, OPERATIONAL.key, f"{everything}.", second, None, None)


def _some_sentence(disrupted: Sequence[ServiceState], services: Sequence[ServiceState]) -> str:
    if len(services) == 1:
        return f"{services[0].name} {verb_of(services[0].state)}"
    verb = "is" if len(disrupted) == 1 else "are"
    return f"{len(disrupted)} of {len(services)} services {verb} disrupted"


def _all_sentence(disrupted: Sequence[ServiceState], worst: State) -> str:
    if all(service.state == worst for service in disrupted):
        return f"All services {verb_of(worst, len(disrupted))}."
    return f"All {len(disrupted)} services are disrupted."


def _since(edition: Edition, disrupted: Sequence[ServiceState]) -> str:
    first = min((service.since.epoch for service in disrupted if service.since is not None), default=edition.as_of)
    return f"Since {instants.moment(first, edition.zone, edition.as_of).text}. We know, and we are working on it."


def _clauses(disrupted: Sequence[ServiceState]) -> str:
    """ "ERP Suite is partly down and Customer API is degraded."; the worst first, at most three names."""
    ordered = sorted(disrupted, key=lambda service: (-severity_of(service.state), service.name))
    shown = ordered if len(ordered) <= _MOST_NAMES + 1 else ordered[:_MOST_NAMES]
    by_state: dict[State, list[str]] = {}
    for service in shown:
        by_state.setdefault(service.state, []).append(service.name)
    clauses = [f"{list_text(names)} {verb_of(state, len(names))}" for state, names in by_state.items()]
    if len(shown) < len(ordered):
        clauses.append(f"{len(ordered) - len(shown)} more are disrupted")
    is_plain = len(clauses) < 3 and all(len(names) == 1 for names in by_state.values())
    return f"{list_text(clauses)}." if is_plain else f"{'; '.join(clauses)}."


def planned_line(resting: Sequence[str], work: Iterable[WorkRow]) -> PlannedLine | None:
    """`resting` are the names of the services that are maintained."""
    running = [row for row in work if row.is_running]
    if not running:
        return None
    on = f" on {list_text(resting, 2)}" if resting else ""
    more = f" and {len(running) - 1} more" if len(running) > 1 else ""
    return PlannedLine(f"Planned maintenance{on} {running[0].until}", f"{running[0].title}{more}")
