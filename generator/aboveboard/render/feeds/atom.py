"""Atom (RFC 4287), made by feedgen."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.render.feeds.envelope_generator import generator_of
from aboveboard.render.feeds.item import Envelope, Item
from aboveboard.render.feeds.xml_format import XmlFormat
from aboveboard.render.feeds.xml_text import in_attribute, in_element


def whole(envelope: Envelope, items: Sequence[Item]) -> str:
    """The feed as feedgen writes it."""
    generator = generator_of(envelope, "atom", "application/atom+xml")
    for item in items:
        entry = generator.add_entry(order="append")
        entry.id(item.id)
        entry.title(item.title)
        if item.url:
            entry.link(href=item.url)
        if item.summary:
            entry.summary(item.summary)
        entry.content(item.html, type="html")
        entry.category([{"term": category} for category in item.categories])
        entry.published(item.published)
        entry.updated(item.updated)
    written: bytes = generator.atom_str()
    return written.decode()


def _values(item: Item) -> dict[str, str]:
    return {
        "id": in_element(item.id),
        "title": in_element(item.title),
        "updated": item.updated.isoformat(),
        "html": in_element(item.html),
        "url": in_attribute(item.url),
        "summary": in_element(item.summary),
        **{f"category {at}": in_attribute(category) for at, category in enumerate(item.categories)},
        "published": item.published.isoformat(),
    }


ATOM = XmlFormat(whole, _values, "<entry>", "</feed>", "<published>")
