"""Questions to git about the folder of records; a folder without git answers none of them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
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

    def additions(self, folders: Sequence[str]) -> list[str] | None:
        """What each commit added or renamed below the folders, oldest first; None when there is no history.

        `commit INSTANT PARENT…`, then `A\tPATH` and `R100\tOLD\tNEW`; paths count from the folder of records.
        """
        form = ("--format=commit %ct %P", "--name-status", "--no-show-signature", "--diff-filter=AR", "-M")
        printed = self._bytes("log", "--reverse", "--topo-order", *form, "--relative", "HEAD", "--", *folders)
        return None if printed is None else printed.decode("utf-8", "replace").split("\n")

    def is_shallow(self) -> bool:
        return self._lines("rev-parse", "--is-shallow-repository") == ["true"]

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
