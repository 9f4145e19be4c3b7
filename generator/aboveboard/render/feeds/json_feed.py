"""JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aboveboard.render.feeds.item import Envelope, Item

BETWEEN_CATEGORIES = ","
AFTER_CATEGORIES = "]}"

_VERSION = "https://jsonfeed.org/version/1.1"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def whole(envelope: Envelope, items: Sequence[Item]) -> str:
    return _text({**_head(envelope), "items": [_entry(item) for item in items]})


def fragment(item: Item) -> str:
    """The item's object."""
    return _text(_entry(item))


def join(envelope: Envelope, parts: Sequence[str]) -> bytes:
    """What `whole` would write for the items that the fragments are of."""
    head = _text({**_head(envelope), "items": []}).removesuffix("]}")
    return f"{head}{','.join(parts)}]}}".encode()


def replaced(feed: bytes, texts: Mapping[int, str]) -> bytes:
    """A feed with these objects in the places of others. Raises ValueError or LookupError where it is none of ours."""
    read = json.loads(feed)
    for at, text in texts.items():
        read["items"][at] = json.loads(text)
    return _text(read).encode()


def _head(envelope: Envelope) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "title": envelope.title,
        "home_page_url": envelope.home,
        **({"feed_url": f"{envelope.address}.json"} if envelope.address else {}),
        "description": envelope.description,
        "authors": [{"name": envelope.author, "url": envelope.author_url}],
    }


def _entry(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        **({"url": item.url} if item.url else {}),
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "tags": list(item.categories),
    }


def _text(value: Mapping[str, Any]) -> str:
    return _ENCODER.encode(value)
