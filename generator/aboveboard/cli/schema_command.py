"""`aboveboard schema`: what records may look like, for editors."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    app.command()(schema)


def schema(
    into: Annotated[
        Path | None,
        typer.Option("--into", help="Write one file for each kind here, KIND.json; else print all of them."),
    ] = None,
) -> None:
    """Write JSON Schemas of catalog files and front matter, made from the models: editors complete and check with them."""
    from aboveboard.records.json_schema import schema_files, schemas
    from aboveboard.starter import write_files

    if into is None:
        print(json.dumps({kind.value: one for kind, one in schemas().items()}, indent=2))
        return
    files = schema_files()
    write_files(files, into)
    print(f"{into}: {len(files)} schemas", file=sys.stderr)
