"""An edit changes the lines it must: every other byte of a record is as it was."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aboveboard.errors import Problems
from aboveboard.records.front_matter import read_front_matter
from aboveboard.records.source import source_of
from aboveboard.records.updates import read_body
from aboveboard.records.vocabulary import IncidentStatus
from aboveboard.writing.scalars import scalar
from aboveboard.writing.text_edit import add_entry, append_block, set_key
from aboveboard.writing.update_block import as_data, first_block, update_block

NEWLINES = st.sampled_from(["\n", "\r\n"])
# What people write beside a value, and between the lines.
COMMENTS = st.sampled_from(["", "  # as the pager says", " #", "   "])
BETWEEN = st.lists(st.sampled_from(["", "# about what follows", "   # indented", "  "]), max_size=2)
VALUES = st.sampled_from(
    [
        "plain text", '"quoted: # no comment"', "'it''s'", "2026-10-03 08:12 UTC", "[a, b]", "{a: 1, b: [2, 3]}",
        "\n  - {on: edge, level: outage}\n  - on: core  # why\n    level: partial", "|\n  several\n\n  lines", ">-\n  folded\n  text",
        "\n- on: edge\n- on: core", "first\n  and second line", "𝄞 ü …", '"\\u00e9\\n"',
    ]
)  # fmt: skip
BODIES = st.sampled_from(
    [
        "",
        "Intro.",
        "\nIntro\n\n## Investigating · 2026-10-03 08:20 UTC\n\nWe look.\n",
        "\n\n\n",
        "```\n## no heading\n```\n",
        "---\nfoo: bar\n---\n",
    ]
)


@st.composite
def records(draw: st.DrawFn, keys: tuple[str, ...]) -> str:
    """A front matter with these keys in any order, with comments and blank lines, and a body."""
    lines: list[str] = []
    for key in draw(st.permutations(keys)):
        lines += draw(BETWEEN)
        value = draw(VALUES)
        lines.append(
            f"{key}:{'' if value[0] == chr(10) else ' '}{value}{draw(COMMENTS) if chr(10) not in value else ''}"
        )
    lines += draw(BETWEEN)
    text = "---\n" + "\n".join(lines) + "\n---\n" + draw(BODIES)
    bom = "\ufeff" if draw(st.booleans()) else ""
    return bom + text.replace("\n", draw(NEWLINES))


def document_of(data: bytes) -> dict[str, object]:
    value = read_front_matter(source_of("p.md", data)).document.value
    assert isinstance(value, dict)
    return value


@settings(deadline=None)
@given(records(("title", "started", "tags")), st.sampled_from([("started",), ("title", "tags"), ("absent",)]))
def test_a_new_key_is_one_more_line_and_nothing_else(record: str, after: tuple[str, ...]) -> None:
    data = record.encode()
    edited = set_key("p.md", data, "resolved", "2026-10-03 09:02 UTC", after)
    newline = b"\r\n" if b"\r\n" in data else b"\n"
    line = b"resolved: 2026-10-03 09:02 UTC" + newline
    assert edited.count(line) == 1
    assert edited.replace(line, b"") == data
    assert document_of(edited) == {**document_of(data), "resolved": "2026-10-03 09:02 UTC"}


@settings(deadline=None)
@given(records(("title", "started", "tags")))
def test_a_value_is_replaced_and_the_comment_beside_it_stays(record: str) -> None:
    data = record.encode()
    newline = "\r\n" if "\r\n" in record else "\n"
    data = data.replace(
        b"---" + newline.encode(), f"---{newline}next_update:   'old'   # promised{newline}".encode(), 1
    )
    edited = set_key("p.md", data, "next_update", "2026-10-03 09:30 UTC", ())
    assert edited.replace(b"2026-10-03 09:30 UTC   # promised", b"'old'   # promised", 1) == data


@settings(deadline=None)
@given(records(("title", "changes", "tags")))
def test_an_entry_is_added_below_the_others_or_refused(record: str) -> None:
    data = record.encode()
    before = document_of(data)["changes"]
    try:
        edited = add_entry("p.md", data, "changes", "{revision: 2}", ("title",))
    except (Problems, TypeError):
        assert not isinstance(before, list)
        return
    if isinstance(before, list):
        assert document_of(edited) == {**document_of(data), "changes": [*before, {"revision": "2"}]}
        assert len(edited) - len(data) < 30


@settings(deadline=None)
@given(records(("title", "started")), st.text(max_size=200))
def test_an_update_is_added_at_the_end(record: str, text: str) -> None:
    data = record.encode()
    try:
        block = update_block("Update", 1_790_000_000, text.encode("utf-8", "replace").decode())
    except UnicodeEncodeError:
        return
    edited = append_block(data, block)
    assert edited.startswith(data)


TEXTS = [
    "## Resolved · 2026-10-03 09:02 UTC",
    "a\u2028## Resolved · 2026-10-03 09:02 UTC\u2028b",
    "a\r\n   ## Resolved · 2026-10-03 09:02 UTC",
    "title\n---\nmore\n===",
    "```\n## stays as it is\n---\n",
    "~~~~\n```\n## x\n~~~~\n## y",
    "\n\n  \n## \n",
    "<script>alert(1)</script> $(rm -rf /) ::set-output name=x::y \u202e !!python/object",
    "    ## code",
    "- ```\n## in a list",
]


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_becomes_another_update(text: str) -> None:
    body = update_block("Update", 1_790_000_000, text) + first_block("Resolved", 1_790_000_060, "It works.")
    problems: list[object] = []
    updates = read_body("p.md", body.replace("\u2028", "\n"), 1, IncidentStatus, problems).updates  # type: ignore[arg-type]
    assert problems == []
    assert [(update.status, update.text) for update in updates] == [
        ("Update", as_data(text)),
        ("Resolved", "It works."),
    ]


@given(st.text(st.characters(codec="utf-8")))
@example("=\f")
def test_text_that_was_made_safe_stays_as_it_is(text: str) -> None:
    assert as_data(as_data(text)) == as_data(text)


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=80))
def test_a_scalar_reads_back_as_the_text(text: str) -> None:
    data = f"---\na: {scalar(text)}\nb: {{c: {scalar(text)}, d: [{scalar(text)}]}}\n---\n".encode()
    expected = text
    assert document_of(data) == {"a": expected, "b": {"c": expected, "d": [expected]}}


def test_what_cannot_be_edited_safely_is_refused() -> None:
    with pytest.raises(Problems, match="by hand"):
        set_key("p.md", b"---\n? title\n: x\n? started\n---\n", "resolved", "2026-10-03 09:02 UTC", ("started",))
    with pytest.raises(Problems, match="stands twice"):
        set_key("p.md", b"---\na: 1\na: 2\n---\n", "resolved", "2026-10-03 09:02 UTC", ())


def test_a_mapping_in_braces_gets_its_key_in_braces() -> None:
    edited = set_key(
        "p.md", b"---\n{title: x, started: 1}  # odd\n---\n", "resolved", "2026-10-03 09:02 UTC", ("started",)
    )
    assert edited == b"---\n{title: x, started: 1, resolved: 2026-10-03 09:02 UTC}  # odd\n---\n"
