"""The versions of every record, as git knew them at an as-of: what was committed later is no history yet.

Nothing is read from git's objects until somebody asks for a record that has more than one version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import msgpack

from aboveboard.history.blobs import Blobs
from aboveboard.history.commits import CommitLog
from aboveboard.records.frozen import freeze, thawer
from aboveboard.records.layout import File, Kind, kind_of
from aboveboard.records.past import Past, Version
from aboveboard.records.reading import Record, read_file, schema_models

_KINDS: tuple[Any, ...] = tuple(schema_models().values())

# A file by what it records, so that one that moves to another folder stays what it was: its kind, and its id.
Key = tuple[Kind, str]


class FileVersion(NamedTuple):
    """A file as the commit at `place` (in the log) left it; `blob` is empty where it was gone."""

    place: int
    at: int
    path: str
    blob: str


@dataclass(frozen=True)
class History:
    """`as_of` in seconds of UTC. `parsed` remembers what was read, as bytes by content and path: it may be a cache, since
    neither ever changes, as long as one version of this package fills it."""

    log: CommitLog
    blobs: Blobs
    as_of: int
    parsed: MutableMapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    @property
    def is_there(self) -> bool:
        return bool(self.log.head)

    @cached_property
    def instants(self) -> tuple[int, ...]:
        """When each commit of the log that counts was made; those after as-of do not count.

        A clock that was wrong moves nothing but its own commit: one that is ahead of as-of, with commits after it that
        are not, happened when the latest before it did.
        """
        times = [commit.at for commit in self.log.commits]
        while times and times[-1] > self.as_of:
            times.pop()
        latest = 0
        for place, at in enumerate(times):
            if at <= self.as_of:
                latest = max(latest, at)
            else:
                times[place] = latest
        return tuple(times)

    @property
    def cut_at(self) -> int | None:
        """The instant that a shallow clone goes back to; None for a whole one."""
        return self.instants[0] if self.log.cut and self.instants else None

    @cached_property
    def files(self) -> Mapping[Key, tuple[FileVersion, ...]]:
        """The versions of each record file, oldest first, none before the one that it follows. They are dated by the
        commits of that file alone: those of others, which the file's readers may know nothing of, move no date."""
        found: dict[Key, list[FileVersion]] = {}
        keys: dict[str, Key] = {}
        for place, (at, commit) in enumerate(zip(self.instants, self.log.commits, strict=False)):
            for path, blob in commit.files:
                key = keys.get(path)
                if key is None:
                    key = keys[path] = key_of(path)
                versions = found.setdefault(key, [])
                if versions and versions[-1].place == place:
                    # Moved: gone from one place, and there at another, in one commit.
                    if not blob:
                        continue
                    versions.pop()
                dated = at
                if versions:
                    dated = max(at, versions[-1].at) if commit.at <= self.as_of else versions[-1].at
                versions.append(FileVersion(place, dated, path, blob))
        return {key: tuple(versions) for key, versions in found.items()}

    def records_in(self, version: FileVersion) -> tuple[Record, ...] | None:
        """What the file held; None when it was gone, git lacks it, or a part of it could not be read."""
        if not version.blob:
            return None
        name = f"{version.blob}:{version.path}"
        packed = self.parsed.get(name)
        if packed is None:
            content = self.blobs.content(version.blob)
            if content is None:
                return None
            packed = self.parsed[name] = _packed(version.path, content)
        return _unpacked(packed)


def past_of(history: History, kind: Kind, id: str) -> Past:
    """What git knows of an incident (with the report on it) or of a change."""
    if not history.is_there:
        return Past(is_there=False)
    files = history.files.get((kind, id), ())
    reports = history.files.get((Kind.RFO, id), ()) if kind is Kind.INCIDENT else ()
    if not files:
        return Past()
    is_old = history.cut_at is not None and files[0].place == 0
    cut_at = history.cut_at if is_old else None
    if len(files) < 2 and len(reports) < 2:
        return Past(cut_at=cut_at)
    return Past(_versions(history, files), _versions(history, reports), cut_at=cut_at)


def past_by_id(history: History, id: str) -> Past:
    """Of the incident or change with that id."""
    return past_of(history, Kind.CHANGE if (Kind.CHANGE, id) in history.files else Kind.INCIDENT, id)


def past_key(history: History, kind: Kind, id: str, as_of: int) -> str:
    """The same for as long as `past_of` gives the same versions up to as-of, which may lie before the history's own; empty
    where nothing can have changed after it was published."""
    if not history.is_there:
        return "none"
    files = history.files.get((kind, id), ())
    reports = history.files.get((Kind.RFO, id), ()) if kind is Kind.INCIDENT else ()
    is_old = history.cut_at is not None and bool(files) and files[0].place == 0
    cut = str(history.cut_at) if is_old else ""
    if len(files) < 2 and len(reports) < 2:
        return cut
    known = (f"{one.at} {one.path} {one.blob}" for one in (*files, *reports) if one.at <= as_of)
    return "\n".join([cut, *known])


def key_of(path: str) -> Key:
    kind = kind_of(path)
    assert kind is not None, path
    return kind, File(path, kind).id


def _versions(history: History, files: Iterable[FileVersion]) -> tuple[Version, ...]:
    return tuple(Version(one.at, _told(history.records_in(one))) for one in files)


def _told(records: tuple[Record, ...] | None) -> Any:
    return records[0] if records else None


def _packed(path: str, content: bytes) -> bytes:
    kind = kind_of(path)
    assert kind is not None, path
    reading = read_file(File(path, kind), content)
    records = None if reading.is_broken else [[_KINDS.index(type(one)), freeze(one)] for one in reading.records]
    packed: bytes = msgpack.packb(records)
    return packed


def _unpacked(packed: bytes) -> tuple[Record, ...] | None:
    records = msgpack.unpackb(packed, strict_map_key=False)
    return None if records is None else tuple(thawer(_KINDS[kind])(values) for kind, values in records)  # type: ignore[misc]
