"""`aboveboard due`: what is owed now and next, by role. For staff alone: it names customers."""

from __future__ import annotations

import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.cli.options import AsOf, Root
from aboveboard.errors import UsageError

if TYPE_CHECKING:
    from aboveboard.promises.due import DueList
    from aboveboard.records.register import Register
    from aboveboard.records.values import Duration


class DueFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


def add_to(app: typer.Typer) -> None:
    app.command()(due)


def due(
    root: Root = Path(),
    as_of: AsOf = None,
    within: Annotated[str, typer.Option(help="How far ahead to look: 12h, 7d, 3bd (business days).")] = "7d",
    role: Annotated[
        str | None, typer.Option(help="Only what this role, person or team owes; a part is enough.")
    ] = None,
    format: Annotated[DueFormat, typer.Option("--format", help="How to print it.")] = DueFormat.TEXT,
) -> None:
    """Print what is owed now and next: words, RFOs, corrective actions, meetings, outcomes, by whom. For staff alone."""
    from aboveboard.availability.business_days import after
    from aboveboard.cli.due_lines import due_json, due_lines
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.promises.due import due_list
    from aboveboard.records.repository import read_repository

    ahead = _duration(within)
    workplace = workplace_at(root, as_of)
    repository = read_repository(workplace.root)
    for reading in repository.broken:
        print(f"{reading.file.path}: broken, so nothing of it is told; see `aboveboard check`", file=sys.stderr)
    register = repository.register
    until = after(workplace.now, ahead, register.provider)
    owed = _of_role(due_list(register, workplace.now, until), role, register)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    lines = due_json if format is DueFormat.JSON else due_lines
    for line in lines(owed, workplace.now, until, register):
        print(line)


def _duration(text: str) -> Duration:
    """Raises `UsageError` for what is no duration."""
    from pydantic import TypeAdapter, ValidationError

    from aboveboard.records.values import Period

    try:
        found: Duration = TypeAdapter(Period).validate_python(text)
    except ValidationError as error:
        context = error.errors()[0].get("ctx", {})
        raise UsageError(f"--within: {context.get('message', 'no duration')}; {context.get('hint', '')}") from error
    return found


def _of_role(owed: DueList, role: str | None, register: Register) -> DueList:
    """Those of the role alone; raises `UsageError`, with the nearest one, for a role that no record names."""
    from aboveboard.promises.due import DueList
    from aboveboard.promises.roles import everybody
    from aboveboard.records.nearest import did_you_mean
    from aboveboard.records.wrong import printable, shown

    if role is None:
        return owed
    wanted = " ".join(role.split()).casefold()
    debtors = everybody(register)
    if not any(wanted in str(debtor).casefold() for debtor in debtors):
        words = {word for debtor in debtors for word in (debtor.role, debtor.person, str(debtor)) if word}
        hint = did_you_mean(role, words) or "the records name nobody like that"
        raise UsageError(f'--role: nobody "{shown(role)}"; {printable(hint)}')
    return DueList(
        now=tuple(one for one in owed.now if wanted in str(one.by).casefold()),
        next=tuple(one for one in owed.next if wanted in str(one.by).casefold()),
    )
