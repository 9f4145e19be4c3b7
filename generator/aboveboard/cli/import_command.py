"""`aboveboard import`: another tool's history made into a status repository."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.errors import UsageError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def add_to(app: typer.Typer) -> None:
    app.command("import")(import_history)


def import_history(
    format: Annotated[str, typer.Argument(help="Whose files they are: cstate.")],
    source: Annotated[Path, typer.Argument(help="The folder of the other tool's repository.")],
    into: Annotated[Path, typer.Option("--into", help="The new status repository: an empty or absent folder.")],
    timezone: Annotated[
        str | None, typer.Option(help="The zone of instants without an offset; default: the source's own, else UTC.")
    ] = None,
) -> None:
    """Make a status repository of another tool's, and print what could not be carried, file by file."""
    from aboveboard.importers import FORMATS
    from aboveboard.importers.report import report_lines
    from aboveboard.records.nearest import did_you_mean

    if format not in FORMATS:
        raise UsageError(f'no format "{format}"; {did_you_mean(format, FORMATS)}')
    report = FORMATS[format](source, into, _zone(timezone), int(time.time()))  # noqa: TID251
    for line in report_lines(report):
        print(line)


def _zone(name: str | None) -> ZoneInfo | None:
    from aboveboard.records.nearest import did_you_mean
    from aboveboard.records.zones import zone_named, zone_names

    if name is None:
        return None
    if name not in zone_names():
        raise UsageError(
            f'no time zone "{name}"; {did_you_mean(name, zone_names()) or "use a name like Europe/Berlin"}'
        )
    return zone_named(name)
