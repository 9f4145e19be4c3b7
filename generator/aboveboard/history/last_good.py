"""The last good version of what cannot be read today (outputs.md, "what never stops the rest")."""

from __future__ import annotations

from dataclasses import replace

from aboveboard.history.git import Git
from aboveboard.records.alerts import AlertRules
from aboveboard.records.catalog import Provider
from aboveboard.records.reading import FileReading, Record, ids_in, read_file, unread_entries
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
    """Of a catalog file, entry by entry: one that stands in the file no more is not brought back."""
    records = reading.records
    missing = unread_entries(reading)
    for content in git.versions(reading.file.path):
        if missing is not None and not missing:
            break
        older = read_file(reading.file, content)
        records += _found_in(older.records, missing, ids_in(records))
        missing = unread_entries(older) if missing is None else missing - ids_in(records)
    return replace(reading, records=records, is_restored=len(records) > len(reading.records))


def _found_in(older: tuple[Record, ...], missing: frozenset[str] | None, present: frozenset[str]) -> tuple[Record, ...]:
    """What an older version has of what is missing, or, while nobody can tell what is, all that is not here yet."""
    return tuple(
        record
        for record in older
        if isinstance(record, Provider | AlertRules)
        or (record.id not in present if missing is None else record.id in missing)
    )
