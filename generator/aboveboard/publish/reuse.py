"""What stands in record files, as the cache holds it: packed when a file is read, thawed for whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgpack

from aboveboard.errors import Problem, Severity
from aboveboard.publish.cache import Cache, Stamp
from aboveboard.publish.digest import digest_of
from aboveboard.publish.survey import Survey
from aboveboard.records.frozen import facts_of, freeze, thawer
from aboveboard.records.incident import Incident
from aboveboard.records.layout import File
from aboveboard.records.reading import FileReading, read_file, schema_models
from aboveboard.records.repository import Repository, assembled


def whole_repository(survey: Survey, cache: Cache) -> Repository:
    known: Mapping[str, FileReading] = survey.thawed
    packed = cache.readings() if len(known) < len(survey.files) else {}
    readings = [known[file.path] if file.path in known else thawed(file, packed[file.path]) for file in survey.files]
    return assembled(survey.root, readings, survey.problems)


def part_of_repository(survey: Survey, cache: Cache, wanted: Callable[[File], bool]) -> Repository:
    """As if the other files were not there."""
    files = [file for file in survey.files if wanted(file)]
    return assembled(survey.root, [thawed(file, cache.reading(file.path)) for file in files])


class Reading:
    """A function of a file with a folder beside it: what workers are given."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)

    def __call__(self, file: File) -> tuple[Stamp, bytes]:
        try:
            with open(f"{self._root}/{file.path}", "rb", buffering=0) as opened:  # a Path for each would take longer
                data = opened.read()
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


def _packed(reading: FileReading, records: Sequence[list[Any]]) -> bytes:
    """`records` are those of the reading, frozen, each with the place of its kind."""
    problems = [[p.path, p.line, p.column, p.field, p.message, p.hint, p.severity.value] for p in reading.problems]
    packed: bytes = msgpack.packb([records, problems, reading.is_broken])
    return packed


def thawed(file: File, packed: bytes) -> FileReading:
    """What was read, as it was packed."""
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
