"""Reading a repository with the cache's help: a file whose size and time are unchanged is not opened again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgpack

from aboveboard.errors import Problem, Severity
from aboveboard.frozen import frozen
from aboveboard.publish.cache import RACY_NS, Cache, Stamp
from aboveboard.publish.digest import digest_of
from aboveboard.publish.workers import in_parallel
from aboveboard.records.frozen import facts_of, freeze, thawer
from aboveboard.records.incident import Incident
from aboveboard.records.layout import File, find_files
from aboveboard.records.reading import FileReading, read_file, schema_models
from aboveboard.records.repository import Repository, assembled


class FileDigests(NamedTuple):
    """`whole` is that of the file's bytes. `facts` is the same for every version of an incident that differs only in
    what was said: in its introduction and in the texts of its updates. Of any other file it is `whole`."""

    whole: str
    facts: str


@frozen
class Survey:
    """What lies on the disk: the record files and their stamps. `known` are the stamps of the last build, `read` the
    paths of what was read again. The readings themselves are in the cache: they would fill the memory."""

    root: Path
    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    known: Mapping[str, Stamp]
    stamps: Mapping[str, Stamp]
    read: frozenset[str]

    @property
    def digests(self) -> Mapping[str, FileDigests]:
        return {path: FileDigests(*stamp[2:]) for path, stamp in self.stamps.items()}


def surveyed(root: Path, cache: Cache, jobs: int = 1) -> Survey:
    """Every file that may have changed is read, and kept in the cache."""
    files, problems = find_files(root)
    known = cache.stamps()
    fresh = [file for file in files if not _is_unchanged(file, known.get(file.path), cache.written_ns)]
    read = {file.path: found for file, found in zip(fresh, in_parallel(_Reading(root), fresh, jobs), strict=True)}
    stamps = {file.path: read[file.path][0] if file.path in read else known[file.path] for file in files}
    changed = {path: stamp for path, (stamp, _) in read.items() if stamp != known.get(path)}
    cache.put_stamps(changed, {path: read[path][1] for path in changed}, known.keys() - stamps.keys())
    return Survey(root, files, problems, known, stamps, frozenset(read))


def whole_repository(survey: Survey, cache: Cache) -> Repository:
    packed = cache.readings()
    return assembled(survey.root, [_thawed(file, packed[file.path]) for file in survey.files], survey.problems)


def part_of_repository(survey: Survey, cache: Cache, wanted: Callable[[File], bool]) -> Repository:
    """As if the other files were not there."""
    files = [file for file in survey.files if wanted(file)]
    return assembled(survey.root, [_thawed(file, cache.reading(file.path)) for file in files])


class _Reading:
    """A function of a file with a folder beside it: what workers are given."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __call__(self, file: File) -> tuple[Stamp, bytes]:
        try:
            data = (self._root / file.path).read_bytes()
        except OSError as error:
            problem = Problem(file.path, 1, 1, "", f"cannot be read: {error.strerror}", "mend its permissions")
            return (-1, 0, "", ""), _packed(FileReading(file, problems=[problem], is_broken=True), ())
        reading = read_file(file, data)
        whole = digest_of(data)
        records = [[_KINDS.index(type(record)), freeze(record)] for record in reading.records]
        return (file.size, file.mtime_ns, whole, _facts(records) or whole), _packed(reading, records)


def _facts(records: Sequence[list[Any]]) -> str:
    """Of the incident in a file; empty for any other file."""
    return next((digest_of(msgpack.packb(facts_of(one))) for kind, one in records if kind == _INCIDENT), "")


def _is_unchanged(file: File, stamp: Stamp | None, written_ns: int) -> bool:
    return stamp is not None and (file.size, file.mtime_ns) == stamp[:2] and file.mtime_ns < written_ns - RACY_NS


def _packed(reading: FileReading, records: Sequence[list[Any]]) -> bytes:
    """`records` are those of the reading, frozen, each with the place of its kind."""
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
_INCIDENT = _KINDS.index(Incident)
_THAWERS: list[Any] = [thawer(kind) for kind in _KINDS]
