"""The body of a record: an introduction, then updates as second-level headings `STATUS · INSTANT`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from pydantic_core import PydanticCustomError

from aboveboard.errors import Problem, Severity
from aboveboard.frozen import frozen
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.values import instant_of
from aboveboard.records.wrong import MOST_PROBLEMS, contexts_of, quoted

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?!#)[ \t]*")
_LEVEL = 2
# What stands between a status and its instant; a hyphen only between blanks.
_BETWEEN = re.compile(r"(?:[·–—]|(?<=[ \t])-(?=[ \t]))[ \t]*(?=[0-9])")


@frozen
class Update:
    """One thing that was said, when, with its text as Markdown. `line` is where its heading stands in the file."""

    status: str
    at: int
    text: str
    line: int


@frozen
class Body:
    """`updates` are sorted by their instant; those of one instant keep the order written.

    `is_whole` says that every heading could be read.
    """

    introduction: str
    updates: tuple[Update, ...]
    is_whole: bool


@frozen
class _Heading:
    """`at` counts lines from 0, `column` characters from 1: where the text begins."""

    at: int
    column: int
    text: str
    level: int


def read_body(path: str, body: str, first_line: int, statuses: type[StrEnum], problems: list[Problem]) -> Body:
    """Problems are appended; a heading that cannot be read keeps its text in what stands above it: nothing is lost."""
    lines = body.split("\n")
    starts: list[tuple[int, str, int]] = []
    every = _headings(lines)
    problems += (_no_update(path, one, first_line) for one in every if _looks_like_an_update(one, statuses))
    headings = [one for one in every if one.level == _LEVEL]
    for heading in headings:
        if len(problems) > MOST_PROBLEMS:
            break
        found = _status_and_instant(path, heading, first_line, statuses, problems)
        if found is not None:
            starts.append((heading.at, *found))
    ends = [*(at for at, _, _ in starts), len(lines)][1:]
    updates = [
        Update(status, instant, _text(lines[at + 1 : end]), first_line + at)
        for (at, status, instant), end in zip(starts, ends, strict=True)
    ]
    introduction = _text(lines[: starts[0][0]] if starts else lines)
    return Body(introduction, tuple(sorted(updates, key=lambda update: update.at)), len(starts) == len(headings))


def section_headings(body: str) -> tuple[tuple[int, str], ...]:
    """Second-level headings of a text: their line in it (from 0) and their words."""
    return tuple((one.at, one.text) for one in _headings(body.split("\n")) if one.level == _LEVEL)


def _headings(lines: Sequence[str]) -> list[_Heading]:
    found = []
    fence = ""
    for at, line in enumerate(lines):
        if not line or line[0] not in "#`~ ":
            continue
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif match := _FENCE.match(line):
            fence = match.group(1)
        elif match := _HEADING.match(line):
            text = _without_closing_marks(line[match.end() :])
            found.append(_Heading(at, match.end() + 1, text, len(match.group(1))))
    return found


def _without_closing_marks(text: str) -> str:
    """`Resolved ##` is `Resolved`; `C#` stays."""
    text = text.rstrip(" \t")
    bare = text.rstrip("#")
    return bare.rstrip(" \t") if not bare or bare[-1] in " \t" else text


def _looks_like_an_update(heading: _Heading, statuses: type[StrEnum]) -> bool:
    """Of another level: it is text of the update above it."""
    between = _BETWEEN.search(heading.text) if heading.level != _LEVEL else None
    return between is not None and heading.text[: between.start()].strip().casefold() in _words(statuses)


def _no_update(path: str, heading: _Heading, first_line: int) -> Problem:
    message = f"{quoted(heading.text)} is no update, but a part of what stands above it"
    hint = f"write `## {heading.text}`, with two #, if it is one"
    return Problem(path, first_line + heading.at, heading.column, "update", message, hint, Severity.WARNING)


def _status_and_instant(
    path: str, heading: _Heading, first_line: int, statuses: type[StrEnum], problems: list[Problem]
) -> tuple[str, int] | None:
    line = first_line + heading.at
    words = _words(statuses)
    between = _BETWEEN.search(heading.text)
    if between is None:
        example = f"`## {next(iter(words.values()))} · 2026-10-03 08:20 UTC`"
        message = f"the heading {quoted(heading.text)} is not an update"
        hint = f"write {example}; a heading inside of an update has three #"
        problems.append(Problem(path, line, heading.column, "update", message, hint))
        return None
    written = heading.text[: between.start()].strip()
    status = words.get(" ".join(written.split()).casefold())
    if status is None:
        hint = did_you_mean(written, words.values())
        problems.append(Problem(path, line, heading.column, "update", f"no status {quoted(written)}", hint))
    try:
        instant = instant_of(heading.text[between.end() :])
    except PydanticCustomError as error:
        (context,) = contexts_of(error)
        column = heading.column + between.end()
        problems.append(Problem(path, line, column, "update", context["message"], context["hint"]))
        return None
    return (status, instant) if status is not None else None


@cache
def _words(statuses: type[StrEnum]) -> dict[str, str]:
    return {status.value.casefold(): status.value for status in statuses}


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()
