"""A customer's own calendar."""

from __future__ import annotations

import icalendar

from aboveboard.render.calendar import calendar_files
from aboveboard.views.portal.calendar import portal_calendar
from portal_scene import SITE, portal_of


def test_it_has_the_work_on_the_customer_s_paths_and_no_other() -> None:
    assert [event.id for event in portal_calendar(portal_of("acme")).events] == [
        "2026-10-06-own-line",
        "2026-10-13-mail-move",
        "2026-10-25-firmware",
    ]
    assert [event.id for event in portal_calendar(portal_of("beta")).events] == ["2026-10-13-mail-move"]
    assert [event.id for event in portal_calendar(portal_of("renewed")).events] == ["2026-10-25-firmware"]
    assert portal_calendar(portal_of("gone")).events == ()


def test_what_ended_long_ago_is_left_out() -> None:
    calendar = portal_calendar(portal_of("acme", as_of="2027-01-10 12:00 UTC"))
    assert [event.id for event in calendar.events] == ["2026-10-13-mail-move", "2026-10-25-firmware"]


def test_an_event_speaks_to_the_customer_and_leads_to_the_public_page_if_there_is_one() -> None:
    ((path, make),) = calendar_files(portal_of("acme"), SITE)
    assert path == "calendar.ics"
    calendar = icalendar.Calendar.from_ical(make())
    assert calendar["x-wr-calname"] == "Northwind Cloud: maintenance of your services"
    events = {event["x-maintnote-maintenance-id"]: event for event in calendar.walk("VEVENT")}
    assert {event["x-maintnote-account"] for event in events.values()} == {"acme"}
    assert "url" not in events["2026-10-06-own-line"]
    assert events["2026-10-25-firmware"]["url"] == f"{SITE}maintenance/2026-10-25-firmware.html"
    assert events["2026-10-25-firmware"]["uid"] == "2026-10-25-firmware@status.northwind.example"
    assert events["2026-10-13-mail-move"]["description"] == "On the path of Mail."
