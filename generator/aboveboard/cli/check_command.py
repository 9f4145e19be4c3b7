"""`aboveboard check`: everything that is wrong, in one run."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.cli.options import AsOf, Root

if TYPE_CHECKING:
    from aboveboard.errors import Problem


class ProblemFormat(StrEnum):
    TEXT = "text"
    GITHUB = "github"
    JSON = "json"


Format = Annotated[ProblemFormat, typer.Option("--format", help="`github` for annotations, `json` for other tools.")]


def add_to(app: typer.Typer) -> None:
    app.command()(check)


def check(root: Root = Path(), as_of: AsOf = None, format: Format = ProblemFormat.TEXT) -> None:
    """Report every problem of the records as file:line:column, and what would be right. Exit 1 when there are errors."""
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.errors import Severity
    from aboveboard.records.repository import check_repository, read_repository

    workplace = workplace_at(root, as_of)
    repository = read_repository(workplace.root)
    problems = check_repository(repository, workplace.now)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    for line in _LINES[format](problems):
        print(line)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    counts = (_counted(len(repository.readings), "file"), _counted(errors, "error"), _counted(warnings, "warning"))
    print(", ".join(counts), file=sys.stderr)
    if errors:
        raise typer.Exit(1)


def _text_lines(problems: Iterable[Problem]) -> Iterable[str]:
    from aboveboard.records.wrong import printable

    return (printable(str(problem)) for problem in problems)


def _github_lines(problems: Iterable[Problem]) -> Iterable[str]:
    """Workflow commands; GitHub shows the first ten of each severity beside the changed lines."""
    for problem in problems:
        field = f"{problem.field}: " if problem.field else ""
        hint = f"; {problem.hint}" if problem.hint else ""
        path = _escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
        place = f"file={path},line={problem.line},col={problem.column}"
        yield f"::{problem.severity.value} {place}::{_escaped(f'{field}{problem.message}{hint}')}"


def _escaped(text: str) -> str:
    from aboveboard.records.wrong import printable

    return printable(text).replace("%", "%25")


def _json_lines(problems: Iterable[Problem]) -> Iterable[str]:
    rows = [
        {
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "severity": problem.severity.value,
            "field": problem.field,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return (json.dumps(rows, indent=2),)


_LINES = {
    ProblemFormat.TEXT: _text_lines,
    ProblemFormat.GITHUB: _github_lines,
    ProblemFormat.JSON: _json_lines,
}


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
