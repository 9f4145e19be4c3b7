"""The story of a comparison as a comment on a pull request: GitHub's Markdown, in which records stay data.

Whatever people wrote is escaped: nothing of it is formatted, links, mentions anybody or refers to an issue, ends a
table or a fold, hides itself, or speaks to the runner that prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from aboveboard.comparison.headline import count_text
from aboveboard.comparison.story import Row, Section, Story
from aboveboard.records.wrong import printable

# Finds the comment again, to put a newer one in its place.
MARKER = "<!-- aboveboard:diff -->"
# GitHub takes 65,536 characters.
MOST_CHARACTERS = 60_000

_FOR_ENDING = 600
_FOR_SECTION = 400
_MOST_LONG = 2_000

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}
_BACKSLASHED = frozenset("\\`*_[]|~")
# A break that nobody sees, after what would begin a mention, a reference, an address, an emoji or a workflow command.
_BREAK = "&#8203;"
_BEGINNINGS = re.compile(r"[@#]|:(?=[^\s\d])|(?i:\b(?:gh-|www(?=\.)))")
_SPECIAL = re.compile(r"[&<>$\\`*_\[\]|~]")


def story_markdown(story: Story) -> str:
    """At most `MOST_CHARACTERS`: what is cut is counted in words."""
    head = [MARKER, _headline(story.headline), escaped(story.compared), *map(escaped, story.notes)]
    begin = "\n\n".join(head) + "\n"
    left = MOST_CHARACTERS - len(begin) - _FOR_ENDING - _FOR_SECTION * len(story.sections)
    rows = [[_row(section, row) for row in section.rows] for section in story.sections]
    shown, folded = [], []
    for section, lines in zip(story.sections, rows, strict=True):
        fitting, left = _fitting(lines[: section.shown], left)
        shown.append(fitting)
    for section, lines, fitting in zip(story.sections, rows, shown, strict=True):
        rest = lines[section.shown :] if fitting == len(lines[: section.shown]) else []
        more, left = _fitting(rest, left)
        folded.append(more)
    parts = [
        _section(section, lines, fitting, more)
        for section, lines, fitting, more in zip(story.sections, rows, shown, folded, strict=True)
    ]
    is_cut = any(fitting + more < len(lines) for lines, fitting, more in zip(rows, shown, folded, strict=True))
    return "\n".join((begin, *parts, _ending(is_cut)))


def escaped(text: str) -> str:
    """Plain text as Markdown that shows it, on one line; control, invisible and turning characters become visible."""
    line = printable(" ".join(text.split()))
    if len(line) > _MOST_LONG:
        line = f"{line[:_MOST_LONG]}…"
    broken = _BEGINNINGS.sub(lambda match: f"{match.group()}\0", line)
    return _SPECIAL.sub(lambda match: _escape(match.group()), broken).replace("\0", _BREAK)


def _escape(character: str) -> str:
    return f"\\{character}" if character in _BACKSLASHED else _ENTITIES[character]


def _headline(sentences: Sequence[str]) -> str:
    first, *others = map(escaped, sentences)
    return " ".join((f"**{first}**", *others))


def _fitting(lines: Sequence[str], left: int) -> tuple[int, int]:
    """How many of the lines fit, and how much is left then."""
    count = 0
    for line in lines:
        if len(line) + 1 > left:
            break
        left -= len(line) + 1
        count += 1
    return count, left


def _section(section: Section, lines: Sequence[str], shown: int, folded: int) -> str:
    parts = [f"### {section.title}\n"]
    if section.note:
        parts.append(f"{section.note}\n")
    if shown:
        parts.append(f"{_block(section, lines[:shown])}\n")
    if folded:
        rest = lines[section.shown : section.shown + folded]
        summary = f"{count_text(folded, *section.thing)} more"
        parts.append(f"<details><summary>{summary}</summary>\n\n{_block(section, rest)}\n\n</details>\n")
    if missing := len(lines) - shown - folded:
        parts.append(f"{count_text(missing, *section.thing)} {'is' if missing == 1 else 'are'} not listed here.\n")
    return "\n".join(parts)


def _block(section: Section, lines: Iterable[str]) -> str:
    header = [_table_row(section.header), _table_row(["---"] * len(section.header))] if section.header else []
    return "\n".join([*header, *lines])


def _row(section: Section, row: Row) -> str:
    if section.header:
        return _table_row([escaped(cell) for cell in row.cells])
    return f"- **{escaped(row.strong)}** {escaped(row.cells[0])}"


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _ending(is_cut: bool) -> str:
    everything = "Cut to a readable length; `aboveboard diff --format json` says everything. " if is_cut else ""
    return (
        f"<sub>{everything}Names customers: for the repository of records only. "
        "Percentages are cut, months are the customer’s; `aboveboard availability --explain` shows the working.</sub>\n"
    )
