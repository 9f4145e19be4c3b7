"""A customer's calendar: the maintenance on the customer's own paths, ahead and of the last three months."""

from __future__ import annotations

from aboveboard.views.calendar_events import MOST_EVENTS, Calendar, by_start, calendar_event
from aboveboard.views.edition import Edition

# What ended longer ago stands in the customer's months.
_LATELY_SECONDS = 92 * 86400


def portal_calendar(edition: Edition) -> Calendar:
    since = edition.as_of - _LATELY_SECONDS
    lately = (change for change in edition.index.changes if change.window.to > since)
    events = by_start(event for change in lately if (event := calendar_event(edition, change)).objects)
    return Calendar(
        "calendar.ics", "maintenance of your services", edition.reader.customer or "", events[-MOST_EVENTS:]
    )
