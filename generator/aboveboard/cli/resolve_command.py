"""`aboveboard resolve`: the end of an incident."""

from __future__ import annotations

from pathlib import Path

import typer

from aboveboard.cli.options import Root
from aboveboard.cli.update_command import At, RecordId, Text

# What is said when a script says nothing.
_RESOLVED = "The incident is resolved."


def add_to(app: typer.Typer) -> None:
    app.command()(resolve)


def resolve(id: RecordId, text: Text = None, root: Root = Path(), at: At = None) -> None:
    """Set `resolved:` and add the Resolved update."""
    from aboveboard.cli.update_command import add_update
    from aboveboard.records.layout import Kind

    add_update(root, id, "Resolved", text, at, None, True, (Kind.INCIDENT,), _RESOLVED)
