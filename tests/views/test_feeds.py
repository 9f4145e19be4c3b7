"""Which feeds exist, and what stands in each."""

from __future__ import annotations

from aboveboard.views.edition import Edition
from aboveboard.views.feeds import EMPTY_SINCE, NEWEST, Feed, alternates_for, feeds_of
from aboveboard.views.page import Alternate
from builders import at, edition_of, incident
from feed_scene import AS_OF, CATALOG, OPEN, scene


def feed(path: str, edition: Edition | None = None) -> Feed:
    return {one.channel.path: one for one in feeds_of(edition or scene()).feeds}[path]


def busy(count: int, matter: str = "impacts: [{on: pod, level: outage}]") -> dict[str, str]:
    """So many resolved incidents with one update each, in October's first days."""
    files: dict[str, str] = {}
    for number in range(count):
        hour, minute = divmod(number, 60)
        start = f"2026-10-01 {hour:02d}:{minute:02d} UTC"
        end = f"2026-10-01 {hour:02d}:{minute:02d}:30 UTC"
        body = f"## Resolved · {end}\n\nOver.\n"
        files |= incident(f"2026-10-01-{number:03d}", f"started: {start}\nresolved: {end}\n{matter}", body)
    return files


def test_feeds_are_that_of_everything_of_work_of_rfos_and_of_each_service() -> None:
    assert [one.channel.path for one in feeds_of(scene()).feeds] == [
        "feeds/all",
        "feeds/maintenance",
        "feeds/rfo",
        "feeds/services/dns",
        "feeds/services/erp",
        "feeds/services/mail",
        "feeds/services/quiet",
    ]


def test_a_service_has_what_disrupted_it_and_the_work_on_its_path() -> None:
    assert {entry.record for entry in feed("feeds/services/erp").entries} == {
        "2026-10-03-pod-down",
        "2026-10-20-just-begun",
        "2026-10-25-pod-firmware",
    }
    assert {entry.record for entry in feed("feeds/services/mail").entries} == {
        "2026-10-10-hostile",
        "2026-10-12-mail-move",
        "2026-10-20-mail-slow",
    }


def test_an_incident_that_a_spare_part_absorbed_is_no_news_of_the_service() -> None:
    assert feed("feeds/services/dns").entries == ()
    assert "2026-10-09-spare-held" in {entry.record for entry in feed("feeds/all").entries}


def test_an_rfo_stands_in_the_feed_of_rfos_and_in_those_of_its_incident() -> None:
    rfos = {entry.path for entry in feed("feeds/rfo").entries}
    assert len(rfos) == 3
    assert rfos <= {entry.path for entry in feed("feeds/services/erp").entries}
    assert rfos <= {entry.path for entry in feed("feeds/all").entries}


def test_work_stands_in_the_feed_of_maintenance() -> None:
    assert {entry.record for entry in feed("feeds/maintenance").entries} == {
        "2026-10-12-mail-move",
        "2026-10-25-pod-firmware",
    }


def test_entries_are_newest_first_and_have_one_date_in_every_feed() -> None:
    dates: dict[str, int] = {}
    for one in feeds_of(scene()).feeds:
        assert [entry.date for entry in one.entries] == sorted((entry.date for entry in one.entries), reverse=True)
        for entry in one.entries:
            assert dates.setdefault(entry.path, entry.date) == entry.date


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    assert feed("feeds/all").updated == at(AS_OF)
    assert feed("feeds/rfo").updated == at("2026-10-08 12:00 UTC")


def test_an_empty_feed_has_a_date_that_never_changes() -> None:
    assert feed("feeds/services/quiet").entries == ()
    assert feed("feeds/services/quiet").updated == EMPTY_SINCE == at("2000-01-01 00:00 UTC")


def test_a_feed_shows_the_newest_entries() -> None:
    edition = edition_of({**CATALOG, **busy(NEWEST + 20)}, AS_OF)
    for path in ("feeds/all", "feeds/services/erp"):
        entries = feed(path, edition).entries
        assert len(entries) == NEWEST
        assert entries[-1].record == "2026-10-01-020"


def test_what_was_said_about_an_open_incident_stays_beyond_the_newest() -> None:
    old = incident(
        "2026-09-01-long",
        "started: 2026-09-01 08:00 UTC\nlong: true\nimpacts: [{on: pod, level: degraded}]",
        "".join(f"## Update · 2026-09-01 0{hour}:00 UTC\n\nStill.\n\n" for hour in (8, 9)),
    )
    edition = edition_of({**CATALOG, **busy(NEWEST + 20), **old}, AS_OF)
    for path in ("feeds/all", "feeds/services/erp"):
        entries = feed(path, edition).entries
        assert len(entries) == NEWEST + 2
        assert [entry.record for entry in entries[-2:]] == ["2026-09-01-long"] * 2
    (*_, last) = feeds_of(edition).histories
    assert last.story.record == "2026-09-01-long"
    assert len(feeds_of(edition).histories) == NEWEST + 1


def test_an_open_incident_among_the_newest_counts_among_them() -> None:
    edition = edition_of({**CATALOG, **busy(NEWEST + 20), **OPEN}, AS_OF)
    assert len(feed("feeds/all", edition).entries) == NEWEST


def test_a_history_is_a_record_with_all_that_was_said_but_its_rfo() -> None:
    told = {history.story.record: history for history in feeds_of(scene()).histories}
    assert [entry.status for entry in told["2026-10-03-pod-down"].entries] == [
        "Resolved",
        "Identified",
        "Investigating",
    ]
    assert told["2026-10-03-pod-down"].published == at("2026-10-03 08:20 UTC")
    assert told["2026-10-03-pod-down"].updated == at("2026-10-03 09:02 UTC")
    updates = [history.updated for history in feeds_of(scene()).histories]
    assert updates == sorted(updates, reverse=True)


def test_what_the_caller_knows_of_services_is_not_computed_again() -> None:
    known = {"2026-10-03-pod-down": ("dns",)}
    feeds = {one.channel.path: one for one in feeds_of(scene(), known).feeds}
    assert {entry.record for entry in feeds["feeds/services/dns"].entries} == {"2026-10-03-pod-down"}


def test_every_page_names_the_feed_of_everything_in_each_format() -> None:
    assert alternates_for(scene(), "incidents/2026-10-03-pod-down.html") == (
        Alternate("feeds/all.rss", "application/rss+xml", "Northwind Cloud status (RSS)"),
        Alternate("feeds/all.atom", "application/atom+xml", "Northwind Cloud status (Atom)"),
        Alternate("feeds/all.json", "application/feed+json", "Northwind Cloud status (JSON Feed)"),
    )


def test_a_page_with_a_feed_of_its_own_names_that_first() -> None:
    first = {
        path: alternates_for(scene(), path)[0].path
        for path in ("services/erp.html", "rfo/2026-10-03-pod-down.html", "maintenance/index.html")
    }
    assert first == {
        "services/erp.html": "feeds/services/erp.rss",
        "rfo/2026-10-03-pod-down.html": "feeds/rfo.rss",
        "maintenance/index.html": "feeds/maintenance.rss",
    }
    assert alternates_for(scene(), "services/erp.html")[0].title == "Northwind Cloud status: ERP Suite (RSS)"
    assert alternates_for(scene(), "services/index.html") == alternates_for(scene(), "index.html")
