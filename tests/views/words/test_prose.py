from __future__ import annotations

import pytest

from aboveboard.views.words.prose import count_text, first_paragraph, first_sentence, list_text, plain_text, shortened


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (
            "Both sessions *down*, **all** `edge-fra1` [here](https://a.example/).",
            "Both sessions down, all edge-fra1 here.",
        ),
        ("- one\n- two", "one two"),
        ("1. one\n2. two", "one two"),
        ("### Where\nIn Frankfurt", "Where In Frankfurt"),
        ("> quoted", "quoted"),
        ("a\n\n```\ncode\n```\n\nb", "a b"),
        ("![a map](map.png) of <b>it</b>", "a map of it"),
        ("a\n\n~~~\ncode\n~~~\n\nb", "a b"),
        ("***all*** and __some__, *_both_* and **one *in* another**", "all and some, _both_ and one *in* another"),
        ("x * y, _c and e_f *g", "x * y, _c and e_f *g"),
        ("one\ttwo\r\n  three\xa0 four ", "one two three\xa0 four"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        (r"5 \* 3 and <https://a.example/x>", "5 * 3 and https://a.example/x"),
        ("<script>alert(1)</script>x", "alert(1)x"),
    ],
)
def test_plain_text_is_what_a_reader_would_read(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Pages time out. We look.", "Pages time out."),
        ("Version 7.4.2 of e.g. the edge. Next word 14:20.", "Version 7.4.2 of e.g. the edge."),
        ("No end", "No end"),
        ("First line\ngoes on. Then more.\n\nSecond paragraph.", "First line goes on."),
        ("", ""),
    ],
)
def test_the_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_a_long_text_ends_at_a_word() -> None:
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("one two", 7) == "one two"


def test_lists_read_like_speech() -> None:
    assert list_text(["A"]) == "A"
    assert list_text(["A", "B", "C"]) == "A, B and C"
    assert list_text(["A", "B", "C", "D"], most=2) == "A, B and 2 more"
    assert list_text([]) == ""
    assert count_text(1, "update") == "1 update"
    assert count_text(1200, "update") == "1,200 updates"


def test_the_first_paragraph_keeps_its_markdown() -> None:
    assert first_paragraph("\nA *b*\nc\n\nd") == "A *b*\nc"
