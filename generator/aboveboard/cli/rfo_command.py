"""`aboveboard rfo`: the steps in which an RFO is published."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.cli.options import Root
from aboveboard.errors import UsageError

if TYPE_CHECKING:
    from aboveboard.records.layout import File


class RfoStep(StrEnum):
    PRELIMINARY = "preliminary"
    FINAL = "final"
    REVISE = "revise"


def add_to(app: typer.Typer) -> None:
    app.command()(rfo)


def rfo(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="The incident's id, or words of it.")],
    step: Annotated[RfoStep, typer.Argument(metavar="STEP", help="preliminary, final or revise.")],
    root: Root = Path(),
    on: Annotated[
        str | None, typer.Option("--on", help="The day: 2026-10-05.", show_default="today, in the provider's zone")
    ] = None,
    what: Annotated[str | None, typer.Option("--what", help="What a revision changes, in one sentence.")] = None,
) -> None:
    """Publish an RFO as preliminary or final, or raise its revision and say what changed."""
    from aboveboard.cli.said import text_said
    from aboveboard.cli.saved import provider_at, told
    from aboveboard.cli.values_said import date_said, day_at
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.records.vocabulary import RfoStatus
    from aboveboard.writing.rfo_steps import published, revised
    from aboveboard.writing.saving import save_edit

    workplace = workplace_at(root)
    file = _file_of(workplace.root, incident, step)
    day = date_said(on) if on is not None else day_at(workplace.now, provider_at(workplace.root).timezone)
    if step is not RfoStep.REVISE and what is not None:
        raise UsageError("--what belongs to `revise`")
    if step is RfoStep.REVISE:
        changed = text_said(what, "--what")
        told(
            lambda: save_edit(workplace.root, file, lambda data: revised(file.path, data, changed, day), workplace.now)
        )
        return
    status = RfoStatus(step.value)
    told(lambda: save_edit(workplace.root, file, lambda data: published(file.path, data, status, day), workplace.now))


def _file_of(root: Path, word: str, step: RfoStep) -> File:
    """Words name one that is not final yet; what was published is revised under its whole id, or as the only one."""
    from aboveboard.records.layout import Kind, find_files
    from aboveboard.writing.named import id_named, record_file

    if step is not RfoStep.REVISE:
        return record_file(root, word, (Kind.RFO,))
    files = {file.id: file for file in find_files(root)[0] if file.kind is Kind.RFO}
    try:
        return files[id_named(word, dict.fromkeys(files, ""), "RFO")]
    except UsageError as error:
        raise UsageError(f"{error}; `aboveboard new rfo INCIDENT` begins one") from error
