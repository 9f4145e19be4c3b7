"""Questions to git about the folder of records; a folder without git answers none of them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from aboveboard.frozen import frozen


@frozen
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

    def head(self) -> tuple[str, str] | None:
        """The newest commit's id, and what tells where a shallow clone is cut, empty when it is whole; None without one."""
        found = self._lines("rev-parse", "HEAD", "--is-shallow-repository", "--git-path", "shallow")
        if len(found) != 3:
            return None
        head, is_shallow, borders = found
        return head, self._text_of(borders) if is_shallow == "true" else ""

    def edits(self, folders: Sequence[str], head: str, since: str = "") -> list[bytes] | None:
        """What each commit along the first parents changed below the folders, newest first, as `--raw -z` prints it.

        A commit begins with `\x01ID INSTANT PARENT…`; those that changed nothing there are told as well. With `since`,
        only what that commit does not have. Paths count from the folder of records.
        """
        form = ("--format=%x01%H %ct %P", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-show-signature")
        walk = ("--first-parent", "--sparse", "--diff-merges=first-parent", "--root", "--relative")
        commits = (head, f"^{since}") if since else (head,)
        printed = self._bytes("log", *form, *walk, *commits, "--", *folders)
        return None if printed is None else printed.split(b"\0")

    def unlike_head(self, folders: Sequence[str]) -> list[str]:
        """The paths of files that may not be on disk what they are in the newest commit; files new to git are not told."""
        printed = self._bytes(
            "--no-optional-locks", "diff-index", "--name-only", "-z", "--relative", "HEAD", "--", *folders
        )
        return [os.fsdecode(path) for path in (printed or b"").split(b"\0") if path]

    def is_shallow(self) -> bool:
        return self._lines("rev-parse", "--is-shallow-repository") == ["true"]

    def silence(self) -> str:
        """Why there is a history of which git tells nothing, as in a folder that belongs to somebody else; else empty."""
        command = self._command("rev-parse", "--git-dir")
        try:
            done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "LC_ALL": "C"})
        except OSError:
            here = any((folder / ".git").exists() for folder in (self.root, *self.root.parents))
            return "there is no git on this machine" if here else ""
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        return "" if done.returncode == 0 or "not a git repository" in said else said

    def answering(self, *arguments: str) -> subprocess.Popen[bytes] | None:
        """A process that goes on answering what is written to it."""
        pipe = subprocess.PIPE
        try:
            return subprocess.Popen(self._command(*arguments), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        except OSError:
            return None

    def _text_of(self, path: str) -> str:
        try:
            return " ".join(sorted((self.root / path).read_text("ascii").split()))
        except (OSError, ValueError):
            return "?"

    def _lines(self, *arguments: str) -> list[str]:
        printed = self._bytes(*arguments)
        return printed.decode("utf-8", "replace").splitlines() if printed else []

    def _bytes(self, *arguments: str) -> bytes | None:
        command = self._command(*arguments)
        try:
            done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        except OSError:
            return None
        return done.stdout if done.returncode == 0 else None

    def _command(self, *arguments: str) -> list[str]:
        return ["git", "-c", "core.quotePath=false", "--literal-pathspecs", "-C", str(self.root), *arguments]
