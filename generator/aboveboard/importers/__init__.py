"""Other tools' histories made into our records: a package per tool, and one table.

An importer reads a folder, writes a new status repository, never prints, and says in its `Report` what it could not carry.

- `carried` is what every importer makes: nodes, incidents and changes that are not yet files.
- `writing` makes files of that, `ids` their names, `report` the account of what was lost on the way.
- `repository/` holds what a new status repository needs besides its records.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from aboveboard.importers.cstate import import_cstate
from aboveboard.importers.report import Report


class Importer(Protocol):
    def __call__(self, source: Path, into: Path, zone: ZoneInfo | None = None, as_of: int | None = None) -> Report:
        """`zone` is that of instants without an offset; None takes the source's own, else UTC.

        What starts after `as_of` (seconds of UTC; None: never) is still to come. Raises `UsageError` when `source` is
        not the tool's or `into` is not empty, and `MachineError` when the disk refuses.
        """


FORMATS: Mapping[str, Importer] = {
    "cstate": import_cstate,
}
