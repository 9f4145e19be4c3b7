"""The contents of git's objects, by their ids: one process answers for all of them, and is started when it is needed."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from types import TracebackType

from aboveboard.history.git import Git


class Blobs:
    """To be closed after use. A forked process that goes on with it gets a process of its own."""

    def __init__(self, git: Git) -> None:
        self.git = git
        self._answering: dict[int, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Blobs:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def content(self, blob: str) -> bytes | None:
        """None for what git does not have: a partial clone, a damaged one, or no git at all."""
        answering = self._started()
        if answering is None:
            return None
        assert answering.stdin is not None
        assert answering.stdout is not None
        try:
            answering.stdin.write(f"{blob}\n".encode())
            answering.stdin.flush()
            lead = answering.stdout.readline().split()
            if len(lead) != 3:
                return None
            content = answering.stdout.read(int(lead[2]) + 1)
        except OSError:
            return None
        return content[:-1]

    def close(self) -> None:
        answering = self._answering.pop(os.getpid(), None)
        if answering is None:
            return
        assert answering.stdin is not None
        assert answering.stdout is not None
        with suppress(OSError):  # of a process that has ended, with a question that it never read
            answering.stdin.close()
        answering.stdout.close()
        answering.wait()

    def _started(self) -> subprocess.Popen[bytes] | None:
        known = self._answering.get(os.getpid())
        if known is None and (started := self.git.answering("cat-file", "--batch")) is not None:
            known = self._answering[os.getpid()] = started
        return known
