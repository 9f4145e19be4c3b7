"""Reading a repository with the cache's help: a file whose size and time are unchanged is not opened again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgpack

from aboveboard.errors import Problem, Severity
from aboveboard.publish.cache import RACY_NS, Cache, Stamp
from aboveboard.publish.digest import digest_of
from aboveboard.publish.workers import in_parallel
from aboveboard.records.frozen import freeze, thawer
from aboveboard.records.layout import File, Kind, find_files
from aboveboard.records.reading import FileReading, read_file, schema_models
from aboveboard.records.repository import Repository, assembled

# Catalog files other than customers are few, and read each time.
_REUSED = (Kind.CUSTOMER, Kind.INCIDENT, Kind.RFO, Kind.CHANGE, Kind.COMMUNICATION)


def read_repository_again(root: Path, cache: Cache, jobs: int = 1) -> tuple[Repository, Mapping[str, str]]:
    """The repository, and the digest of each file's bytes by its path."""
    files, problems = find_files(root)
    known = cache.stamps()
    fresh = [file for file in files if not _is_unchanged(file, known.get(file.path), cache.written_ns)]
    read = {file.path: stamp for file, stamp in zip(fresh, in_parallel(_Reading(root), fresh, jobs), strict=True)}
    stamps = {file.path: read.get(file.path) or known[file.path] for file in files}
    readings = [_thawed(file, stamps[file.path][3]) for file in files]
    cache.put_stamps(
        {path: stamp for path, stamp in read.items() if stamp != known.get(path)}, known.keys() - stamps.keys()
    )
    return assembled(root, readings, problems), {path: stamp[2] for path, stamp in stamps.items()}


class _Reading:
    """A function of a file with a folder beside it: what workers are given."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __call__(self, file: File) -> Stamp:
        try:
            data = (self._root / file.path).read_bytes()
        except OSError as error:
            problem = Problem(file.path, 1, 1, "", f"cannot be read: {error.strerror}", "mend its permissions")
            return -1, 0, "", _frozen(FileReading(file, problems=[problem], is_broken=True))
        return file.size, file.mtime_ns, digest_of(data), _frozen(read_file(file, data))


def _is_unchanged(file: File, stamp: Stamp | None, written_ns: int) -> bool:
    return (
        stamp is not None
        and file.kind in _REUSED
        and (file.size, file.mtime_ns) == stamp[:2]
        and file.mtime_ns < written_ns - RACY_NS
    )


def _frozen(reading: FileReading) -> bytes:
    records = [[_KINDS.index(type(record)), freeze(record)] for record in reading.records]
    problems = [[p.path, p.line, p.column, p.field, p.message, p.hint, p.severity.value] for p in reading.problems]
    packed: bytes = msgpack.packb([records, problems, reading.is_broken])
    return packed


def _thawed(file: File, packed: bytes) -> FileReading:
    records, problems, is_broken = msgpack.unpackb(packed, strict_map_key=False)
    return FileReading(
        file,
        tuple(_THAWERS[kind](values) for kind, values in records),
        [
            Problem(path, line, column, field, message, hint, Severity(severity))
            for path, line, column, field, message, hint, severity in problems
        ],
        is_broken,
    )


_KINDS: list[Any] = list(schema_models().values())
_THAWERS: list[Any] = [thawer(kind) for kind in _KINDS]
