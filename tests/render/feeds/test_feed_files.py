"""The feeds of a whole tree, as their readers get them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from aboveboard.publish.tree import check_paths
from aboveboard.render.feeds import FORMATS, entry_texts, feed_files, render_feeds, with_texts
from aboveboard.render.markdown import markdown_html
from aboveboard.views.edition import Edition, edition_for
from aboveboard.views.feeds import FEED_FORMATS, feeds_of
from aboveboard.views.stories import About, Story, incident_story
from builders import at, edition_of, incident
from feed_reading import addresses_in, read_feed
from feed_scene import AS_OF, FILES, SITE, scene

SCHEMA = json.loads((Path(__file__).parent / "json_feed.schema.json").read_text())
FEEDS = [feed.channel.path for feed in feeds_of(scene()).feeds]


def made(edition: Edition, site: str = SITE) -> dict[str, bytes]:
    return dict(render_feeds(edition, site))


@pytest.fixture(scope="module")
def tree() -> dict[str, bytes]:
    return made(scene())


def test_every_feed_has_a_file_in_each_format(tree: dict[str, bytes]) -> None:
    assert FORMATS.keys() == FEED_FORMATS.keys()
    expected = {f"{path}.{ending}" for path in FEEDS for ending in FORMATS}
    assert tree.keys() == expected | {"history.atom", "history.rss"}
    check_paths(tree)


@pytest.mark.parametrize("ending", ["rss", "atom"])
@pytest.mark.parametrize("path", [*FEEDS, "history"])
def test_a_reader_understands_the_feed(tree: dict[str, bytes], path: str, ending: str) -> None:
    read = read_feed(tree[f"{path}.{ending}"])
    assert len(set(read.ids)) == len(read.ids)
    assert all(newer > older for newer, older in pairwise(read.dates))
    assert all(date <= at(AS_OF) for date in read.dates)
    assert read.feed.link.startswith(SITE)
    assert not read.feed.link.endswith((".rss", ".atom"))
    assert [link.href for link in read.feed.links if link.rel == "self"] == [f"{SITE}{path}.{ending}"]


@pytest.mark.parametrize("path", FEEDS)
def test_the_json_feed_keeps_its_schema(tree: dict[str, bytes], path: str) -> None:
    feed = json.loads(tree[f"{path}.json"])
    jsonschema.validate(feed, SCHEMA)
    assert feed["feed_url"] == f"{SITE}{path}.json"


@pytest.mark.parametrize("path", FEEDS)
def test_the_formats_agree(tree: dict[str, bytes], path: str) -> None:
    rss, atom = read_feed(tree[f"{path}.rss"]), read_feed(tree[f"{path}.atom"])
    items = json.loads(tree[f"{path}.json"])["items"]
    assert rss.ids == atom.ids == [item["id"] for item in items]
    assert rss.dates == atom.dates
    for one, other, item in zip(rss.entries, atom.entries, items, strict=True):
        assert one.title == other.title == item["title"]
        assert one.link == other.link == item["url"]
        assert one.content[0].value == other.content[0].value == item["content_html"]
        assert [tag.term for tag in one.get("tags", [])] == [tag.term for tag in other.get("tags", [])] == item["tags"]


def test_an_id_is_the_permalink_of_the_update(tree: dict[str, bytes]) -> None:
    assert f"{SITE}incidents/2026-10-03-pod-down.html#2026-10-03T0820Z-2" in read_feed(tree["feeds/all.rss"]).ids
    assert b'<guid isPermaLink="true">' in tree["feeds/all.rss"]


def test_every_address_is_absolute(tree: dict[str, bytes]) -> None:
    for item in json.loads(tree["feeds/all.json"])["items"]:
        for address in addresses_in(item["content_html"]):
            assert address.startswith(("https://", "mailto:")), address
    first = _item(tree, "[Investigating] Pod down")
    assert f'href="{SITE}services/erp.html"' in first["content_html"]
    assert f'href="{SITE}incidents/2026-10-03-pod-down.html#2026-10-03T0902Z"' in first["content_html"]


def test_hostile_words_stay_words(tree: dict[str, bytes]) -> None:
    title = "[Resolved] ]]> <script>alert('1')</script> &amp; \" 🧯 \u202e"
    item = _item(tree, title)
    assert "<script" not in item["content_html"]
    assert "onerror" not in item["content_html"]
    assert "\x1b" not in item["content_html"]
    assert 'href="not-a-link"' in item["content_html"]
    for ending in ("rss", "atom"):
        (entry,) = [one for one in read_feed(tree[f"feeds/services/mail.{ending}"]).entries if "hostile" in one.id]
        assert entry.title == title
        assert entry.content[0].value == item["content_html"]


def test_a_summary_is_text_where_text_is_read_and_html_where_html_is(tree: dict[str, bytes]) -> None:
    """Nothing in RSS says that a description is text, and readers take it for HTML."""
    plain = "A fan failed & nobody <heard> it."
    (rss,) = [one for one in read_feed(tree["feeds/rfo.rss"]).entries if one.id.endswith("#preliminary")]
    (atom,) = [one for one in read_feed(tree["feeds/rfo.atom"]).entries if one.id.endswith("#preliminary")]
    assert rss.summary == "A fan failed &amp; nobody &lt;heard&gt; it."
    assert (atom.summary, atom.summary_detail.type) == (plain, "text/plain")


def test_plain_words_before_an_update_are_not_taken_for_markdown(tree: dict[str, bytes]) -> None:
    assert _item(tree, "[RFO revision 2] Pod down")["content_html"] == "<p>Corrected the time of *mitigation*</p>"


def test_an_update_without_words_says_what_it_is_about(tree: dict[str, bytes]) -> None:
    assert _item(tree, "[Resolved] Pod down")["content_html"] == "<p>Pod down</p>"


def test_an_update_of_which_nothing_may_be_shown_says_what_it_is_about() -> None:
    comment = incident(
        "2026-10-02-x", "title: X\nstarted: 2026-10-02 08:00 UTC", "## Update · 2026-10-02 08:20 UTC\n\n<!-- -->"
    )
    tree = made(edition_of({**FILES, **comment}, AS_OF))
    assert _item(tree, "[Update] X")["content_html"] == "<p>X</p>"
    jsonschema.validate(json.loads(tree["feeds/all.json"]), SCHEMA)


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert made(scene()) == made(scene())


def test_a_later_as_of_changes_nothing_that_it_has_nothing_to_say_about() -> None:
    edition = scene()
    later = edition_for(edition.reader, edition.register, at("2026-10-23 17:00 UTC"))
    assert made(later) == made(edition)
    assert [file.key for file in feed_files(later, SITE)] == [file.key for file in feed_files(edition, SITE)]


def test_a_feed_is_dated_by_its_newest_entry_and_an_empty_one_not_by_the_clock(tree: dict[str, bytes]) -> None:
    assert b"<lastBuildDate>Thu, 08 Oct 2026 12:00:00 +0000</lastBuildDate>" in tree["feeds/rfo.rss"]
    assert b"<updated>2026-10-08T12:00:00+00:00</updated>" in tree["feeds/rfo.atom"]
    assert b"<lastBuildDate>Sat, 01 Jan 2000 00:00:00 +0000</lastBuildDate>" in tree["feeds/services/quiet.rss"]
    assert b"<updated>2000-01-01T00:00:00+00:00</updated>" in tree["feeds/services/quiet.atom"]


def test_the_slash_after_the_address_of_the_site_may_be_left_out() -> None:
    assert made(scene(), SITE.rstrip("/")) == made(scene())


def test_a_site_may_lie_in_a_folder_of_its_host() -> None:
    tree = made(scene(), "https://pages.example/status/")
    ids = read_feed(tree["feeds/rfo.atom"]).ids
    assert all(id.startswith("https://pages.example/status/rfo/") for id in ids)
    item = _item(tree, "[Investigating] Pod down")
    assert 'href="https://pages.example/status/services/erp.html"' in item["content_html"]


def test_equal_keys_mean_equal_bytes() -> None:
    edition = scene()
    by_key: dict[str, bytes] = {}
    for one in (
        edition,
        edition_of({**FILES, **_another()}, AS_OF),
        edition_of({**FILES, **_tie()}, AS_OF),
        edition_of({path: text.replace("ERP Suite", "ERP") for path, text in FILES.items()}, AS_OF),
        edition_of({path: text.replace("Northwind Cloud", "B") for path, text in FILES.items()}, AS_OF),
        edition_for(edition.reader, edition.register, at("2026-10-05 09:00 UTC")),
    ):
        for file in feed_files(one, SITE):
            data = file.make()
            assert by_key.setdefault(file.key, data) == data


def test_a_new_update_changes_only_the_feeds_that_show_it() -> None:
    before = {file.path: file.key for file in feed_files(scene(), SITE)}
    after = {file.path: file.key for file in feed_files(edition_of({**FILES, **_another()}, AS_OF), SITE)}
    changed = {path.rpartition(".")[0] for path, key in after.items() if before[path] != key}
    assert changed == {"feeds/all", "feeds/services/mail", "history"}


def test_a_warm_cache_makes_no_entry_again() -> None:
    cache: dict[str, dict[str, str]] = {}
    asked: list[str] = []

    def markdown(text: str) -> str:
        asked.append(text)
        return markdown_html(text)

    cold = {file.path: file.make() for file in feed_files(scene(), SITE, cache, markdown)}
    assert asked
    asked.clear()
    assert {file.path: file.make() for file in feed_files(scene(), SITE, cache, markdown)} == cold == made(scene())
    assert asked == []


def test_an_entry_of_several_feeds_is_made_once_without_a_cache_too() -> None:
    asked: list[str] = []

    def markdown(text: str) -> str:
        asked.append(text)
        return markdown_html(text)

    for file in feed_files(scene(), SITE, None, markdown):
        if file.path.startswith("feeds/"):
            file.make()
    assert asked.count("We look into it. See [the plan](../services/erp.html) and [below](#2026-10-03T0902Z).") == 1


def test_files_can_be_made_in_any_order_and_again() -> None:
    files = list(feed_files(scene(), SITE))
    backwards = {file.path: file.make() for file in reversed(files)}
    assert backwards == {file.path: file.make() for file in files} == made(scene())


def _another() -> dict[str, str]:
    return incident(
        "2026-10-20-mail-slow",
        "title: Mail is slow\nstarted: 2026-10-20 11:00 UTC\ndetected: 2026-10-20 11:05 UTC\nfault: unknown\n"
        "impacts: [{on: mail, level: degraded}]",
        "## Investigating · 2026-10-20 11:10 UTC\n\nMail waits.\n\n## Update · 2026-10-20 11:40 UTC\n\nStill.\n",
    )


def _tie() -> dict[str, str]:
    """An incident that no service's feed shows, but that speaks in the second of one that a feed does show."""
    body = "## Update · 2026-10-03 08:20 UTC\n\nWord.\n"
    return incident("2026-10-03-a", "title: A\nstarted: 2026-10-03 08:00 UTC", body)


