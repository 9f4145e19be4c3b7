"""The body of a record: an introduction, then updates as second-level headings `STATUS · INSTANT`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic_core import PydanticCustomError

from aboveboard.errors import Problem
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.values import instant_of

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r"##[ \t]+(.*?)[ \t]*#*[ \t]*")
_PARTS = re.compile(r"(.*?)[ \t]*(?:·|–|—|(?<=[ \t])-(?=[ \t]))[ \t]*(\d.*)")


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that was said, when, with its text as Markdown. `line` is where its heading stands in the file."""

    status: str
    at: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Body:
    """`updates` are sorted by their instant; those of one instant keep the order written."""

    introduction: str
    updates: tuple[Update, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    at: int
    text: str


def read_body(path: str, body: str, first_line: int, statuses: type[StrEnum], problems: list[Problem]) -> Body:
    """Problems are appended; a heading that cannot be read keeps its text in what stands above it: nothing is lost."""
    lines = body.split("\n")
    starts: list[tuple[int, str, int]] = []
    for heading in _headings(lines):
        found = _status_and_instant(path, heading, first_line, statuses, problems)
        if found is not None:
            starts.append((heading.at, *found))
    ends = [*(at for at, _, _ in starts), len(lines)][1:]
    updates = [
        Update(status, instant, _text(lines[at + 1 : end]), first_line + at)
        for (at, status, instant), end in zip(starts, ends, strict=True)
    ]
    introduction = _text(lines[: starts[0][0]] if starts else lines)
    return Body(introduction, tuple(sorted(updates, key=lambda update: update.at)))


def section_headings(body: str) -> tuple[tuple[int, str], ...]:
    """Second-level headings of a text: their line in it (from 0) and their words."""
    return tuple((heading.at, heading.text) for heading in _headings(body.split("\n")))


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
        elif match := _HEADING.fullmatch(line):
            found.append(_Heading(at, match.group(1)))
    return found


def _status_and_instant(
    path: str, heading: _Heading, first_line: int, statuses: type[StrEnum], problems: list[Problem]
) -> tuple[str, int] | None:
    line = first_line + heading.at
    words = _words(statuses)
    parts = _PARTS.fullmatch(heading.text)
    if parts is None:
        hint = f"write `## {next(iter(words.values()))} · 2026-10-03 08:20 UTC`; a heading inside of an update has three #"
        problems.append(Problem(path, line, 1, "update", f'the heading "{heading.text[:60]}" is no update', hint))
        return None
    written, instant_text = parts.group(1).strip(), parts.group(2)
    status = words.get(" ".join(written.split()).casefold())
    if status is None:
        hint = did_you_mean(written, words.values())
        problems.append(Problem(path, line, 4, "update", f'no status "{written[:60]}"', hint))
    try:
        instant = instant_of(instant_text)
    except PydanticCustomError as error:
        context = error.context or {}
        problems.append(
            Problem(path, line, 4 + parts.start(2), "update", str(context["message"]), str(context["hint"]))
        )
        return None
    return (status, instant) if status is not None else None


@cache
def _words(statuses: type[StrEnum]) -> dict[str, str]:
    return {status.value.casefold(): status.value for status in statuses}


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()
