"""What every format of a feed is made of: an item for each entry, and the envelope around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from urllib.parse import urlsplit

from aboveboard.frozen import frozen
from aboveboard.render.feeds.absolute import absolute_html
from aboveboard.views.feed_entries import FeedEntry

# Outside of XML 1.0's Char production: no feed could carry it, and one would stop the whole build.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@frozen
class Item:
    """`url` is absolute, and what readers know the item by, unless a format has an `id` of its own; empty where there is
    no page on the public site, and the id is only a name. Without a summary, the HTML is all there is. All text is
    `sendable`."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    categories: tuple[str, ...] = ()


@frozen
class Envelope:
    """`address` is the feed's own URL without the ending of its format, empty where nobody knows it: a portal's. `id` is
    empty where that URL is the id."""

    id: str
    address: str
    title: str
    description: str
    home: str
    updated: datetime
    author: str
    author_url: str


BLANK = Envelope("", "-", "-", "-", "-", datetime(2000, 1, 1, tzinfo=UTC), "-", "-")


def item_of(entry: FeedEntry, site_url: str, markdown: Callable[[str], str]) -> Item:
    """`site_url` ends with a slash."""
    url = site_url + entry.path
    date = utc(entry.date)
    return Item(
        id=url if entry.is_on_public_site else tag_id(site_url, f"/{entry.path}"),
        url=url if entry.is_on_public_site else "",
        title=sendable(entry.title),
        summary=sendable(entry.summary),
        html=entry_html(entry, site_url, markdown),
        published=date,
        updated=date,
        categories=tuple(sendable(category) for category in entry.categories),
    )


def entry_html(entry: FeedEntry, site_url: str, markdown: Callable[[str], str]) -> str:
    """The whole update, every address absolute; never empty."""
    parts = (
        _paragraph(entry.lead) if entry.lead else "",
        absolute_html(markdown(entry.text), site_url + entry.path) if entry.text else "",
    )
    return sendable("\n".join(part for part in parts if part) or _paragraph(entry.headline))


def tag_id(site_url: str, name: str) -> str:
    """A name (RFC 4151) for what has no address, or none that everybody can know."""
    return f"tag:{urlsplit(site_url).hostname or site_url},2005:{name}"


def utc(instant: int) -> datetime:
    return datetime.fromtimestamp(instant, UTC)


def sendable(text: str) -> str:
    """The text without what XML cannot carry, as an entity in an author's Markdown (`&#27;`) may produce it."""
    if text.replace("\n", "").isprintable():  # as nearly every text is, and that is known sooner
        return text
    return _NOT_XML.sub("", text)


def _paragraph(words: str) -> str:
    return f"<p>{escape(words, quote=False)}</p>"
