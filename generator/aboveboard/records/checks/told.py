"""What the updates of a record say against its front matter: when it began, whether it is over, how it ended."""

from __future__ import annotations

from aboveboard.errors import Problem, Severity
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.instants import utc_text
from aboveboard.records.place import Place
from aboveboard.records.updates import Update
from aboveboard.records.vocabulary import ChangeStatus, IncidentStatus, Outcome

_BEFORE_THE_END = (IncidentStatus.INVESTIGATING, IncidentStatus.IDENTIFIED, IncidentStatus.MONITORING)
_UNFINISHED = (Outcome.PLANNED, Outcome.IN_PROGRESS)


def updates_against_the_beginning(incident: Incident, place: Place) -> list[Problem]:
    """Warnings: no figure hangs on it, and a beginning is often corrected when everything was said.

    Alerts begin at a second, and people write minutes: within the minute, nothing is early.
    """
    problems = []
    for update in incident.updates:
        found = _what_it_precedes(update, incident)
        if found is not None:
            key, instant, when = found
            message = f"{update.status} at {utc_text(update.at)}, {when}"
            hint = f"not before {utc_text(instant)}, or correct `{key}`; is the zone right?"
            problems.append(place.at_line(update.line, message, hint, Severity.WARNING))
    return problems


def updates_against_the_end(incident: Incident, place: Place, all_updates_read: bool) -> list[Problem]:
    """When not all updates could be read, none is missed."""
    ends = [update for update in incident.updates if update.status == IncidentStatus.RESOLVED]
    if incident.resolved is None:
        hint = "add `resolved:` to the front matter"
        return [place.at_line(end.line, "a Resolved update, but the incident is open", hint) for end in ends]
    problems = []
    if not ends and all_updates_read:
        hint = f"add `## Resolved · {utc_text(incident.resolved)}` with a sentence on the end"
        problems.append(place.problem(("resolved",), "resolved, but no Resolved update says so", hint))
    for update in incident.updates:
        if update.at > incident.resolved and update.status in _BEFORE_THE_END:
            message = f"{update.status} at {utc_text(update.at)}, after the end"
            hint = "a relapse: remove `resolved`, or open a new incident; an afterthought is an Update or a Postmortem"
            problems.append(place.at_line(update.line, message, hint))
    return problems


def updates_against_the_outcome(change: Change, place: Place) -> list[Problem]:
    """A warning where the last word says that it is over, and the record does not: it would run over for ever.

    What was called off may be scheduled anew, so no earlier word counts.
    """
    last = next((update.status for update in reversed(change.updates) if update.status != ChangeStatus.UPDATE), None)
    if change.outcome not in _UNFINISHED or last not in (ChangeStatus.COMPLETED, ChangeStatus.CANCELLED):
        return []
    if last == ChangeStatus.CANCELLED:
        hint = "write `outcome: cancelled`"
    else:
        silent = ", and `impacts: none` or a list of what happened" if change.impacts is None else ""
        hint = f"write `outcome: succeeded`, failed or rolled-back{silent}"
    message = f"a {last} update, but the outcome is {change.outcome.value}"
    return [place.problem(("outcome",), message, hint, severity=Severity.WARNING)]


def _what_it_precedes(update: Update, incident: Incident) -> tuple[str, int, str] | None:
    """The milestone, its instant, and words for what comes before it."""
    if update.at < incident.started // 60 * 60:
        return "started", incident.started, "before the incident began"
    if incident.detected is not None and update.at < incident.detected // 60 * 60:
        return "detected", incident.detected, "before anybody knew"
    return None
