"""`aboveboard from-issue`: an issue, or a comment on one, carried out in the records."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    app.command("from-issue")(from_issue)


def from_issue() -> None:
    """stub"""
