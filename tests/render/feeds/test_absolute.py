"""Relative addresses become absolute, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.render.feeds.absolute import absolute_html
from aboveboard.render.markdown import markdown_html

BASE = "https://status.northwind.example/incidents/x.html#2026-10-03T0820Z"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("../services/erp.html", "https://status.northwind.example/services/erp.html"),
        ("y.html?a=1&amp;b=2", "https://status.northwind.example/incidents/y.html?a=1&amp;b=2"),
        ("#later", "https://status.northwind.example/incidents/x.html#later"),
        ("/top", "https://status.northwind.example/top"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("https://other.example/", "https://other.example/"),
        ("mailto:noc@northwind.example", "mailto:noc@northwind.example"),
        ("", "https://status.northwind.example/incidents/x.html#2026-10-03T0820Z"),
        ("//[", BASE),
    ],
)
def test_an_address_is_read_from_its_page(written: str, read: str) -> None:
    assert absolute_html(f'<p><a href="{written}" rel="nofollow">x</a></p>', BASE) == (
        f'<p><a href="{read}" rel="nofollow">x</a></p>'
    )


def test_an_image_is_read_from_its_page_too() -> None:
    assert 'src="https://status.northwind.example/incidents/a.png"' in absolute_html('<img src="a.png">', BASE)


def test_words_that_look_like_an_address_stay() -> None:
    prose = '<p>write href="x.html" or src="y" ="</p>'
    assert absolute_html(prose, BASE) == prose


def test_an_attribute_may_hold_what_looks_like_a_tag() -> None:
    html = '<a href="x.html" title="a > b <img src=&quot;no&quot;> c">x</a>'
    assert absolute_html(html, BASE).startswith(
        '<a href="https://status.northwind.example/incidents/x.html" title="a > b'
    )


@given(st.text(alphabet='ab <>"=/()[]!hrefsc#.', max_size=60))
def test_absolute_twice_is_absolute_once(text: str) -> None:
    once = absolute_html(markdown_html(text), BASE)
    assert absolute_html(once, BASE) == once
