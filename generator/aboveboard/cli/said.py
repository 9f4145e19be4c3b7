"""What somebody says on the command line: as an argument, from standard input, in an editor, or asked for on a terminal."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from aboveboard.errors import MachineError, UsageError

Answer = TypeVar("Answer")


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(label: str, answer_of: Callable[[str], Answer], default: str | None = None) -> Answer:
    """The first answer that is one; what is wrong with the others is told. An empty line is the default, if there is one."""
    while True:
        sys.stderr.write(f"{label}{f' [{default}]' if default else ''}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stderr.write("\n")
            raise UsageError("no answer: nothing was written")
        try:
            return answer_of(utf8(line.strip()) or default or "")
        except UsageError as error:
            sys.stderr.write(f"  {error}\n")


def text_said(argument: str | None, what: str) -> str:
    """The text: the argument; with `-` standard input; without one, on a terminal, what is written in an editor."""
    text = _text(argument, what)
    if not text.strip():
        raise UsageError(f"{what} is empty: nothing was changed")
    return text


def utf8(text: str) -> str:
    """The text itself; raises `UsageError` for bytes that are none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError("that is not UTF-8") from None
    return text


def _text(argument: str | None, what: str) -> str:
    if argument == "-":
        return _from_stdin()
    if argument is not None:
        return utf8(argument)
    if not can_ask():
        raise UsageError(f"{what} is missing; `-` reads it from standard input")
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    return _from_editor(editor) if editor else ask(what, _something)


def _something(text: str) -> str:
    if not text:
        raise UsageError("say something")
    return text


def _from_stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"standard input is not UTF-8: byte {error.start + 1}") from error


def _from_editor(editor: str) -> str:
    with tempfile.TemporaryDirectory(prefix="aboveboard-") as folder:
        path = Path(folder) / "text.md"
        path.touch()
        try:
            done = subprocess.run([*shlex.split(editor), str(path)], check=False)
            if done.returncode:
                raise UsageError(f"the editor ended with {done.returncode}: nothing was changed")
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            raise UsageError("the editor's text is not UTF-8: nothing was changed") from None
        except (OSError, ValueError) as error:
            raise MachineError(f"the editor {editor} cannot be started: {error}") from error
