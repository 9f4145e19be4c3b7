"""Calendars as iCalendar files, with the properties of the BCOP MAINTNOTE convention."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from aboveboard.records.catalog import Provider
from aboveboard.render.listings import page_url
from aboveboard.views.calendar_events import Calendar, CalendarEvent, calendars_of
from aboveboard.views.edition import Edition
from aboveboard.views.portal.calendar import portal_calendar
from aboveboard.views.tree_paths import is_portal


def calendar_files(edition: Edition, site_url: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The path of each calendar, and what makes its bytes. `site_url` is that of the public site, where work has its page."""
    for calendar in (portal_calendar(edition),) if is_portal(edition) else calendars_of(edition):
        yield calendar.path, partial(calendar_bytes, calendar, edition.register.provider, site_url)


def calendar_bytes(calendar: Calendar, provider: Provider, site_url: str) -> bytes:
    import icalendar

    made = icalendar.Calendar()
    made.add("prodid", "-//Aboveboard//status//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{provider.name}: {calendar.title}")
    for event in calendar.events:
        made.add_component(_component(event, calendar.account, provider, site_url))
    return bytes(made.to_ical())


def _component(event: CalendarEvent, account: str, provider: Provider, site_url: str):  # type: ignore[no-untyped-def]
    import icalendar

    host = urlsplit(provider.url).hostname or "status.invalid"
    email = next((contact.email for contact in provider.contacts if contact.email), f"status@{host}")
    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("sequence", event.sequence)
    made.add("summary", event.title)
    made.add("dtstamp", _moment(event.stamped))
    made.add("dtstart", _moment(event.start))
    made.add("dtend", _moment(event.end))
    if event.path:
        made.add("url", page_url(site_url, event.path))
    made.add("organizer", f"mailto:{email}")
    made.add("status", "CANCELLED" if event.status == "CANCELLED" else "CONFIRMED")
    if event.services:
        made.add("description", f"On the path of {', '.join(event.services)}.")
    made.add("x-maintnote-provider", host)
    made.add("x-maintnote-account", account)
    made.add("x-maintnote-maintenance-id", event.id)
    for service in event.objects:
        made.add("x-maintnote-object-id", service)
    made.add("x-maintnote-impact", event.impact)
    made.add("x-maintnote-status", event.status)
    return made


def _moment(instant: int) -> datetime:
    return datetime.fromtimestamp(instant, UTC)
