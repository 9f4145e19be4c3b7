"""Feeds as a reader sees them."""

from __future__ import annotations

from calendar import timegm
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import feedparser


@dataclass(frozen=True)
class Read:
    """`dates` are seconds of UTC in the order of the feed: when each entry was last updated."""

    feed: Any
    ids: list[str]
    dates: list[int]
    entries: list[Any]


def read_feed(data: bytes) -> Read:
    """Fails for a feed that is not well-formed. Nothing is cleaned: that would hide what a feed really says."""
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    dates = [
        timegm(entry.updated_parsed if "updated_parsed" in entry else entry.published_parsed)
        for entry in parsed.entries
    ]
    return Read(parsed.feed, [entry.id for entry in parsed.entries], dates, parsed.entries)


def addresses_in(html: str) -> list[str]:
    """What its links and images lead to."""
    reader = _Addresses()
    reader.feed(html)
    return reader.found


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.extend(value or "" for name, value in attrs if name in ("href", "src"))
