"""A process of its own that prints, for one that was forked from a process that has printed.

Such a process waits forever for typst's threads, which a fork does not copy; a fresh one beside it has its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from struct import Struct
from typing import IO

from aboveboard.errors import MachineError

_SIZE = Struct(">I")
_PRINTED, _REFUSED = b"p", b"r"


class PrinterApart:
    """Lives as long as the process that started it: it ends when nobody can write to it any more."""

    def __init__(self, theme_dirs: Sequence[Path]) -> None:
        known = os.pathsep.join(path for path in sys.path if path)
        self.owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, *map(str, theme_dirs)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": known},
        )

    def printed(self, template: str, text: str, standard: str) -> tuple[bool, bytes]:
        """Whether it is printed, and the PDF or what typst says against it."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        try:
            _write(asked, json.dumps([template, text, standard]).encode())
            kind, said = answers.read(1), _read(answers)
        except (OSError, EOFError) as error:
            raise MachineError("a process that prints PDFs has ended too soon") from error
        return kind == _PRINTED, said

    def end(self) -> None:
        self._process.communicate()


def main() -> None:
    from aboveboard.render.paper.press import Press, Refused  # which knows this module

    press = Press([Path(folder) for folder in sys.argv[1:]])
    while True:
        try:
            template, text, standard = json.loads(_read(sys.stdin.buffer))
        except EOFError:
            return
        try:
            kind, said = _PRINTED, press.compiled(template, text, standard)
        except Refused as refused:
            kind, said = _REFUSED, str(refused).encode()
        sys.stdout.buffer.write(kind)
        _write(sys.stdout.buffer, said)


def _write(stream: IO[bytes], message: bytes) -> None:
    stream.write(_SIZE.pack(len(message)) + message)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    """Raises EOFError when the other side is gone."""
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    return stream.read(_SIZE.unpack(head)[0])


if __name__ == "__main__":
    main()
