"""The quick way through Markdown gives what the long way gives, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aboveboard.render.markdown_engine import engine_html
from aboveboard.render.simple_markdown import simple_html

WORDS = st.sampled_from(
    [
        "edge",
        "fra1",
        "7.4.2",
        "lost",
        "since",
        "(again)",
        "14:01",
        "it's",
        '"quoted"',
        "–",
        "ends.",
        "and,",
        "why?",
        "é",
        "1",
        "-",
        "+49",
    ]
)
SPANS = st.sampled_from(
    [
        "`bgpd`",
        "`a b`",
        "**now**",
        "**not yet**",
        "[the report](https://a.example/x)",
        "`a_b`",
        "**a.b**",
        "`x`,",
        "(`y`)",
        "**z**.",
    ]
)
ODD = st.sampled_from(
    [
        "*",
        "`",
        "[",
        "__",
        "<b>",
        "&amp;",
        "#",
        "\n",
        "  ",
        "1.",
        "-",
        "|",
        "\\",
        "~~",
        "!",
        "=",
        "http://a.example",
        "a_b_c",
        "**",
        "``",
        "](",
    ]
)
LINES = st.lists(st.one_of(WORDS, WORDS, SPANS), min_size=1, max_size=6).map(" ".join)
BULLETS = st.lists(LINES.map("- {}".format), min_size=1, max_size=3).map("\n".join)
PARAGRAPHS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
SIMPLE = st.lists(st.one_of(PARAGRAPHS, BULLETS), min_size=1, max_size=4).map("\n\n".join)
ANY = st.lists(st.one_of(WORDS, SPANS, ODD, st.text(max_size=4)), max_size=12).map("".join)

ROUGH_WORDS = st.sampled_from([
    "Pages", "time out", "at 13:31 UTC", "1.5", "1.", "2)", "-", "--", "+", "=", "===", "!", "!!! note", ":", "(a)",
    "“q”", "\xa0%", "x*y", "a_b", "`c`", "[l](u)", "<b>", "&amp;", "#", "|", "\\", "\u2028", "\u200b", "é", "http://x.example/",
])  # fmt: skip
ROUGH = st.lists(st.one_of(ROUGH_WORDS, st.sampled_from([" ", "  ", "\n", "\n\n", "\n\n\n"]), st.text(max_size=3))).map(
    "".join
)


@settings(max_examples=600, deadline=None)
@given(st.one_of(SIMPLE, ANY, ROUGH))
@example("Words.\n\n- one\n- two\n\nMore.")
@example("- one\n\n- two")
@example("**a** and `b` in [c](https://a.example/d)")
@example("1986. A great year")
@example("`a`\n`b`")
@example("Pages time out.\nSecond line\n\n\nNext\xa0paragraph.")
@example("a\n1. b")
@example("\xa0a")
@example("[a](https://a.example/b)")
@example("(`a`)–**b.**\n`c`: é")
def test_what_is_accepted_comes_out_as_the_engine_gives_it(text: str) -> None:
    quick = simple_html(text)
    assert quick is None or quick == engine_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "We see loss at `fra1`.",
        "**Mitigated.** Traffic has moved.",
        "What we do:\n\n- reroute\n- call Norvia\n\nNext word at 14:01 UTC.",
        "See [the report](https://a.example/x).",
    ],
)
def test_what_engineers_write_most_is_accepted(text: str) -> None:
    assert simple_html(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "- a\n\n- b",
        "a\n- b",
        "# a",
        "> a",
        "a  \nb",
        "    a",
        "![a](https://a.example/b)",
        "a*b*",
        "`a`b",
        "b`a`",
        "b`a.`c` d",
        "[a](https://a.example/b)`c`",
        "**a**`b`",
        "\u0085a",
        "1. a",
        "| a |",
        "a\n---",
    ],
)
def test_what_is_doubtful_is_not(text: str) -> None:
    assert simple_html(text) is None
