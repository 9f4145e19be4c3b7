"""A tree of published files: only what changed is written, what is gone is removed, and the old tree stays whole until
the new one is."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from aboveboard.errors import MachineError

_AT_FDCWD = -100
_EXCHANGE = 2


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a tree. `key` names everything that it is made of: an equal key means equal bytes."""

    path: str
    key: str
    make: Callable[[], bytes]


def safe_path(path: str) -> str:
    """A path that stays inside of its tree; raises ValueError for any other."""
    parts = PurePosixPath(path).parts
    if (
        not path
        or path.startswith("/")
        or "\\" in path
        or "\0" in path
        or any(part in ("..", ".") for part in parts)
        or "//" in path
    ):
        raise ValueError(f'"{path}" does not stay inside of the tree')
    return path


def standing_files(tree: Path) -> dict[str, int]:
    """The size of every file below a folder, by relative path."""
    found: dict[str, int] = {}
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(tree / folder))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            path = f"{folder}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path + "/")
            else:
                found[path] = entry.stat(follow_symlinks=False).st_size
    return found


class Staging:
    """A new tree beside the old one: unchanged files are linked into it, then both change places at once."""

    def __init__(self, tree: Path) -> None:
        self._tree = tree
        self._new = tree.with_name(f".{tree.name}.new")
        self._folders: set[str] = set()

    def __enter__(self) -> Staging:
        shutil.rmtree(self._new, ignore_errors=True)
        self._new.mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._new, ignore_errors=True)

    def keep(self, path: str) -> None:
        """Take a file over from the old tree."""
        target = self._target(path)
        try:
            os.link(self._tree / path, target)
        except OSError:
            shutil.copy2(self._tree / path, target)

    def write(self, path: str, data: bytes) -> None:
        self._target(path).write_bytes(data)

    def publish(self) -> None:
        """The new tree takes the old one's place; the old one is removed afterwards."""
        if not self._tree.exists():
            self._new.rename(self._tree)
        elif not _exchanged(self._new, self._tree):
            old = self._tree.with_name(f".{self._tree.name}.old")
            shutil.rmtree(old, ignore_errors=True)
            self._tree.rename(old)
            self._new.rename(self._tree)
            shutil.rmtree(old, ignore_errors=True)

    def _target(self, path: str) -> Path:
        target = self._new / safe_path(path)
        folder = path.rpartition("/")[0]
        if folder and folder not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return target


def _exchanged(one: Path, other: Path) -> bool:
    """Both names change places in one step of the kernel (Linux); False where that does not exist."""
    with contextlib.suppress(AttributeError, OSError):
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)
    return False


def check_paths(paths: Iterable[str]) -> None:
    """No two files of a tree may be one on a disk that ignores case; raises MachineError naming both."""
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(safe_path(path).casefold(), path)
        if other != path:
            raise MachineError(f"{path} and {other} would be one file on many disks")
