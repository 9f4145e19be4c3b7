from __future__ import annotations

import re

import pytest

from aboveboard.render.markdown import markdown_html


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
