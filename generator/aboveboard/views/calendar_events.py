"""Maintenance as events of a calendar: what calendars show, and what carriers' tools read (BCOP MAINTNOTE)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.vocabulary import Audience, Expected, Outcome
from aboveboard.views.coming_work import touched_services
from aboveboard.views.edition import Edition
from aboveboard.views.record_paths import change_path

# Calendars are for what lies ahead and what was lately; older work stands on the maintenance page.
MOST_EVENTS = 200

# Whom the public calendar speaks to: MAINTNOTE wants an account on every event.
_EVERYBODY = "public"

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


@frozen
class CalendarEvent:
    """Instants are seconds of UTC. `uid` never changes; `sequence` counts what was said since the announcement. `path` is
    the page on the public site, empty where it has none.

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


@frozen
class Calendar:
    """`path` is where it lies, `title` what it is called behind the provider's name, `account` whom it speaks to."""

    path: str
    title: str
    account: str
    events: tuple[CalendarEvent, ...]


def calendars_of(edition: Edition) -> tuple[Calendar, ...]:
    """One of everything, and one for each service; events by their start."""
    events = by_start(calendar_event(edition, change) for change in edition.index.changes[:MOST_EVENTS])
    of_services = (
        Calendar(
            f"services/{id}.ics",
            f"maintenance of {service.name}",
            _EVERYBODY,
            tuple(event for event in events if id in event.objects),
        )
        for id, service in edition.register.services.items()
    )
    return (Calendar("calendar.ics", "maintenance", _EVERYBODY, events), *of_services)


def by_start(events: Iterable[CalendarEvent]) -> tuple[CalendarEvent, ...]:
    return tuple(sorted(events, key=lambda event: (event.start, event.id)))


def calendar_event(edition: Edition, change: Change) -> CalendarEvent:
    services = touched_services(edition, change)
    told = [update.at for update in change.updates if update.at <= edition.as_of]
    announced = change.window.from_ if change.announced is None else change.announced
    return CalendarEvent(
        uid=f"{change.id}@{urlsplit(edition.register.provider.url).hostname or 'status.invalid'}",
        id=change.id,
        path="" if change.reader is Audience.AFFECTED else change_path(change.id),
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
