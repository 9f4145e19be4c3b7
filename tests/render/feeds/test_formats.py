"""A feed joined from fragments is, byte for byte, the one that is written in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.render.feeds import FORMATS, json_feed
from aboveboard.render.feeds.atom import ATOM
from aboveboard.render.feeds.categories import with_categories
from aboveboard.render.feeds.item import Envelope, Item, sendable
from aboveboard.render.feeds.press import Format
from aboveboard.render.feeds.rss import RSS

EACH = [pytest.param(RSS, id="rss"), pytest.param(ATOM, id="atom"), pytest.param(json_feed, id="json_feed")]
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


class Written(Format, Protocol):
    """A format that can also write a feed in one go."""

    def whole(self, envelope: Envelope, items: Sequence[Item]) -> str: ...


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


@pytest.mark.parametrize("written", EACH)
@settings(deadline=None)
@given(drawn=st.lists(items(), max_size=6))
def test_joined_is_whole(written: Written, drawn: list[Item]) -> None:
    assert written.join(ENVELOPE, fragments(written, drawn)) == written.whole(ENVELOPE, drawn).encode()


@pytest.mark.parametrize("written", EACH)
@settings(deadline=None)
@given(drawn=st.lists(items(), min_size=1, max_size=6), other=items(), data=st.data())
def test_another_item_takes_a_place(written: Written, drawn: list[Item], other: Item, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(drawn) - 1))
    expected = written.join(ENVELOPE, fragments(written, [*drawn[:at], other, *drawn[at + 1 :]]))
    joined = written.join(ENVELOPE, fragments(written, drawn))
    assert written.replaced(joined, {at: written.fragment(other)}) == expected


@pytest.mark.parametrize("written", EACH)
def test_a_feed_without_entries_is_whole_too(written: Written) -> None:
    assert written.join(ENVELOPE, ()) == written.whole(ENVELOPE, ()).encode()


@pytest.mark.parametrize("written", EACH)
@settings(deadline=None)
@given(drawn=st.lists(items(), max_size=6))
def test_categories_are_placed_as_if_they_had_always_been_there(written: Written, drawn: list[Item]) -> None:
    bare = fragments(written, [replace(item, categories=()) for item in drawn])
    placed = with_categories(written, bare, [item.categories for item in drawn])
    assert placed == fragments(written, drawn)


def test_the_table_has_every_format() -> None:
    assert set(FORMATS.values()) == {RSS, ATOM, json_feed}


def fragments(written: Written, drawn: list[Item]) -> list[str]:
    return [written.fragment(item) for item in drawn]
