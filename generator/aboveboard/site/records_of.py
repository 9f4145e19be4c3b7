"""What was recorded, as the pipeline uses it: read with the cache's help, mended from git, every record with a digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aboveboard.errors import Problem
from aboveboard.history.last_good import with_last_good_versions
from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of
from aboveboard.publish.reuse import read_repository_again
from aboveboard.records.frozen import freeze
from aboveboard.records.layout import Kind
from aboveboard.records.register import Register


@dataclass(frozen=True, slots=True)
class Recorded:
    """`digests` are those of incidents, changes and RFOs by their path; `restored` the paths whose last good version
    stands in; `problems` what is wrong with files alone."""

    root: Path
    register: Register
    digests: Mapping[str, str]
    restored: frozenset[str]
    problems: tuple[Problem, ...]


def recorded(root: Path, cache: Cache, jobs: int = 1) -> Recorded:
    repository, digests = read_repository_again(root, cache, jobs)
    mended = with_last_good_versions(repository)
    restored = {reading.file.path: reading for reading in mended.readings if reading.is_restored}
    return Recorded(
        root,
        mended.register,
        {**digests, **{path: _digest_of_records(reading.records) for path, reading in restored.items()}},
        frozenset(path for path, reading in restored.items() if reading.file.kind in (Kind.INCIDENT, Kind.CHANGE)),
        repository.problems,
    )


def _digest_of_records(records: tuple[object, ...]) -> str:
    return digest_of("restored", repr([freeze(record) for record in records]))
