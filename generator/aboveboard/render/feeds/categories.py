"""Categories put into the texts of entries that were made without any: customers read the same words under the names of
their own services, so the words are written once for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from aboveboard.render.feeds.item import Item
from aboveboard.render.feeds.press import Format

_BLANK = Item("-", "-", "-", "-", "-", datetime(2000, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC))


def with_categories(format: Format, parts: Sequence[str], categories: Sequence[tuple[str, ...]]) -> list[str]:
    """What `format.fragment` would write for the items of these parts, had each its categories."""
    placed = []
    for part, named in zip(parts, categories, strict=True):
        at = part.rindex(format.AFTER_CATEGORIES)
        texts = format.BETWEEN_CATEGORIES.join(_text(format, category) for category in named)
        placed.append(f"{part[:at]}{texts}{part[at:]}")
    return placed


@lru_cache(maxsize=4096)
def _text(format: Format, category: str) -> str:
    """Cut out of an entry that says nothing else."""
    bare, tagged = format.fragment(_BLANK), format.fragment(replace(_BLANK, categories=(category,)))
    return tagged[bare.rindex(format.AFTER_CATEGORIES) : tagged.rindex(format.AFTER_CATEGORIES)]
