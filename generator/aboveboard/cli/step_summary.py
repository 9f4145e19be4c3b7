"""The table of problems for the summary page of a GitHub workflow: Markdown in which what people wrote stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aboveboard.cli.checked import Checked
from aboveboard.errors import Problem
from aboveboard.records.wrong import printable

# GitHub takes a mebibyte from each step, and nothing at all of more.
_MOST_BYTES = 900_000
_LONGEST_CELL = 500
# Whatever Markdown, HTML, mathematics or a mention could begin with.
_MARK = re.compile(r"[!-,./:;<=>?@\[\\\]^_`{|}~]")


def step_summary(checked: Checked) -> str:
    lines = [f"### aboveboard check: {checked.counts}"]
    lines += [f"\n{_cell(note)}" for note in checked.notes]
    if checked.problems:
        lines += ["", "| | where | field | what |", "|---|---|---|---|"]
        lines += _rows(checked, _MOST_BYTES - len("\n".join(lines).encode()))
    return "\n".join(lines) + "\n\n"


def _rows(checked: Checked, bytes_left: int) -> Iterator[str]:
    for at, problem in enumerate(checked.problems):
        row = _row(problem)
        bytes_left -= len(row.encode()) + 1
        if bytes_left < 0:
            yield f"| | | | {len(checked.problems) - at} more stand in the log |"
            return
        yield row


def _row(problem: Problem) -> str:
    what = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
    where = f"{problem.path}:{problem.line}:{problem.column}"
    return f"| {problem.severity.value} | {_cell(where)} | {_cell(problem.field)} | {_cell(what)} |"


def _cell(text: str) -> str:
    """Marks become character references, which a reader sees as they were and Markdown does not."""
    shown = printable(text[:_LONGEST_CELL]) + ("…" if len(text) > _LONGEST_CELL else "")
    return _MARK.sub(lambda mark: f"&#{ord(mark.group())};", shown)
