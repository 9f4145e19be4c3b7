"""Which record files lie on the disk, and which of them may have changed: one whose size and time are those of the last
build is not opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from aboveboard.errors import Problem
from aboveboard.frozen import frozen
from aboveboard.publish.cache import RACY_NS, Cache, Stamp
from aboveboard.publish.workers import in_parallel
from aboveboard.records.layout import File, find_files

# Put into the cache while others are read.
_AT_ONCE = 256


class FileDigests(NamedTuple):
    """`whole` is that of the file's bytes. `facts` is the same for every version of an incident that differs only in
    what was said: in its introduction and in the texts of its updates. Of any other file it is `whole`."""

    whole: str
    facts: str


@frozen
class Survey:
    """What lies on the disk: the record files and their stamps. `known` are the stamps of the last build, `read` the
    paths of what was read again; each state of the stamps has a number. The readings are in the cache; those of a survey
    that began with `thaw` here as well, by path, as that made them."""

    root: Path
    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    known: Mapping[str, Stamp]
    known_number: int
    stamps: Mapping[str, Stamp]
    number: int
    read: frozenset[str]
    thawed: Mapping[str, Any]

    @property
    def digests(self) -> Mapping[str, FileDigests]:
        return {path: self.digest(path) for path in self.stamps}

    def digest(self, path: str) -> FileDigests:
        return FileDigests(*self.stamps[path][2:])


def surveyed(root: Path, cache: Cache, jobs: int = 1) -> Survey:
    """Every file that may have changed is read, and kept in the cache."""
    return begin_survey(root, cache, jobs)()


def begin_survey(
    root: Path, cache: Cache, jobs: int, thaw: Callable[[File, bytes], Any] | None = None
) -> Callable[[], Survey]:
    """What gives the survey; other processes, if there may be any, read from now on. With `thaw`, what they have read is
    thawed while they go on."""
    files, problems = find_files(root)
    known, known_number = cache.stamps(), cache.stamps_number
    fresh = _changed(files, known, cache.written_ns - RACY_NS)
    readings = _readings(root, fresh, jobs)

    def given() -> Survey:
        read: dict[str, Stamp] = {}
        changed: dict[str, tuple[Stamp, bytes]] = {}
        thawed: dict[str, Any] = {}
        for file, (stamp, reading) in zip(fresh, readings, strict=True):
            read[file.path] = stamp
            if thaw is not None:
                thawed[file.path] = thaw(file, reading)
            if stamp != known.get(file.path):
                changed[file.path] = stamp, reading
            if len(changed) == _AT_ONCE:
                cache.put_readings(changed)
                changed.clear()
        cache.put_readings(changed)
        gone = known.keys() - {file.path for file in files}
        cache.forget(gone)
        stamps = {**known, **read}
        for path in gone:
            del stamps[path]
        number = cache.stamps_number
        if read and number == known_number:
            cache.confirm_stamps()  # or the same files would be read again by every build that changes nothing
        return Survey(root, files, problems, known, known_number, stamps, number, frozenset(read), thawed)

    return given


def _readings(root: Path, files: Sequence[File], jobs: int) -> Iterator[tuple[Stamp, bytes]]:
    """Each file's stamp and what a cache holds of it."""
    if not files:
        return iter(())
    from aboveboard.publish.reuse import Reading  # where no file changed, nothing needs to know what records are

    return in_parallel(Reading(root), files, jobs)


def _changed(files: Iterable[File], known: Mapping[str, Stamp], sure_ns: int) -> list[File]:
    """What may have changed; a stamp says nothing of a file that was written at `sure_ns` or later."""
    changed = []
    for file in files:
        path, _, size, mtime_ns = file
        stamp = known.get(path)
        if stamp is None or stamp[0] != size or stamp[1] != mtime_ns or mtime_ns >= sure_ns:
            changed.append(file)
    return changed
