"""What cannot be at this instant: things that have not happened yet, drafts and open incidents that are forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from aboveboard.errors import Severity
from aboveboard.records.change import Change
from aboveboard.records.checks.alone import LONG_SECONDS
from aboveboard.records.checks.finding import Finding
from aboveboard.records.incident import MILESTONES, Incident, WrittenImpact
from aboveboard.records.instants import utc_text
from aboveboard.records.register import Register
from aboveboard.records.rfo import Rfo
from aboveboard.records.updates import Update
from aboveboard.records.vocabulary import Audience, RfoStatus
from aboveboard.records.wrong import Steps

_DAY_SECONDS = 86400
_EARLIEST_ZONE_SECONDS = 14 * 3600
_EPOCH = date(1970, 1, 1).toordinal()


def check_against_time(register: Register, now: int) -> Iterator[Finding]:
    """`now` is the real instant (or a fixed as-of); what lies after it has not happened."""
    for incident in register.incidents.values():
        yield from _of_incident(incident, now)
    for change in register.changes.values():
        yield from _of_change(change, now)
    for rfo in register.rfos.values():
        yield from _of_rfo(rfo, now)
    for communication in register.communications.values():
        yield from _future(communication.path, ("at",), communication.at, now)


def _of_incident(incident: Incident, now: int) -> Iterator[Finding]:
    for name in (*MILESTONES, "classified"):
        yield from _future(incident.path, (name,), getattr(incident, name), now)
    yield from _of_impacts(incident.path, incident.impacts, now)
    yield from _of_updates(incident.path, incident.updates, now)
    if incident.is_open and now - incident.started > LONG_SECONDS and not incident.long:
        message = f"open for {(now - incident.started) // _DAY_SECONDS} days"
        hint = "add `resolved:`, or `long: true` if that is meant"
        yield Finding(incident.path, ("started",), message, hint, severity=Severity.WARNING)
    if incident.reader is Audience.INTERNAL and now - incident.started > _DAY_SECONDS:
        yield _old_draft(incident.path)


def _of_change(change: Change, now: int) -> Iterator[Finding]:
    yield from _future(change.path, ("announced",), change.announced, now)
    yield from _of_impacts(change.path, change.impacts or (), now)
    yield from _of_updates(change.path, change.updates, now)
    if change.outcome.is_finished:
        yield from _future(change.path, ("window", "from"), change.window.from_, now)
    if change.reader is Audience.INTERNAL and change.impacts and now - change.window.from_ > _DAY_SECONDS:
        yield _old_draft(change.path)


def _of_rfo(rfo: Rfo, now: int) -> Iterator[Finding]:
    for at, moment in enumerate(rfo.timeline):
        yield from _future(rfo.path, ("timeline", at, "at"), moment.at, now)
    if rfo.status is not RfoStatus.DRAFT:
        yield from _future_day(rfo.path, ("preliminary_on",), rfo.preliminary_on, now)
    if rfo.status is RfoStatus.FINAL:
        yield from _future_day(rfo.path, ("final_on",), rfo.final_on, now)
    for at, action in enumerate(rfo.actions or ()):
        yield from _future_day(rfo.path, ("actions", at, "done"), action.done, now)


def _of_impacts(path: str, impacts: Iterable[WrittenImpact], now: int) -> Iterator[Finding]:
    for at, impact in enumerate(impacts):
        yield from _future(path, ("impacts", at, "from"), impact.from_, now)
        yield from _future(path, ("impacts", at, "to"), impact.to, now)


def _of_updates(path: str, updates: Iterable[Update], now: int) -> Iterator[Finding]:
    for update in updates:
        if update.at > now:
            message = f"{update.status} at {utc_text(update.at)} lies in the future"
            yield Finding(path, (), message, _it_is(now), line=update.line)


def _future(path: str, steps: Steps, instant: int | None, now: int) -> Iterator[Finding]:
    if instant is not None and instant > now:
        yield Finding(path, steps, f"{utc_text(instant)} lies in the future", _it_is(now))


def _future_day(path: str, steps: Steps, day: date | None, now: int) -> Iterator[Finding]:
    """A day that has begun nowhere on Earth."""
    if day is not None and day.toordinal() - _EPOCH > (now + _EARLIEST_ZONE_SECONDS) // _DAY_SECONDS:
        yield Finding(path, steps, f"{day} lies in the future", _it_is(now))


def _it_is(now: int) -> str:
    return f"it is {utc_text(now)}, and nothing later is counted; is the zone right?"


def _old_draft(path: str) -> Finding:
    message = "a draft for more than a day: its impacts are in nobody's figures"
    return Finding(
        path, ("audience",), message, "publish it: `audience: public` or `affected`", severity=Severity.WARNING
    )
