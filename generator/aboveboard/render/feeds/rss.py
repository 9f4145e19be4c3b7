"""RSS 2.0, made by feedgen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from html import escape

from aboveboard.render.feeds.elements import Elements
from aboveboard.render.feeds.entry_pattern import filled
from aboveboard.render.feeds.envelope_generator import generator_of
from aboveboard.render.feeds.item import BLANK, Envelope, Item
from aboveboard.render.feeds.xml_text import in_element

BETWEEN_CATEGORIES = ""
AFTER_CATEGORIES = "<pubDate>"

_ELEMENTS = Elements("<item>", "</channel></rss>")


def whole(envelope: Envelope, items: Sequence[Item]) -> str:
    """The feed as feedgen writes it. A description is HTML for every reader, so the plain summary is escaped."""
    generator = generator_of(envelope, "rss", "application/rss+xml")
    for item in items:
        entry = generator.add_entry(order="append")
        entry.guid(item.url or item.id, permalink=bool(item.url))
        entry.title(item.title)
        if item.url:
            entry.link(href=item.url)
        if item.summary:
            entry.summary(escape(item.summary, quote=False))
        entry.content(item.html, type="html")
        entry.category([{"term": category} for category in item.categories])
        entry.pubDate(item.updated)
    written: bytes = generator.rss_str()
    return written.decode()


def fragment(item: Item) -> str:
    """The item's element."""
    return filled(item, _element, _values)


def join(envelope: Envelope, parts: Sequence[str]) -> bytes:
    """What `whole` would write for the items that the fragments are of."""
    return _ELEMENTS.put_into(whole(envelope, ()), parts)


def replaced(feed: bytes, texts: Mapping[int, str]) -> bytes:
    """A feed with these elements in the places of others. Raises ValueError or LookupError where it is none of ours."""
    return _ELEMENTS.replaced(feed, texts)


def _element(item: Item) -> str:
    (element,) = _ELEMENTS.of(whole(BLANK, [item]))
    return element


def _values(item: Item) -> dict[str, str]:
    return {
        "title": in_element(item.title),
        "url": in_element(item.url),
        "summary": in_element(escape(item.summary, quote=False)),
        "html": in_element(item.html),
        "id": in_element(item.id),
        **{f"category {at}": in_element(category) for at, category in enumerate(item.categories)},
        "updated": format_datetime(item.updated),
    }
