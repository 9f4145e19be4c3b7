"""What feedgen writes for an entry, with gaps for what the entry says.

feedgen builds and checks a tree for every entry, and ten thousand of them differ in nothing but their values: so it
writes one of each shape, and the values of all others are put into that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache

from aboveboard.render.feeds.item import Item

# What the text of an item says of it, as it stands there; by any names.
Values = Callable[[Item], Mapping[str, str]]


def filled(item: Item, written: Callable[[Item], str], values: Values) -> str:
    """What `written` would return for the item."""
    return _pattern(bool(item.url), bool(item.summary), len(item.categories), written, values) % values(item)


@cache
def _pattern(has_url: bool, has_summary: bool, categories: int, written: Callable[[Item], str], values: Values) -> str:
    """For the operator `%`."""
    named = Item(
        id="[id]",
        url="[url]" if has_url else "",
        title="[title]",
        summary="[summary]" if has_summary else "",
        html="[html]",
        published=datetime(1901, 1, 1, tzinfo=UTC),
        updated=datetime(1902, 1, 1, tzinfo=UTC),
        categories=tuple(f"[category {at}]" for at in range(categories)),
    )
    pattern = written(named)
    for name, value in values(named).items():
        pattern = pattern.replace(value, f"%({name})s") if value else pattern
    return pattern
