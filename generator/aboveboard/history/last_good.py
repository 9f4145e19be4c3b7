"""The last good version of what cannot be read today (outputs.md, "what never stops the rest")."""

from __future__ import annotations

from dataclasses import replace

from aboveboard.history.git import Git
from aboveboard.records.reading import FileReading, Record, read_file
from aboveboard.records.repository import Repository, assembled


def with_last_good_versions(repository: Repository) -> Repository:
    """The same repository, with what is broken taken from the newest commit in which it could be read.

    Its problems stay what they are, so nobody takes the old version for the new one.
    """
    if not repository.broken:
        return repository
    git = Git(repository.root)
    readings = [_restored(reading, git) if reading.is_broken else reading for reading in repository.readings]
    register = assembled(repository.root, readings).register
    return replace(repository, readings=tuple(readings), register=register)


def _restored(reading: FileReading, git: Git) -> FileReading:
    for content in git.versions(reading.file.path):
        older = read_file(reading.file, content)
        if not older.is_broken:
            return replace(reading, records=_completed(reading.records, older.records), is_restored=True)
    return reading


def _completed(records: tuple[Record, ...], older: tuple[Record, ...]) -> tuple[Record, ...]:
    """What can be read today, and from the older version what cannot: of a catalog file, entry by entry."""
    present = {getattr(record, "id", None) for record in records}
    return (*records, *(record for record in older if getattr(record, "id", None) not in present))
