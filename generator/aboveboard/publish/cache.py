"""The cache: parsed records, and anything else that was made of hashed inputs, in one sqlite file.

It is only ever a shortcut. A file that is damaged, foreign, or of another version of the package is thrown away.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from aboveboard.errors import MachineError

_TABLES = """
create table about (version text not null);
create table stamps (path text primary key, size integer not null, mtime_ns integer not null, digest text not null, facts text not null) without rowid;
create table readings (path text primary key, reading blob not null) without rowid;
create table made (shelf text not null, key text not null, value blob not null, primary key (shelf, key)) without rowid;
"""

# A file that was changed within this time of the cache's last writing may change again without a new stamp.
RACY_NS = 2_000_000_000

Stamp = tuple[int, int, str, str]


class Cache:
    """`with Cache(path, version) as cache:`; without a path it lives in memory.

    Raises MachineError when another process has been writing to it for a minute. A forked process can read what its
    parent had written before this build, by a connection of its own; it must not write.
    """

    def __init__(self, path: Path | None, version: str) -> None:
        self._path = path
        self._version = version
        self._owner = os.getpid()
        self._readers: dict[int, sqlite3.Connection] = {}
        self._is_new = False
        self._later: list[Callable[[], None]] = []
        self._database = self._opened()
        self.written_ns = self._mtime_ns()
        try:
            self._database.execute("begin immediate")
        except sqlite3.OperationalError as error:
            raise MachineError(f"{path}: another build holds the cache") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.catch_up()
            self._database.commit()
        self.close()

    def close(self) -> None:
        """Without keeping what was put since the last checkpoint."""
        self._database.close()

    def checkpoint(self) -> None:
        """What was put so far stays, whatever happens next; other processes can read it."""
        self.catch_up()
        self._database.commit()
        self._database.execute("begin immediate")

    def later(self, put: Callable[[], None]) -> None:
        """Has this called when there is time for it. Until then, what it puts cannot be read."""
        self._later.append(put)

    def catch_up(self) -> None:
        """There is time for it now."""
        while self._later:
            self._later.pop(0)()

    def stamps(self) -> dict[str, Stamp]:
        """Of each file that was read: size, mtime, digest, and digest of its facts."""
        rows = self._reader().execute("select path, size, mtime_ns, digest, facts from stamps")
        return {path: (size, mtime_ns, digest, facts) for path, size, mtime_ns, digest, facts in rows}

    def readings(self) -> dict[str, bytes]:
        """Of every file with a stamp, as they were put there."""
        return dict(self._reader().execute("select path, reading from readings"))

    def reading(self, path: str) -> bytes:
        """Of one file; raises KeyError where there is none."""
        for (reading,) in self._reader().execute("select reading from readings where path = ?", (path,)):
            return bytes(reading)
        raise KeyError(path)

    @property
    def stamps_number(self) -> int:
        """Another one whenever stamps were put or taken away."""
        ((number,),) = self._database.execute("pragma user_version")
        return int(number)

    def confirm_stamps(self) -> None:
        """They hold now as well: what was read again is what it was."""
        if self._path is not None:
            os.utime(self._path)

    def put_readings(self, read: Mapping[str, tuple[Stamp, bytes]]) -> None:
        if not read:
            return
        self._renumber_stamps()
        rows = ((path, *stamp) for path, (stamp, _) in read.items())
        self._database.executemany("replace into stamps values (?, ?, ?, ?, ?)", rows)
        readings = ((path, reading) for path, (_, reading) in read.items())
        self._database.executemany("replace into readings values (?, ?)", readings)

    def forget(self, paths: Collection[str]) -> None:
        """Files that are gone."""
        if not paths:
            return
        self._renumber_stamps()
        for path in paths:
            self._database.execute("delete from stamps where path = ?", (path,))
            self._database.execute("delete from readings where path = ?", (path,))

    def shelf(self, shelf: str) -> dict[str, bytes]:
        """Everything on a shelf."""
        return dict(self._reader().execute("select key, value from made where shelf = ?", (shelf,)))

    def get(self, shelf: str, key: str) -> bytes | None:
        if self._is_new and os.getpid() != self._owner:
            return None  # nothing was written before this build
        row = self._reader().execute("select value from made where shelf = ? and key = ?", (shelf, key)).fetchone()
        return None if row is None else bytes(row[0])

    def put(self, shelf: str, values: Mapping[str, bytes]) -> None:
        self._database.executemany(
            "replace into made values (?, ?, ?)", ((shelf, key, value) for key, value in values.items())
        )

    def keep_only(self, shelf: str, keys: Iterable[str]) -> None:
        """Forget what nobody asked for this time."""
        kept = set(keys)
        gone = [
            key
            for (key,) in self._database.execute("select key from made where shelf = ?", (shelf,))
            if key not in kept
        ]
        self._database.executemany("delete from made where shelf = ? and key = ?", ((shelf, key) for key in gone))

    def _renumber_stamps(self) -> None:
        self._database.execute(f"pragma user_version = {self.stamps_number + 1}")

    def _reader(self) -> sqlite3.Connection:
        process = os.getpid()
        if process == self._owner or self._path is None:
            return self._database
        if process not in self._readers:
            self._readers[process] = sqlite3.connect(f"file:{quote(str(self._path))}?mode=ro", uri=True, timeout=60)
        return self._readers[process]

    def _mtime_ns(self) -> int:
        return self._path.stat().st_mtime_ns if self._path is not None and self._path.exists() else 0

    def _opened(self) -> sqlite3.Connection:
        if self._path is None:
            return self._created(sqlite3.connect(":memory:"))
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Of two builds that begin together one makes the cache, and the other does not take it for a damaged one.
        with self._path.with_suffix(".lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            return self._opened_alone(self._path)

    def _opened_alone(self, path: Path) -> sqlite3.Connection:
        with contextlib.suppress(sqlite3.Error):
            return self._connected(path, self._version)
        for leftover in _files_of(path):
            leftover.unlink(missing_ok=True)
        return self._created(self._connected(path))

    def _created(self, database: sqlite3.Connection) -> sqlite3.Connection:
        self._is_new = True
        database.executescript(_TABLES)
        database.execute("insert into about values (?)", (self._version,))
        database.commit()
        return database

    @staticmethod
    def _connected(path: Path, version: str | None = None) -> sqlite3.Connection:
        """Raises sqlite3.Error for what is no cache, or none of that version."""
        database = sqlite3.connect(path, timeout=60)
        try:
            database.execute("pragma page_size = 16384")  # a reading fits in without pages of its own
            database.execute("pragma journal_mode = wal")  # who reads never waits for who writes
            database.execute("pragma synchronous = off")
            database.execute("pragma quick_check(1)") if path.stat().st_size < 1 << 20 else None
            if version is not None and list(database.execute("select version from about")) != [(version,)]:
                raise sqlite3.DataError(f"{path}: another version")
        except sqlite3.Error:
            database.close()
            raise
        return database


def _files_of(path: Path) -> Iterator[Path]:
    for suffix in ("", "-journal", "-wal", "-shm"):
        yield path.with_name(path.name + suffix)
