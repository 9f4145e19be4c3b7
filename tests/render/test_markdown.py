from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aboveboard.render import markdown
from aboveboard.render.markdown import is_plain, markdown_html, plain_html

_WORDS = st.sampled_from([
    "Pages", "time out", "at 13:31 UTC", "1.5", "1.", "2)", "-", "--", "+", "=", "===", "!", "!!! note", ":", "(a)",
    "“q”", "\xa0%", "x*y", "a_b", "`c`", "[l](u)", "<b>", "&amp;", "#", "|", "\\", "\u2028", "\u200b", "é", "http://x.example/",
])  # fmt: skip
_TEXT = st.lists(st.one_of(_WORDS, st.sampled_from([" ", "  ", "\n", "\n\n", "\n\n\n"]), st.text(max_size=3))).map(
    "".join
)


def the_long_way(text: str) -> str:
    return markdown._CLEANER.clean(markdown._MARKDOWN.reset().convert(text))


@settings(max_examples=600, deadline=None)
@given(_TEXT)
@example("Pages time out.\nSecond line\n\n\nNext\xa0paragraph.")
@example("a\n1. b")
@example("\xa0a")
def test_the_fast_path_gives_what_the_long_way_gives(text: str) -> None:
    if is_plain(text):
        assert plain_html(text) == the_long_way(text)


def test_plain_prose_takes_the_fast_path() -> None:
    assert is_plain("Norvia confirms a cut fibre (13:31 UTC); 40\xa0% moved.\n\nNext word: 14:01.")


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("<script>alert(1)</script>", "alert"),
        ('<a href="javascript:alert(1)">x</a>', "javascript"),
        ("[x](javascript:alert(1))", "javascript"),
        ('<p onclick="alert(1)">x</p>', "onclick"),
        ('<p style="color:red">x</p>', "style"),
        ('<p class="verdict">x</p>', "verdict"),
        ("<iframe src='https://a.example/'></iframe>", "iframe"),
        ("<!-- a secret -->x", "secret"),
        ("![x](data:text/html,boo)", "data:"),
    ],
)
def test_what_is_not_allowed_does_not_come_out(text: str, unwanted: str) -> None:
    assert unwanted not in markdown_html(text)


def test_ids_of_authors_get_a_prefix_and_links_are_not_followed() -> None:
    html = markdown_html('<p id="live">See [this](https://a.example/).</p>\n\n[that](https://b.example/)')
    assert 'id="text-live"' in html
    assert 'rel="nofollow noopener noreferrer"' in html


def test_headings_stand_below_the_pages_own() -> None:
    assert markdown_html("# A\n\n### B") == "<h2>A</h2>\n<h4>B</h4>"
    assert markdown_html("## A\n\n###### B", deeper=0) == "<h2>A</h2>\n<h6>B</h6>"


def test_tables_line_up_without_a_style_attribute() -> None:
    html = markdown_html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<td align="right">2</td>' in html
    assert "style" not in html


def test_one_text_after_another_leaves_nothing_behind() -> None:
    first = markdown_html("[a]: https://a.example/\n\nSee [a].")
    assert "https://a.example/" in first
    assert "https://a.example/" not in markdown_html("See [a].")


def test_a_block_of_code_keeps_its_lines() -> None:
    assert re.sub(r"\s+", " ", markdown_html("```\nx\ny\n```")) == "<pre><code>x y </code></pre>"
