"""`aboveboard comment`: a file as a comment on GitHub, updated in place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    app.command()(comment)


def comment(
    file: Annotated[Path, typer.Argument(help="The comment's text, as Markdown.")],
    on: Annotated[int, typer.Option("--on", min=1, help="The number of the issue or pull request.")],
) -> None:
    """Comment on a pull request, for workflows: what begins with the same `<!-- mark -->` is updated in place."""
    from aboveboard.errors import UsageError
    from aboveboard.forge.github import repository_of

    repository = repository_of(os.environ)
    try:
        text = file.read_text("utf-8", "replace")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from error
    if not text.strip():
        raise UsageError(f"{file} is empty: there is nothing to say")
    print(repository.comment_in_place(on, text))
