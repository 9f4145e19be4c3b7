"""The feeds in Statuspage's shape."""

from __future__ import annotations

import re

from aboveboard.render.feeds import render_feeds
from aboveboard.views.edition import Edition
from builders import PROVIDER, at, catalog, edition_of, incident
from feed_reading import read_feed
from feed_scene import FILES, SITE, scene

TOLD = re.compile(r"<p><small>([^<]*)</small><br><strong>([^<]*)</strong> - (.*?)</p>")


def told(edition: Edition, record: str, ending: str = "atom") -> list[tuple[str, str, str]]:
    """When, the word, and the first paragraph, of each update in the entry."""
    (entry,) = [one for one in read_feed(_made(edition, f"history.{ending}")).entries if record in one.link]
    html = entry.content[0].value if ending == "atom" else entry.summary
    return TOLD.findall(html)


def test_an_entry_is_an_incident_with_its_updates_newest_first() -> None:
    assert told(scene(), "2026-10-03-pod-down") == [
        ("Oct 3, 09:02 UTC", "Resolved", "Pod down"),
        ("Oct 3, 08:20 UTC", "Identified", "A fan; said in the <em>same</em> minute."),
        (
            "Oct 3, 08:20 UTC",
            "Investigating",
            f'We look into it. See <a href="{SITE}services/erp.html" rel="nofollow noopener noreferrer">the plan</a> and '
            f'<a href="{SITE}incidents/2026-10-03-pod-down.html#2026-10-03T0902Z" rel="nofollow noopener noreferrer">below</a>.',
        ),
    ]


def test_rss_has_them_in_the_description() -> None:
    assert told(scene(), "2026-10-03-pod-down", "rss") == told(scene(), "2026-10-03-pod-down")
    assert b"content:encoded>" not in _made(scene(), "history.rss")


def test_what_follows_the_first_paragraph_stands_after_it() -> None:
    feed = _made(scene(), "history.atom").decode()
    assert "minute.&lt;/p&gt;\n&lt;ul&gt;\n&lt;li&gt;one&lt;/li&gt;" in feed


def test_text_that_begins_with_a_list_is_no_paragraph_in_a_paragraph() -> None:
    listed = incident(
        "2026-10-02-x", "started: 2026-10-02 08:00 UTC", "## Update · 2026-10-02 08:20 UTC\n\n- one\n- two\n"
    )
    feed = _made(edition_of({**FILES, **listed}, "2026-10-20 12:00 UTC"), "history.atom").decode()
    assert "&lt;strong&gt;Update&lt;/strong&gt; - &lt;/p&gt;\n&lt;ul&gt;" in feed


def test_ids_are_tags_that_no_update_changes() -> None:
    read = read_feed(_made(scene(), "history.atom"))
    assert read.feed.id == "tag:status.northwind.example,2005:/history"
    assert "tag:status.northwind.example,2005:Incident/2026-10-03-pod-down" in read.ids
    assert "tag:status.northwind.example,2005:Incident/2026-10-25-pod-firmware" in read.ids


def test_an_entry_was_published_with_the_first_word_and_updated_with_the_last() -> None:
    (entry,) = [one for one in read_feed(_made(scene(), "history.atom")).entries if "pod-down" in one.id]
    assert entry.published == "2026-10-03T08:20:00+00:00"
    assert entry.updated == "2026-10-03T09:02:00+00:00"
    (item,) = [one for one in read_feed(_made(scene(), "history.rss")).entries if "pod-down" in one.id]
    assert item.published == "Sat, 03 Oct 2026 09:02:00 +0000"


def test_cancelled_work_is_over_for_tools_and_cancelled_for_people() -> None:
    assert [one[1:] for one in told(scene(), "2026-10-12-mail-move")] == [
        ("Completed", "Cancelled. It does not."),
        ("Scheduled", "Mail moves."),
    ]


def test_times_are_those_of_the_provider() -> None:
    berlin = catalog(provider=PROVIDER.replace("timezone: UTC", "timezone: Europe/Berlin", 1))
    spoken = incident("2026-10-02-x", "started: 2026-10-02 08:00 UTC", "## Update · 2026-10-02 22:20 UTC\n\nWord.\n")
    assert told(edition_of({**berlin, **spoken}, "2026-10-20 12:00 UTC"), "2026-10-02-x") == [
        ("Oct 3, 00:20 CEST", "Update", "Word.")
    ]


def test_the_feed_is_as_new_as_its_newest_entry() -> None:
    assert read_feed(_made(scene(), "history.atom")).dates[0] <= at("2026-10-20 12:00 UTC")
    assert b"<updated>2026-10-20T12:00:00+00:00</updated>" in _made(scene(), "history.atom")
    empty = edition_of(catalog(), "2026-10-20 12:00 UTC")
    assert b"<updated>2000-01-01T00:00:00+00:00</updated>" in _made(empty, "history.atom")


def _made(edition: Edition, path: str) -> bytes:
    return dict(render_feeds(edition, SITE))[path]
