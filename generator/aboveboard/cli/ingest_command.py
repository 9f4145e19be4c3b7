"""`aboveboard ingest`: what monitoring sends made into a draft incident."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from aboveboard.cli.options import AsOf, Root
from aboveboard.errors import UsageError


def add_to(app: typer.Typer) -> None:
    app.command()(ingest)


def ingest(
    format: Annotated[str, typer.Argument(help="Who sends it: alertmanager or grafana.")],
    root: Root = Path(),
    as_of: AsOf = None,
) -> None:
    """Write or continue a draft incident from the payload of a webhook on standard input, and print its path."""
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.ingest import FORMATS
    from aboveboard.ingest.payload import LIMIT_BYTES, read_json
    from aboveboard.ingest.run import ingest as ingest_notification
    from aboveboard.records.nearest import did_you_mean
    from aboveboard.records.wrong import printable, quoted

    if format not in FORMATS:
        raise UsageError(f"no format {quoted(format)}; {did_you_mean(format, FORMATS)}")
    workplace = workplace_at(root, as_of)
    if sys.stdin.isatty():
        raise UsageError(f"the payload comes on standard input: aboveboard ingest {format} < payload.json")
    notification = FORMATS[format](read_json(sys.stdin.buffer.read(LIMIT_BYTES + 1)))
    done = ingest_notification(workplace.root, notification, workplace.now)
    for path in done.paths:
        print(path)
    for line in (*done.words, *done.for_a_person):
        print(f"ingest: {printable(line)}", file=sys.stderr)
    if done.for_a_person:
        raise typer.Exit(1)
