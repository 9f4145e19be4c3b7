"""One writer at a time in a folder of records, and files that are replaced whole or not at all."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aboveboard.errors import MachineError

_LOCK = ".cache/writing.lock"


@contextmanager
def writing_lock(root: Path) -> Iterator[None]:
    """Waits for other writers; the system frees the lock of a process that dies. Hold it for moments only."""
    path = root / _LOCK
    try:
        path.parent.mkdir(exist_ok=True)
        held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise MachineError(f"{path} cannot be written: {error.strerror}") from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    except OSError as error:
        raise MachineError(f"{error.filename or path}: {error.strerror}") from error
    finally:
        os.close(held)


def create_file(path: Path, data: bytes) -> None:
    """A new file; its folders are made. Raises `MachineError`, also when it exists already."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise FileExistsError(17, "exists already", str(path))
        _write_beside(path, data, None)
    except OSError as error:
        raise MachineError(f"{path} cannot be written: {error.strerror}") from error


def replace_file(path: Path, data: bytes) -> None:
    """Whoever reads meanwhile sees the old file or the new one, whole; its permissions stay."""
    try:
        _write_beside(path, data, path.stat().st_mode & 0o7777)
    except OSError as error:
        raise MachineError(f"{path} cannot be written: {error.strerror}") from error


def _write_beside(path: Path, data: bytes, mode: int | None) -> None:
    """By a file in the same folder whose name begins with a dot, which no reader of records looks at."""
    beside = path.with_name(f".{path.name[:200]}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
