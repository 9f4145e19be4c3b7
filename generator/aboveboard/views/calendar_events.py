"""Maintenance as events of a calendar: what calendars show, and what carriers' tools read (BCOP MAINTNOTE)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from aboveboard.records.change import Change
from aboveboard.records.vocabulary import Expected, Outcome
from aboveboard.views.coming_work import touched_services
from aboveboard.views.edition import Edition

# Calendars are for what lies ahead and what was lately; older work stands on the maintenance page.
MOST_EVENTS = 200

_STATUS = {
    Outcome.PLANNED: "CONFIRMED",
    Outcome.IN_PROGRESS: "IN-PROCESS",
    Outcome.SUCCEEDED: "COMPLETED",
    Outcome.FAILED: "COMPLETED",
    Outcome.ROLLED_BACK: "COMPLETED",
    Outcome.CANCELLED: "CANCELLED",
}
_IMPACT = {
    Expected.NONE: "NO-IMPACT",
    Expected.DEGRADED: "DEGRADED",
    Expected.PARTIAL: "OUTAGE",
    Expected.OUTAGE: "OUTAGE",
}


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Instants are seconds of UTC. `uid` never changes; `sequence` counts what was said since the announcement.

    `status` and `impact` are MAINTNOTE's words, `objects` the ids of the services on whose path the work lies.
    """

    uid: str
    id: str
    path: str
    title: str
    start: int
    end: int
    stamped: int
    sequence: int
    status: str
    impact: str
    objects: tuple[str, ...]
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """`path` is where it lies, `service` the name of the one that it is about; empty: all of them."""

    path: str
    service: str
    events: tuple[CalendarEvent, ...]


def calendars_of(edition: Edition) -> tuple[Calendar, ...]:
    """One of everything, and one for each service; events by their start."""
    events = [_event(edition, change) for change in edition.index.changes[:MOST_EVENTS]]
    events.sort(key=lambda event: (event.start, event.id))
    own = (
        Calendar(f"services/{id}.ics", service.name, tuple(event for event in events if id in event.objects))
        for id, service in edition.register.services.items()
    )
    return (Calendar("calendar.ics", "", tuple(events)), *own)


def _event(edition: Edition, change: Change) -> CalendarEvent:
    services = touched_services(edition, change)
    told = [update.at for update in change.updates if update.at <= edition.as_of]
    announced = change.window.from_ if change.announced is None else change.announced
    return CalendarEvent(
        uid=f"{change.id}@{urlsplit(edition.register.provider.url).hostname or 'status.invalid'}",
        id=change.id,
        path=f"maintenance/{change.id}.html",
        title=change.title,
        start=change.window.from_,
        end=max(change.window.to, change.window.from_),
        stamped=max([min(announced, edition.as_of), *told]),
        sequence=len(told),
        status=_STATUS[change.outcome],
        impact=_IMPACT[change.expected],
        objects=services,
        services=tuple(edition.register.services[id].name for id in services),
    )
