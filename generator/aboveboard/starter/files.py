"""The new repository's files, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from aboveboard.records.instants import utc_text
from aboveboard.records.json_schema import schema_files
from aboveboard.writing.merging import GITATTRIBUTES

SCHEMAS = ".vscode/schemas"

_FILES = Path(__file__).with_name("files")
_WORD = re.compile(r"@([A-Z_]+)@")
_DAY_SECONDS = 86400
# What every status repository needs, whatever its records and wherever they came from.
_SHARED = (".github/", ".vscode/", ".gitattributes", ".pre-commit-config.yaml", "requirements.txt")


def files_of(version: str, now: int) -> dict[str, str]:
    """Path in the repository, with forward slashes, to text. The example incident happened on the day before `now`."""
    return _written(_words(version, now))


def shared_files_of(version: str) -> dict[str, str]:
    """Those that do not depend on what the records are: workflows, editor settings, hooks, the version."""
    files = _written(_words(version, 0))
    return {path: text for path, text in files.items() if path.startswith(_SHARED)}


def _written(words: Mapping[str, str]) -> dict[str, str]:
    files = {_filled(path, words): _filled(text, words) for path, text in _templates()}
    files |= {f"{SCHEMAS}/{name}": text for name, text in schema_files().items()}
    files[".gitattributes"] = GITATTRIBUTES
    return dict(sorted(files.items()))


def _templates() -> Iterator[tuple[str, str]]:
    for path in sorted(_FILES.rglob("*")):
        if path.is_file() and path.name[0] != ".":  # the Finder's: ours begin with `dot-`
            parts = (re.sub(r"^dot-", ".", part) for part in path.relative_to(_FILES).parts)
            yield "/".join(parts), path.read_text("utf-8")


def _words(version: str, now: int) -> dict[str, str]:
    day = utc_text(now - _DAY_SECONDS)[:10]
    return {"VERSION": version, "DAY": day, "YEAR": day[:4], "LAST_YEAR": str(int(day[:4]) - 1)}


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _WORD.sub(lambda found: words[found.group(1)], text)
