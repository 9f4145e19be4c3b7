"""Where a command works: the folder of records, the instant it counts from, and what `mkdocs.yml` says of both."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from pydantic_core import PydanticCustomError

from aboveboard.errors import UsageError
from aboveboard.frozen import frozen
from aboveboard.records.values import instant_of

if TYPE_CHECKING:
    from aboveboard.records.register import Register

_NO = ("false", "no", "off")


@frozen
class Workplace:
    """`now` is the clock, or the fixed as-of when there is one; `fixed` says which. `has_papers` says that reports and
    reviews become PDFs too."""

    root: Path
    now: int
    fixed: bool
    has_papers: bool = True

    def as_of(self, register: Register) -> int:
        from aboveboard.records.as_of import as_of_of  # a build that finds nothing new reads no record

        return self.now if self.fixed else as_of_of(register, self.now)


def workplace_at(root: Path, as_of: str | None = None) -> Workplace:
    """Raises `UsageError` for a folder without records, and for an as-of that is none."""
    root = root.resolve()
    if not (root / "content").is_dir() and not (root / "incidents").is_dir():
        raise UsageError(
            f"{root}: no content/ and no incidents/ here; go to a status repository, or name it with --root"
        )
    options = _plugin_options(root)
    has_papers = str(options.get("pdf", "")).lower() not in _NO
    written = as_of if as_of is not None else options.get("as_of") or None
    if written is None:
        return Workplace(root, int(time.time()), fixed=False, has_papers=has_papers)  # noqa: TID251
    try:
        return Workplace(root, instant_of(written), fixed=True, has_papers=has_papers)
    except PydanticCustomError as error:
        context = error.context or {}
        raise UsageError(f"as-of: {context['message']}; {context['hint']}") from error


def _plugin_options(root: Path) -> dict[str, str]:
    """Of the plugin in mkdocs.yml, as they are written: MkDocs itself would cost a quarter of a second. Empty where
    there are none, or where MkDocs will say what is wrong."""
    try:
        read = yaml.load((root / "mkdocs.yml").read_bytes(), yaml.CBaseLoader)
    except (OSError, yaml.YAMLError, UnicodeDecodeError):
        return {}
    plugins = read.get("plugins") if isinstance(read, dict) else None
    named = [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []
    for entry in named:
        options = entry.get("aboveboard") if isinstance(entry, dict) else None
        if isinstance(options, dict):
            return {str(name): value for name, value in options.items() if isinstance(value, str)}
    return {}
