"""Where a command works: the folder of records, the instant it counts from, and what `mkdocs.yml` says of both."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import PydanticCustomError

from aboveboard.errors import UsageError
from aboveboard.records.as_of import as_of_of
from aboveboard.records.register import Register
from aboveboard.records.values import instant_of

# The plugin's options; read without MkDocs, which would cost a quarter of a second.
_AS_OF = re.compile(
    r"""^\s+(?:-\s+aboveboard:\s*\{\s*)?as_of:\s*["']?([^"'#}\n]+?)["']?\s*(?:[#}].*)?$""", re.MULTILINE
)
_NO_PDF = re.compile(
    r"""^\s+(?:-\s+aboveboard:\s*\{[^}\n]*?)?pdf:\s*(?:false|no|off)\b""", re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Workplace:
    """`now` is the clock, or the fixed as-of when there is one; `fixed` says which. `has_papers` says that reports and
    reviews become PDFs too."""

    root: Path
    now: int
    fixed: bool
    has_papers: bool = True

    def as_of(self, register: Register) -> int:
        return self.now if self.fixed else as_of_of(register, self.now)


def workplace_at(root: Path, as_of: str | None = None) -> Workplace:
    """Raises `UsageError` for a folder without records, and for an as-of that is none."""
    root = root.resolve()
    if not (root / "content").is_dir() and not (root / "incidents").is_dir():
        raise UsageError(
            f"{root}: no content/ and no incidents/ here; go to a status repository, or name it with --root"
        )
    options = _mkdocs_yml(root)
    has_papers = _NO_PDF.search(options) is None
    fixed = _AS_OF.search(options)
    written = as_of or (fixed.group(1) if fixed else None)
    if written is None:
        return Workplace(root, int(time.time()), fixed=False, has_papers=has_papers)  # noqa: TID251
    try:
        return Workplace(root, instant_of(written), fixed=True, has_papers=has_papers)
    except PydanticCustomError as error:
        context = error.context or {}
        raise UsageError(f"as-of: {context['message']}; {context['hint']}") from error


def _mkdocs_yml(root: Path) -> str:
    """Empty where there is none."""
    try:
        return (root / "mkdocs.yml").read_text("utf-8", "replace")
    except OSError:
        return ""
