"""What was recorded, as the pipeline uses it: read with the cache's help, mended from git, every record with a digest."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path

from aboveboard.errors import Problem
from aboveboard.frozen import frozen
from aboveboard.history.last_good import with_last_good_versions
from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of
from aboveboard.publish.reuse import part_of_repository, whole_repository
from aboveboard.publish.survey import FileDigests, Survey
from aboveboard.records.frozen import freeze
from aboveboard.records.layout import CATALOG_KINDS, Kind
from aboveboard.records.register import Register
from aboveboard.records.repository import strangers_in


@frozen
class Recorded:
    """`digests` are those of incidents, changes and RFOs by their path; `restored` the paths whose last good version
    stands in; `problems` what is wrong with files alone, `strangers` the ids that name nothing; `is_whole` says that
    every file could be read."""

    root: Path
    register: Register
    digests: Mapping[str, FileDigests]
    restored: frozenset[str]
    problems: tuple[Problem, ...]
    strangers: tuple[Problem, ...]
    is_whole: bool


def recorded(survey: Survey, cache: Cache) -> Recorded:
    repository = whole_repository(survey, cache)
    mended = with_last_good_versions(repository)
    restored = {reading.file.path: reading for reading in mended.readings if reading.is_restored}
    return Recorded(
        survey.root,
        mended.register,
        {**survey.digests, **{path: digests_of_records(reading.records) for path, reading in restored.items()}},
        frozenset(path for path, reading in restored.items() if reading.file.kind in (Kind.INCIDENT, Kind.CHANGE)),
        repository.problems,
        strangers_in(mended),
        not repository.broken,
    )


def recorded_in(survey: Survey, cache: Cache, paths: Set[str]) -> Recorded:
    """What stands in these incidents, changes and RFOs, and in the catalog but for customers; whom they name, nobody
    asks."""
    repository = part_of_repository(survey, cache, lambda file: file.kind in CATALOG_KINDS or file.path in paths)
    digests = {path: survey.digest(path) for path in paths}
    is_whole = not repository.broken
    return Recorded(survey.root, repository.register, digests, frozenset(), repository.problems, (), is_whole)


def digests_of_records(records: tuple[object, ...]) -> FileDigests:
    whole = digest_of("restored", repr([freeze(record) for record in records]))
    return FileDigests(whole, whole)
