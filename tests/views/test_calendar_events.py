"""Maintenance as events of calendars."""

from __future__ import annotations

import icalendar

from aboveboard.render.calendar import calendar_files
from aboveboard.views.calendar_events import calendars_of
from aboveboard.views.how_we_measure import HowWeMeasure, how_we_measure_page
from builders import at, catalog, change, edition_of

FILES = catalog("erp: {name: ERP, requires: [edge]}\nmail: {name: Mail}", "edge: {name: Edge, owner: infrastructure}")
FILES |= change(
    "2026-12-01-firmware",
    "title: Firmware, the second\ncomponents: [edge]\nannounced: 2026-11-01 09:00 UTC\nexpected: degraded\n"
    "window: {from: 2026-12-01 01:00 UTC, to: 2026-12-01 03:00 UTC}",
    "## Scheduled · 2026-11-01 09:00 UTC\nWe upgrade.\n\n## Update · 2026-11-10 09:00 UTC\nAn hour later.",
)
FILES |= change("2026-11-01-desk", "window: {from: 2026-11-01 01:00 UTC, to: 2026-11-01 02:00 UTC}\noutcome: cancelled")
AS_OF = "2026-11-15 12:00 UTC"


def test_an_event_has_a_lasting_name_and_counts_what_was_said() -> None:
    whole, erp, mail = calendars_of(edition_of(FILES, AS_OF))
    assert [event.id for event in whole.events] == ["2026-11-01-desk", "2026-12-01-firmware"]
    (event,) = erp.events
    assert event.uid == "2026-12-01-firmware@status.northwind.example"
    assert (event.sequence, event.stamped) == (2, at("2026-11-10 09:00 UTC"))
    assert (event.status, event.impact, event.objects) == ("CONFIRMED", "DEGRADED", ("erp",))
    assert mail.events == ()


def test_never_announced_work_is_stamped_with_its_own_beginning() -> None:
    first = calendars_of(edition_of(FILES, AS_OF))[0].events[0]
    assert (first.stamped, first.status, first.sequence) == (at("2026-11-01 01:00 UTC"), "CANCELLED", 0)


def test_a_calendar_is_one_that_others_read() -> None:
    files = dict(calendar_files(edition_of(FILES, AS_OF), "https://status.northwind.example/"))
    assert sorted(files) == ["calendar.ics", "services/erp.ics", "services/mail.ics"]
    read = icalendar.Calendar.from_ical(files["services/erp.ics"]())
    (event,) = read.walk("VEVENT")
    assert event["summary"] == "Firmware, the second"
    assert event["x-maintnote-status"] == "CONFIRMED"
    assert event["x-maintnote-object-id"] == "erp"
    assert event["url"] == "https://status.northwind.example/maintenance/2026-12-01-firmware.html"
    assert event.start.isoformat() == "2026-12-01T01:00:00+00:00"


def test_the_same_records_make_the_same_bytes() -> None:
    one, other = (dict(calendar_files(edition_of(FILES, AS_OF), "https://a.example/")) for _ in range(2))
    assert [make() for make in one.values()] == [make() for make in other.values()]


def test_the_rules_name_the_provider_s_own_weights() -> None:
    provider = (
        "name: A\nurl: https://a.example/\ntimezone: Europe/Berlin\nweights: {outage: 1, partial: 0.5, degraded: 0}"
    )
    view = how_we_measure_page(edition_of(catalog(provider=provider), AS_OF)).view
    assert isinstance(view, HowWeMeasure)
    assert [row.weight for row in view.weights] == [
        "1: each minute counts in full",
        "0.5: each minute counts as 30 seconds",
        "0: it is shown, and not counted as downtime",
    ]
    assert view.zone == "Europe/Berlin"
