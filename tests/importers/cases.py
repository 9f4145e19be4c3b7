"""A case of an importer: one text file that holds a whole source, and beside it the golden text of what came out.

The first line says why the case is here, then `as-of:` and `timezone:` may follow, then each file after its `=== PATH`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

_FILE = re.compile(r"^=== (\S.*)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    as_of: int | None
    zone: ZoneInfo | None
    files: tuple[tuple[str, str], ...]

    def write(self, root: Path) -> Path:
        for path, text in self.files:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return root


def read_case(path: Path) -> Case:
    head, *parts = _FILE.split(path.read_text(encoding="utf-8"))
    options = dict(line.split(": ", 1) for line in head.splitlines()[1:] if ": " in line)
    as_of = int(datetime.fromisoformat(options["as-of"]).timestamp()) if "as-of" in options else None
    zone = ZoneInfo(options["timezone"]) if "timezone" in options else None
    return Case(as_of, zone, tuple(zip(parts[::2], parts[1::2], strict=True)))


def tree_text(root: Path, *folders: str) -> str:
    """The files below some folders, in the same form as a case."""
    paths = sorted(path for folder in folders for path in (root / folder).rglob("*") if path.is_file())
    return "".join(f"=== {path.relative_to(root).as_posix()}\n{path.read_text(encoding='utf-8')}" for path in paths)
