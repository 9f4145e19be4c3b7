"""A new folder with files in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aboveboard.errors import MachineError, UsageError

# Beside them a folder is empty: a repository just begun, and what macOS leaves in each folder that is looked at.
_NOTHING_YET = (".git", ".DS_Store")


def refuse_unless_empty(into: Path, purpose: str) -> None:
    """Raises `UsageError` unless the folder is absent or empty.

    `purpose` ends the sentence "name a new or empty folder to …".
    """
    try:
        found = sorted(path.name for path in into.iterdir() if path.name not in _NOTHING_YET)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise UsageError(f"{into} is a file: name a new or empty folder to {purpose}") from None
    except OSError as error:
        raise MachineError(f"{into} cannot be read: {error.strerror}") from error
    if found:
        raise UsageError(f"{into} is not empty (it holds {found[0]}): name a new or empty folder to {purpose}")


def write_files(files: Mapping[str, str], into: Path) -> None:
    """Path below `into`, with forward slashes, to text. Raises `MachineError` when the disk or a permission refuses."""
    try:
        for path, text in files.items():
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
    except OSError as error:
        raise MachineError(f"{error.filename or into} cannot be written: {error.strerror}") from error
