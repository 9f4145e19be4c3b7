"""A feed joined from fragments is, byte for byte, the one that is written in one go."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
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
TEXTS = st.text(min_size=1, max_size=40).map(sendable).filter(str.strip)


@st.composite
def items(draw: st.DrawFn) -> Item:
    number = draw(st.integers(0, 10_000))
    url = f"https://status.northwind.example/incidents/{number}.html#2026-10-03T0812Z"
    return Item(
        id=url,
        url=url,
        title=draw(TEXTS),
        summary=draw(st.one_of(st.just(""), TEXTS)),
        html=draw(
            st.one_of(TEXTS, st.sampled_from(["<entry>", "<item></item>", "</channel></rss>", "</feed>", "]]>"]))
        ),
        published=START + timedelta(minutes=number),
        updated=START + timedelta(minutes=number + draw(st.integers(0, 3))),
        categories=tuple(draw(st.lists(TEXTS, max_size=3))),
    )


@pytest.mark.parametrize("module", MODULES)
@settings(deadline=None)
@given(drawn=st.lists(items(), max_size=6))
def test_joined_is_whole(module: ModuleType, drawn: list[Item]) -> None:
    assert module.join(ENVELOPE, module.fragments(drawn)) == module.whole(ENVELOPE, drawn).encode()


@pytest.mark.parametrize("module", MODULES)
@settings(deadline=None)
@given(drawn=st.lists(items(), min_size=1, max_size=6), other=items(), data=st.data())
def test_another_item_takes_a_place(module: ModuleType, drawn: list[Item], other: Item, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(drawn) - 1))
    expected = module.join(ENVELOPE, module.fragments([*drawn[:at], other, *drawn[at + 1 :]]))
    joined = module.join(ENVELOPE, module.fragments(drawn))
    assert module.replaced(joined, {at: module.fragments([other])[0]}) == expected


@pytest.mark.parametrize("module", MODULES)
def test_a_fragment_does_not_depend_on_its_neighbours(module: ModuleType) -> None:
    drawn = [_item(number) for number in range(20)]
    alone = [module.fragments([item])[0] for item in drawn]
    assert list(module.fragments(drawn)) == alone
    some = random.Random(3).sample(range(20), 7)
    chosen = module.join(ENVELOPE, [alone[at] for at in some])
    assert chosen == module.whole(ENVELOPE, [drawn[at] for at in some]).encode()


@pytest.mark.parametrize("module", MODULES)
def test_a_feed_without_entries_is_whole_too(module: ModuleType) -> None:
    assert module.fragments([]) == ()
    assert module.join(ENVELOPE, ()) == module.whole(ENVELOPE, ()).encode()


@pytest.mark.parametrize("module", MODULES)
@settings(deadline=None)
@given(drawn=st.lists(items(), max_size=6))
def test_categories_are_placed_as_if_they_had_always_been_there(module: ModuleType, drawn: list[Item]) -> None:
    bare = module.fragments([replace(item, categories=()) for item in drawn])
    placed = with_categories(module, bare, [item.categories for item in drawn])  # type: ignore[arg-type]
    assert placed == list(module.fragments(drawn))


def test_the_table_has_every_format() -> None:
    assert set(FORMATS.values()) == {rss, atom, json_feed}


def _item(number: int) -> Item:
    url = f"https://status.northwind.example/incidents/{number}.html"
    date = START + timedelta(minutes=number)
    return Item(url, url, f"Title {number}", "Summary", "<p>Text</p>", date, date, ("ERP Suite",))
