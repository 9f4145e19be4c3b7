"""A customer's own feed."""

from __future__ import annotations

from aboveboard.views.feeds import NEWEST, feeds_of
from aboveboard.views.portal.feeds import portal_feed
from builders import at, edition_of, incident, rfo
from portal_scene import AS_OF, FILES, portal_of


def test_an_entry_for_each_update_of_what_reached_the_customer_of_its_changes_and_of_its_reports() -> None:
    beta = portal_feed(portal_of("beta"))
    assert [(entry.title, entry.path) for entry in beta.entries] == [
        ("[Investigating] Mail is slow", "incidents/2026-10-20-mail-slow.html#2026-10-20T1140Z"),
        ("[Preliminary RFO] Mailboxes locked", "rfo/2026-10-06-mailboxes.html#preliminary"),
        ("[Resolved] Mail was slow", "incidents/2026-10-08-slow.html#2026-10-08T1022Z"),
        ("[Resolved] Mailboxes locked", "incidents/2026-10-06-mailboxes.html#2026-10-06T1020Z"),
        ("[Scheduled] Mail moves", "maintenance/2026-10-13-mail-move.html"),
    ]


def test_an_update_has_the_id_and_the_text_that_it_has_in_the_public_feeds() -> None:
    """And the date but for ties, of which each feed knows its own."""
    (public,) = (feed for feed in feeds_of(edition_of(FILES, AS_OF)).feeds if feed.channel.path == "feeds/all")
    told = {entry.path: (entry.title, entry.text, entry.date) for entry in public.entries}
    own = {entry.path: (entry.title, entry.text, entry.date) for entry in portal_feed(portal_of("acme")).entries}
    shared = told.keys() & own.keys()
    assert len(shared) > 10
    assert {path: own[path][:2] for path in shared} == {path: told[path][:2] for path in shared}
    assert all(abs(own[path][2] - told[path][2]) <= 1 for path in shared)


def test_what_has_no_page_on_the_public_site_is_marked() -> None:
    entries = portal_feed(portal_of("acme")).entries
    hidden = {entry.record for entry in entries if not entry.is_on_public_site}
    assert hidden == {"2026-10-05-line", "2026-10-06-mailboxes", "2026-10-06-own-line"}


def test_categories_are_the_customer_s_services_and_whose_fault_it_was() -> None:
    entries = {entry.record: entry.categories for entry in portal_feed(portal_of("acme")).entries}
    assert entries["2026-10-05-line"] == ("ERP Suite", "Your side")
    assert entries["2026-10-25-firmware"] == ("ERP Suite",)


def test_work_of_a_time_without_subscription_is_none_of_the_customer_s() -> None:
    assert {entry.record for entry in portal_feed(portal_of("gone")).entries} == {"2026-09-01-fan"}
    assert portal_feed(portal_of("later")).entries == ()
    assert portal_feed(portal_of("nobody")).updated == at("2000-01-01 00:00 UTC")


def test_of_very_many_the_newest_are_shown_and_an_old_one_whose_report_is_new() -> None:
    files: dict[str, str] = {}
    for number in range(NEWEST + 10):
        day, hour = divmod(number, 20)
        files |= incident(
            f"2026-05-{day + 1:02}-n{number:02}",
            f"started: 2026-05-{day + 1:02} {hour:02}:00 UTC\nresolved: 2026-05-{day + 1:02} {hour:02}:30 UTC\n"
            "impacts: [{on: ns, level: outage}]",
        )
    files |= rfo(
        "2026-05-01-n00",
        "final_on: 2026-05-04\nroot_cause: x\nsummary: S.\nactions: []\nrevision: 2\n"
        "changes: [{revision: 2, on: 2026-10-01, what: Reworded}]",
    )
    files |= rfo("2026-05-01-n01", "status: preliminary", "No day of its own.")
    shown = portal_feed(portal_of("quiet", more=files)).entries
    assert len(shown) == NEWEST
    assert shown[0].path == "rfo/2026-05-01-n00.html#revision-2"
    whole = feeds_of(portal_of("quiet", more=files)).feeds
    (everything,) = (feed for feed in whole if feed.channel.path == "feeds/all")
    own = [entry.path for entry in everything.entries if entry.services]
    assert [entry.path for entry in shown] == own[:NEWEST]


def test_an_open_incident_is_there_however_old() -> None:
    unspoken = incident("2026-01-03-old", "started: 2026-01-03 09:00 UTC\nimpacts: [{on: ns, level: degraded}]")
    paths = [entry.path for entry in portal_feed(portal_of("quiet", more=unspoken)).entries]
    assert paths == ["incidents/2026-01-03-old.html"]
