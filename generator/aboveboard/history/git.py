"""Questions to git about the folder of records; a folder without git answers none of them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Git:
    """`root` is the folder of records; it may lie below the top of the working tree."""

    root: Path

    def versions(self, path: str, at_most: int = 50) -> Iterator[bytes]:
        """The committed contents of a file, newest first."""
        for commit in self._lines("rev-list", f"--max-count={at_most}", "HEAD", "--", path):
            content = self._bytes("cat-file", "blob", f"{commit}:./{path}")
            if content is not None:
                yield content

    def _lines(self, *arguments: str) -> list[str]:
        printed = self._bytes(*arguments)
        return printed.decode("utf-8", "replace").splitlines() if printed else []

    def _bytes(self, *arguments: str) -> bytes | None:
        command = ["git", "-c", "core.quotePath=false", "--literal-pathspecs", "-C", str(self.root), *arguments]
        try:
            done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        except OSError:
            return None
        return done.stdout if done.returncode == 0 else None
