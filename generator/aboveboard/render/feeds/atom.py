"""Atom (RFC 4287), made by feedgen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aboveboard.render.feeds.envelope_generator import generator_of
from aboveboard.render.feeds.item import BLANK, Envelope, Item

BETWEEN_CATEGORIES = ""
AFTER_CATEGORIES = "<published>"

_START = "<entry>"
_END = "</feed>"


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


def fragments(items: Sequence[Item]) -> tuple[str, ...]:
    """Each item's element: the text of a feed cut apart, in which `<` of any other kind is escaped."""
    _, *parts = whole(BLANK, items).removesuffix(_END).split(_START)
    return tuple(_START + part for part in parts)


def join(envelope: Envelope, parts: Sequence[str]) -> bytes:
    """What `whole` would write for the items that the fragments are of."""
    return "".join((whole(envelope, ()).removesuffix(_END), *parts, _END)).encode()


def replaced(feed: bytes, texts: Mapping[int, str]) -> bytes:
    """A feed with these elements in the places of others. Raises ValueError or LookupError where it is none of ours."""
    head, *rest = feed.decode().removesuffix(_END).split(_START)
    parts = [_START + part for part in rest]
    for at, text in texts.items():
        parts[at] = text
    return "".join((head, *parts, _END)).encode()
