"""What the disk of this machine can hold: on macOS most take `a` and `A` for one name, and none has a name that is no text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


def skip_unless_files(folder: Path, *names: str) -> None:
    """Skips the test where these cannot be the names of as many files."""
    tried = folder / "names-tried"
    tried.mkdir()
    try:
        for name in names:
            (tried / name).touch()
        found = len(list(tried.iterdir()))
    except OSError:
        found = 0
    shutil.rmtree(tried)
    if found < len(names):
        pytest.skip(f"this disk has no files {', '.join(map(ascii, names))}")
