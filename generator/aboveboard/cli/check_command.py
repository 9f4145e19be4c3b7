"""`aboveboard check`: everything that is wrong, in one run."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from aboveboard.cli.options import AsOf, Root


def add_to(app: typer.Typer) -> None:
    app.command()(check)


def check(root: Root = Path(), as_of: AsOf = None) -> None:
    """Report every problem of the records as file:line:column, and what would be right. Exit 1 when there are errors."""
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.errors import Severity
    from aboveboard.records.repository import check_repository, read_repository

    workplace = workplace_at(root, as_of)
    repository = read_repository(workplace.root)
    problems = check_repository(repository, workplace.now)
    for problem in problems:
        print(problem)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    print(f"{len(repository.readings)} files, {errors} errors, {warnings} warnings", file=sys.stderr)
    if errors:
        raise typer.Exit(1)