def _item(tree: dict[str, bytes], title: str) -> dict[str, Any]:
    (found,) = [item for item in json.loads(tree["feeds/all.json"])["items"] if item["title"] == title]
    return dict(found)


def test_an_entry_that_is_made_alone_is_that_of_its_feeds(tree: dict[str, bytes]) -> None:
    """Of what was said in other words, every feed has the new ones in the place of the old."""
    edition = scene()
    reworded = edition_of({path: text.replace("We look", "They look") for path, text in FILES.items()}, AS_OF)
    expected, differing = made(reworded), set()
    for file in feed_files(reworded, SITE):
        texts = {at: entry_texts(reworded, SITE, file.feed, posts)[file.ending] for at, posts in enumerate(file.shown)}
        assert with_texts(file.path, tree[file.path], texts) == expected[file.path]
        differing.update({file.feed} if tree[file.path] != expected[file.path] else ())
    assert {"feeds/all", "history"} < differing
    assert edition.register.incidents.keys() == reworded.register.incidents.keys()


def test_the_story_of_one_incident_is_that_of_the_feeds() -> None:
    edition = scene()
    stories = {post.story for feed in feeds_of(edition).feeds for post in feed.posts}
    of_incidents = [story for story in stories if story.about is About.INCIDENT]
    assert of_incidents
    for story in of_incidents:
        alone = incident_story(edition, edition.register.incidents[story.record], story.services)
        assert all(getattr(alone, name) == getattr(story, name) for name in Story.__slots__)
