"""Atom (RFC 4287), made by feedgen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aboveboard.render.feeds.elements import Elements
from aboveboard.render.feeds.entry_pattern import filled
from aboveboard.render.feeds.envelope_generator import generator_of
from aboveboard.render.feeds.item import BLANK, Envelope, Item
from aboveboard.render.feeds.xml_text import in_attribute, in_element

BETWEEN_CATEGORIES = ""
AFTER_CATEGORIES = "<published>"

_ELEMENTS = Elements("<entry>", "</feed>")


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
        "id": in_element(item.id),
        "title": in_element(item.title),
        "updated": item.updated.isoformat(),
        "html": in_element(item.html),
        "url": in_attribute(item.url),
        "summary": in_element(item.summary),
        **{f"category {at}": in_attribute(category) for at, category in enumerate(item.categories)},
        "published": item.published.isoformat(),
    }
