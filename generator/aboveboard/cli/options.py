"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Root = Annotated[Path, typer.Option("--root", help="The folder of records.", show_default="this folder")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Count up to this instant instead of now: 2026-11-15T13:37:00Z.")
]
EpochsFile = Annotated[
    Path | None,
    typer.Option("--epochs", help="A file with the epoch of each portal whose address was renewed: `acme: 2`."),
]


class FigureFormat(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"
