"""The feeds of a customer's portal, as their readers get them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from aboveboard.render.feeds import FORMATS, portal_feeds, render_feeds
from builders import edition_of
from feed_reading import addresses_in, read_feed
from portal_scene import AS_OF, FILES, SITE, portal_of

TAG = "tag:status.northwind.example,2005:/"


def schema() -> dict[str, Any]:
    """That of the public feeds, but nobody knows where this one lies, and some entries have a name alone."""
    read: dict[str, Any] = json.loads((Path(__file__).parent / "json_feed.schema.json").read_text())
    item = read["properties"]["items"]["items"]
    read["required"].remove("feed_url")
    item["required"].remove("url")
    item["properties"]["id"] = {"type": "string", "pattern": "^(https://|tag:)"}
    return read


def made(customer: str) -> dict[str, bytes]:
    return {file.path: file.make() for file in portal_feeds(portal_of(customer))}


@pytest.fixture(scope="module")
def acme() -> dict[str, bytes]:
    return made("acme")


def test_there_is_one_feed_in_each_format(acme: dict[str, bytes]) -> None:
    assert list(acme) == [f"feeds/all.{ending}" for ending in FORMATS]


@pytest.mark.parametrize("customer", ["acme", "later", "nobody"])
def test_readers_can_read_it(customer: str) -> None:
    files = made(customer)
    rss, atom = read_feed(files["feeds/all.rss"]), read_feed(files["feeds/all.atom"])
    feed = json.loads(files["feeds/all.json"])
    jsonschema.validate(feed, schema())
    assert rss.ids == atom.ids == [item["id"] for item in feed["items"]]
    assert rss.dates == atom.dates


def test_ids_are_those_of_the_public_feeds(acme: dict[str, bytes]) -> None:
    public = dict(render_feeds(edition_of(FILES, AS_OF), SITE))
    shown = set(read_feed(public["feeds/all.rss"]).ids)
    own = [item["id"] for item in json.loads(acme["feeds/all.json"])["items"]]
    alone = [id for id in own if id not in shown]
    assert len(set(own)) == len(own) > len(alone)
    assert {id.partition("#")[0] for id in alone} == {
        f"{TAG}incidents/2026-10-05-line.html",
        f"{TAG}incidents/2026-10-06-mailboxes.html",
        f"{TAG}rfo/2026-10-06-mailboxes.html",
        f"{TAG}maintenance/2026-10-06-own-line.html",
    }


def test_what_has_no_public_page_has_no_link(acme: dict[str, bytes]) -> None:
    items = {item["title"]: item for item in json.loads(acme["feeds/all.json"])["items"]}
    assert "url" not in items["[Resolved] Your line was cut"]
    assert items["[Resolved] Pod down"]["url"] == f"{SITE}incidents/2026-10-03-pod-down.html#2026-10-03T0902Z"
    rss = {entry.title: entry for entry in read_feed(acme["feeds/all.rss"]).entries}
    assert not rss["[Resolved] Your line was cut"].get("link")
    assert not rss["[Resolved] Your line was cut"].guidislink
    assert rss["[Resolved] Pod down"].link.startswith(SITE)
    atom = {entry.title: entry for entry in read_feed(acme["feeds/all.atom"]).entries}
    assert not atom["[Resolved] Your line was cut"].get("links")


def test_a_feed_does_not_say_where_it_lies_since_nobody_knows(acme: dict[str, bytes]) -> None:
    assert "feed_url" not in json.loads(acme["feeds/all.json"])
    atom = read_feed(acme["feeds/all.atom"]).feed
    assert atom.id == "tag:status.northwind.example,2005:/customers/acme/feeds/all"
    assert [(link.rel, link.href) for link in atom.links] == [("alternate", SITE)]
    assert read_feed(acme["feeds/all.rss"]).feed.link == SITE


def test_links_within_an_update_lead_to_the_public_site(acme: dict[str, bytes]) -> None:
    items = {item["title"]: item for item in json.loads(acme["feeds/all.json"])["items"]}
    assert addresses_in(items["[Investigating] Pod down"]["content_html"]) == [f"{SITE}services/mail.html"]


def test_nobody_else_is_named(acme: dict[str, bytes]) -> None:
    for data in acme.values():
        assert b"beta" not in data.lower()
        assert b"classified" not in data.lower()


def test_customers_who_read_the_same_share_the_work() -> None:
    shelf: dict[str, dict[str, str]] = {}
    first = {file.path: (file.key, file.make()) for file in portal_feeds(portal_of("acme"), shelf)}
    kept = len(shelf)
    again = {file.path: (file.key, file.make()) for file in portal_feeds(portal_of("acme"), shelf)}
    assert (first, kept) == (again, len(shelf))
    beta = list(portal_feeds(portal_of("beta"), shelf))
    assert {file.key for file in beta}.isdisjoint(key for key, _ in first.values())
    for file in beta:
        file.make()
    assert len(shelf) < kept + 5
    assert "incidents/2026-10-20-mail-slow.html" in {post.story.page for (post,) in beta[0].shown}
