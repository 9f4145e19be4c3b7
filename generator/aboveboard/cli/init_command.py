"""`aboveboard init`: a new status repository."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    app.command()(init)


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="An empty or absent folder.")],
) -> None:
    """Begin a status repository: a provider, two services, a customer, an incident to delete, workflows, editor settings."""
    from aboveboard import __version__
    from aboveboard.starter import files_of, refuse_unless_empty, write_files

    refuse_unless_empty(directory, "begin in")
    files = files_of(__version__, int(time.time()))  # noqa: TID251
    write_files(files, directory)
    print(f"{directory}: {len(files)} files; README.md there says what comes first", file=sys.stderr)
