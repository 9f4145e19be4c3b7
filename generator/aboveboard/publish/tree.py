"""A tree of published files: only what changed is written, what is gone is removed, and the old tree stays whole until
the new one is."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import NamedTuple

from aboveboard.errors import MachineError
from aboveboard.frozen import frozen
from aboveboard.publish.digest import digest_of

_TOP = ""
_AT_FDCWD = -100
_EXCHANGE = 2


# Gives the name of everything that a file is made of: an equal key means equal bytes.
Key = Callable[[], str]


@frozen
class Output:
    """One file of a tree. `key` is asked for when a file stands that may be of the same, and once this one is made.

    `content` is for a file that is dear to make: a second name, of what it says, asked for only when the key is another.
    """

    path: str
    key: Key
    make: Callable[[], bytes]
    content: Callable[[], str] | None = None

    def made(self) -> Output:
        """The same with its bytes at hand."""
        content = self.content() if self.content is not None else None
        data = self.make()
        return Output(self.path, self.key, lambda: data, None if content is None else lambda: content)


def at_hand(key: str) -> Key:
    return lambda: key


def safe_path(path: str) -> str:
    """A path that stays inside of its tree; raises ValueError for any other."""
    if "\\" in path or "\0" in path or any(part in ("", "..", ".") for part in path.split("/")):
        raise ValueError(f'"{path}" does not stay inside of the tree')
    return path


class Standing(NamedTuple):
    """A file that stands in a tree. Two names with one `inode` are one file."""

    size: int
    inode: int


def standing_files(tree: Path) -> dict[str, Standing]:
    """Every file below a folder, by relative path."""
    found: dict[str, Standing] = {}
    for path, entry in _walk(tree, [_TOP]):
        stat = entry.stat(follow_symlinks=False)
        found[path] = Standing(stat.st_size, stat.st_ino)
    return found


class Staging:
    """A new tree that is made of an older one: unchanged files are linked into it, then it changes places with the tree
    that stands, which becomes the spare of the next build.

    The spare lies in `spares`, or beside the tree where that is another disk. Nothing is believed of it: what is no link
    to the very file that stands is made anew, so one that a killed build left half done serves as well. Files are never
    written into, only replaced: one that is linked stands in the published tree too.
    """

    def __init__(self, tree: Path, standing: Mapping[str, Standing], spares: Path) -> None:
        self._tree = tree
        self._standing = standing
        self._new = _spare_of(tree, spares)
        self._folders: set[str] = set()

    def begin(self, kept: Set[str]) -> None:
        """Holds these files as they stand, and nothing else."""
        self._new.mkdir(parents=True, exist_ok=True)
        linked, other, folders = set[str](), list[str](), [_TOP]
        for path, entry in _walk(self._new, folders):
            standing = self._standing.get(path)
            if standing is not None and entry.inode() == standing.inode and path in kept:
                linked.add(path)
            else:
                other.append(path)
        for path in other:
            (self._new / path).unlink()
        for folder in folders[:0:-1]:
            with contextlib.suppress(OSError):  # most are not empty
                (self._new / folder).rmdir()
        for path in sorted(kept - linked):
            self.keep(path)

    def keep(self, path: str) -> None:
        """Take a file over from the old tree."""
        target = self._target(path)
        try:
            os.link(self._tree / path, target)
        except OSError:
            shutil.copy2(self._tree / path, target)

    def write(self, path: str, data: bytes) -> None:
        file = os.open(self._target(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)

    def publish(self) -> None:
        """The new tree takes the old one's place, and the old one its."""
        if not self._tree.exists():
            self._new.rename(self._tree)
        elif not _exchanged(self._new, self._tree):
            old = self._tree.with_name(f".{self._tree.name}.old")
            shutil.rmtree(old, ignore_errors=True)
            self._tree.rename(old)
            self._new.rename(self._tree)
            shutil.rmtree(old, ignore_errors=True)
        self.discard()

    def discard(self) -> None:
        """Leaves nothing beside the tree; a spare in the cache stays for the next build."""
        if self._new.parent == self._tree.parent:
            shutil.rmtree(self._new, ignore_errors=True)

    def _target(self, path: str) -> str:
        folder = safe_path(path).rpartition("/")[0]
        if folder and folder not in self._folders:
            (self._new / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self._new}/{path}"


def _spare_of(tree: Path, spares: Path) -> Path:
    spares.mkdir(parents=True, exist_ok=True)
    if spares.stat().st_dev == tree.parent.stat().st_dev:
        return spares / digest_of(str(tree.resolve()))
    return tree.with_name(f".{tree.name}.new")


def _walk(tree: Path, folders: list[str]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything that is no folder, by relative path. `folders` begins with the top of the tree; whatever folder is met
    is added. An entry is to be used before the next: its file is looked up from its folder, which is open only then."""
    for folder in folders:
        try:
            opened = os.open(f"{tree}/{folder}", os.O_RDONLY)
        except (FileNotFoundError, NotADirectoryError):
            continue
        try:
            with os.scandir(opened) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{folder}{entry.name}/")
                    else:
                        yield folder + entry.name, entry
        finally:
            os.close(opened)


def _exchanged(one: Path, other: Path) -> bool:
    """Both names change places in one step of the kernel (Linux); False where that does not exist."""
    import ctypes  # where nothing has changed, nothing changes places

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
