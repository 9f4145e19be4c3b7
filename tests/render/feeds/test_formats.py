"""A feed joined from fragments is, byte for byte, the one that is written in one go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.render.feeds import FORMATS, atom, json_feed, rss
from aboveboard.render.feeds.categories import with_categories
from aboveboard.render.feeds.item import Envelope, Item, sendable

MODULES = [pytest.param(module, id=module.__name__.rpartition(".")[2]) for module in (rss, atom, json_feed)]
START = datetime(2026, 10, 3, 8, 12, tzinfo=UTC)
ENVELOPE = Envelope(
    id="",
    address="https://status.northwind.example/feeds/all",
    title="Northwind <Cloud> & status",
    description="Every update.",
    home="https://status.northwind.example/",
    updated=START,
    author="Northwind Cloud",
    author_url="https://northwind.example/",
)
# What would be something else if it were not escaped, or is what entries are written with before they say anything.
ODD = [
    "<entry>",
    "<item></item>",
    "</channel></rss>",
    "</feed>",
    "]]>",
    "&amp;",
    "\t'\"\r\n",
    "100 %",
    "%(title)s",
    "[title]",
]
TEXTS = st.one_of(st.text(min_size=1, max_size=40).map(sendable).filter(str.strip), st.sampled_from(ODD))
DATES = st.integers(0, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@st.composite
def items(draw: st.DrawFn) -> Item:
    name = draw(TEXTS)
    url = f"https://status.northwind.example/incidents/x.html#{name}"
    return Item(
        id=draw(st.sampled_from([url, f"tag:status.northwind.example,2005:{name}"])),
        url=draw(st.sampled_from([url, ""])),
        title=draw(TEXTS),
        summary=draw(st.one_of(st.just(""), TEXTS)),
        html=draw(TEXTS),
        published=draw(DATES),
        updated=draw(DATES),
        categories=tuple(draw(st.lists(st.one_of(TEXTS, st.just("")), max_size=12))),
    )


@pytest.mark.parametrize("module", MODULES)
@settings(deadline=None)
@given(drawn=st.lists(items(), max_size=6))
def test_joined_is_whole(module: ModuleType, drawn: list[Item]) -> None:
    assert module.join(ENVELOPE, fragments(module, drawn)) == module.whole(ENVELOPE, drawn).encode()


@pytest.mark.parametrize("module", MODULES)
@settings(deadline=None)
@given(drawn=st.lists(items(), min_size=1, max_size=6), other=items(), data=st.data())
def test_another_item_takes_a_place(module: ModuleType, drawn: list[Item], other: Item, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(drawn) - 1))
    expected = module.join(ENVELOPE, fragments(module, [*drawn[:at], other, *drawn[at + 1 :]]))
    joined = module.join(ENVELOPE, fragments(module, drawn))
    assert module.replaced(joined, {at: module.fragment(other)}) == expected


@pytest.mark.parametrize("module", MODULES)
def test_a_feed_without_entries_is_whole_too(module: ModuleType) -> None:
    assert module.join(ENVELOPE, ()) == module.whole(ENVELOPE, ()).encode()


@pytest.mark.parametrize("module", MODULES)
@settings(deadline=None)
@given(drawn=st.lists(items(), max_size=6))
def test_categories_are_placed_as_if_they_had_always_been_there(module: ModuleType, drawn: list[Item]) -> None:
    bare = fragments(module, [replace(item, categories=()) for item in drawn])
    placed = with_categories(module, bare, [item.categories for item in drawn])  # type: ignore[arg-type]
    assert placed == fragments(module, drawn)


def test_the_table_has_every_format() -> None:
    assert set(FORMATS.values()) == {rss, atom, json_feed}


def fragments(module: ModuleType, drawn: list[Item]) -> list[str]:
    return [module.fragment(item) for item in drawn]
