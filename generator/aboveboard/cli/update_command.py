"""`aboveboard update`: one more word on an incident or a change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.cli.options import Root

if TYPE_CHECKING:
    from aboveboard.records.layout import Kind

RecordId = Annotated[str, typer.Argument(metavar="ID", help="The id, or words of it that only one open record has.")]
Text = Annotated[
    str | None,
    typer.Argument(metavar="TEXT", help="What is said; `-` reads it from standard input, nothing opens $EDITOR."),
]
At = Annotated[str | None, typer.Option("--at", help="When it was said.", show_default="now")]
Next = Annotated[str | None, typer.Option("--next", help="When the next update follows: an instant, or 30m from then.")]


def add_to(app: typer.Typer) -> None:
    app.command()(update)


def update(
    id: RecordId,
    status: Annotated[str, typer.Argument(metavar="STATUS", help="Investigating, Identified, Monitoring, Update, …")],
    text: Text = None,
    root: Root = Path(),
    at: At = None,
    next: Next = None,
    no_milestone: Annotated[
        bool, typer.Option("--no-milestone", help="Leave the milestones alone that follow from the status.")
    ] = False,
) -> None:
    """Add an update to an incident or a change, and the milestone that follows from its status."""
    from aboveboard.records.layout import Kind

    add_update(root, id, status, text, at, next, not no_milestone, (Kind.INCIDENT, Kind.CHANGE))


def add_update(
    root: Path,
    id: str,
    status: str,
    text: str | None,
    at: str | None,
    next: str | None,
    milestones: bool,
    kinds: tuple[Kind, ...],
    default_text: str | None = None,
) -> None:
    """What `update` and `resolve` share; the text is asked for last, when everything else is known to be right."""
    from aboveboard.cli.said import can_ask, text_said
    from aboveboard.cli.saved import provider_at, say, told
    from aboveboard.cli.values_said import instant_said, next_said
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.writing.named import record_file
    from aboveboard.writing.record_update import Edited, Told, status_named, with_update
    from aboveboard.writing.saving import save_edit

    workplace = workplace_at(root)
    file = record_file(workplace.root, id, kinds)
    named = status_named(status, file.kind)
    provider = provider_at(workplace.root)
    instant = instant_said(at) if at is not None else workplace.now
    due = next_said(next, instant, provider) if next is not None else None
    if text is None and default_text is not None and not can_ask():
        text = default_text
    said = Told(named, instant, text_said(text, "TEXT"), due, milestones)
    edits: list[Edited] = []

    def edit(data: bytes) -> bytes:
        edits.append(with_update(file, data, said, provider))
        return edits[-1].data

    told(lambda: save_edit(workplace.root, file, edit, workplace.now))
    say(f"  {line}" for line in (*edits[-1].keys, *edits[-1].left))
