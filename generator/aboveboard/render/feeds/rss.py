"""RSS 2.0, made by feedgen."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from aboveboard.render.feeds.envelope_generator import generator_of
from aboveboard.render.feeds.item import Envelope, Item
from aboveboard.render.feeds.xml_format import XmlFormat
from aboveboard.render.feeds.xml_text import in_element


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


RSS = XmlFormat(whole, _values, "<item>", "</channel></rss>", "<pubDate>")
