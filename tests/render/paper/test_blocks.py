from __future__ import annotations

import json
from typing import Any

import pytest

from aboveboard.render.markdown import markdown_html
from aboveboard.render.paper.blocks import Block, blocks_of, text_of

URL = "https://status.northwind.example/rfo/2026-10-18-timeouts.html"


def blocks(markdown: str, under: int = 2) -> list[Block]:
    return blocks_of(markdown_html(markdown), URL, under)


def test_paragraphs_keep_their_marks() -> None:
    assert blocks("One **two** *three* `four`\nfive.") == [
        {
            "is": "p",
            "line": [
                "One ",
                {"is": "b", "line": ["two"]},
                " ",
                {"is": "i", "line": ["three"]},
                " ",
                {"is": "code", "text": "four"},
                " five.",
            ],
        }
    ]


def test_nothing_gives_nothing() -> None:
    assert blocks("") == []
    assert blocks_of("<p> <br> </p><!-- a remark -->", URL, 2) == []


def test_lists_hold_blocks() -> None:
    made = blocks("3. Three\n4. Four\n\n    - inner\n\nAfter.")
    assert [one["is"] for one in made] == ["ol", "p"]
    assert made[0]["start"] == 3
    assert made[0]["items"][1][-1] == {"is": "ul", "items": [[{"is": "p", "line": ["inner"]}]]}
    assert blocks_of("<ol start='a lot'><li>x</li></ol>", URL, 2)[0]["start"] == 1


def test_code_keeps_its_lines() -> None:
    assert blocks("```\nx  = 1\n\n  y\n```") == [{"is": "pre", "text": "x  = 1\n\n  y"}]


def test_tables_have_heads_sides_and_equal_rows() -> None:
    assert blocks("| a | b |\n|---|--:|\n| *1* | 2 |") == [
        {
            "is": "table",
            "align": ["left", "right"],
            "head": [["a"], ["b"]],
            "rows": [[[{"is": "i", "line": ["1"]}], ["2"]]],
        }
    ]
    ragged = blocks_of("<table><tr><td>1<td align=char>2<td>3</tr><tr><td>4</tr></table>", URL, 2)[0]
    assert (ragged["head"], ragged["align"]) == ([], ["left"] * 3)
    assert ragged["rows"] == [[["1"], ["2"], ["3"]], [["4"], [], []]]
    assert blocks_of("<table></table>", URL, 2) == []


def test_links_are_whole_and_say_when_their_text_does_not_say_where() -> None:
    line = blocks("[here](../incidents/x.html), <https://a.example/>, [mail](mailto:noc@northwind.example).")[0]["line"]
    links = [part for part in line if isinstance(part, dict)]
    assert [(link["url"], link["noted"]) for link in links] == [
        ("https://status.northwind.example/incidents/x.html", True),
        ("https://a.example/", False),
        ("mailto:noc@northwind.example", True),
    ]
    (said,) = blocks("<noc@northwind.example>")[0]["line"]
    assert not said["noted"]
    assert blocks_of('<p><a href="https://[broken/">x</a></p>', URL, 2)[0]["line"][0]["url"] == "https://[broken/"
    assert blocks_of("<p><a>x</a></p>", URL, 2)[0]["line"] == [{"is": "span", "line": ["x"]}]


def test_pictures_are_named_not_fetched() -> None:
    made = blocks("![A burnt contact](https://c.example/contact.jpg)")[0]["line"]
    assert made == [
        {"is": "a", "url": "https://c.example/contact.jpg", "line": ["[Picture: A burnt contact]"], "noted": True}
    ]
    assert blocks_of("<p><img></p>", URL, 2)[0]["line"] == [{"is": "i", "line": ["[Picture: without a description]"]}]


@pytest.mark.parametrize(
    ("written", "levels"),
    [("## A\n\n#### B\n\n### C", [3, 4, 4]), ("##### A\n\n## B", [3, 3]), ("# A\n\n# B", [3, 3])],
)
def test_headings_skip_no_level(written: str, levels: list[int]) -> None:
    assert [one["level"] for one in blocks(written)] == levels


def test_a_heading_in_a_quotation_is_bold_text() -> None:
    assert blocks("> # Loud")[0] == {
        "is": "quote",
        "blocks": [{"is": "p", "line": [{"is": "b", "line": ["Loud"]}]}],
    }


def test_every_kind_of_block_comes_out() -> None:
    made = blocks_of(
        "loose<hr><dl><dt>Term</dt><dd>Its meaning</dd></dl><div class='admonition note'>"
        "<p class='admonition-title'>Note</p><p>H<sub>2</sub>O, x<sup>2</sup>, <del>no</del> <q>yes</q></p></div><div>plain</div>",
        URL,
        2,
    )
    assert [one["is"] for one in made] == ["p", "rule", "p", "quote", "note", "p"]
    assert [one["is"] for one in made[4]["blocks"]] == ["title", "p"]
    assert text_of(made[4]["blocks"][1]["line"]) == "H2O, x2, no “yes”"


def test_the_text_of_a_line_is_what_stands_there() -> None:
    line = blocks("One `two`  \n[three](https://a.example/)")[0]["line"]
    assert text_of(line) == "One two three"


def test_what_is_too_deep_becomes_text() -> None:
    html = "<blockquote>" * 300 + "<p>deep <b>down</b></p>" + "</blockquote>" * 300
    made = blocks_of(html, URL, 2)
    assert "deep down" in json.dumps(made)
    assert depth_of(made) < 30
    assert "x" in json.dumps(blocks_of("<p>" + "<b>" * 300 + "x" + "</b>" * 300 + "</p>", URL, 2))


def depth_of(tree: Any) -> int:
    if isinstance(tree, dict):
        return 1 + max(map(depth_of, tree.values()), default=0)
    return 1 + max(map(depth_of, tree), default=0) if isinstance(tree, list) else 0
