"""A folder of records, read whole: the register, and everything that is wrong with it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from aboveboard.errors import Problem
from aboveboard.frozen import frozen
from aboveboard.records.checks.against_time import check_against_time
from aboveboard.records.checks.audiences import check_audiences
from aboveboard.records.checks.cycles import check_cycles
from aboveboard.records.checks.file_names import check_file_names
from aboveboard.records.checks.finding import Finding, pin
from aboveboard.records.checks.known import known_ids
from aboveboard.records.checks.pictures import check_pictures
from aboveboard.records.checks.references import check_references
from aboveboard.records.checks.strangers import has_strangers
from aboveboard.records.layout import File, Kind, find_files
from aboveboard.records.place import Place
from aboveboard.records.reading import FileReading, place_in, read_file
from aboveboard.records.register import Register, assemble


@frozen
class Repository:
    """`problems` are those of files alone and of ids that stand twice; `check_repository` adds the rest."""

    root: Path
    readings: tuple[FileReading, ...]
    register: Register
    problems: tuple[Problem, ...]

    @property
    def broken(self) -> tuple[FileReading, ...]:
        return tuple(reading for reading in self.readings if reading.is_broken)


Reader = Callable[[Path, File], FileReading]
# The bytes of the file at a path, for the positions of problems; raises OSError when there is none.
BytesOf = Callable[[str], bytes]


def read_from_disk(root: Path, file: File) -> FileReading:
    try:
        return read_file(file, (root / file.path).read_bytes())
    except OSError as error:
        problem = Problem(file.path, 1, 1, "", f"cannot be read: {error.strerror}", "mend its permissions")
        return FileReading(file, problems=[problem], is_broken=True)


def read_repository(root: Path, read: Reader = read_from_disk) -> Repository:
    """Never raises for what is in the files. `read` may answer from a cache."""
    files, problems = find_files(root)
    with _collector_paused():
        readings = tuple(read(root, file) for file in files)
    return assembled(root, readings, problems)


def assembled(
    root: Path, readings: Sequence[FileReading], problems: Sequence[Problem] = (), bytes_of: BytesOf | None = None
) -> Repository:
    """`bytes_of` is for readings that were not made of the files below `root`."""
    register, twice = assemble(readings)
    found = [*problems, *check_file_names(reading.file for reading in readings)]
    found += pin(twice, _place_finder(root, readings, bytes_of))
    found += [problem for reading in readings for problem in reading.problems]
    if not any(reading.file.kind is Kind.PROVIDER for reading in readings):
        hint = "create it: `name:`, `url:` and `timezone:`"
        found.append(Problem("content/catalog/provider.yml", 1, 1, "", "there is no provider", hint))
    return Repository(root, tuple(readings), register, tuple(sorted(found)))


def check_repository(repository: Repository, now: int, bytes_of: BytesOf | None = None) -> tuple[Problem, ...]:
    """Every problem of the whole repository, sorted by file, line and column."""
    known = known_ids(repository.readings)
    whole = _with_salvaged(repository, sound_only=False)
    sound = _with_salvaged(repository, sound_only=True)
    findings = [*check_references(whole, known), *check_cycles(whole)]
    findings += [*check_audiences(sound), *check_against_time(sound, now), *check_pictures(sound)]
    pinned = pin(findings, _place_finder(repository.root, repository.readings, bytes_of))
    return tuple(sorted({*repository.problems, *pinned}))


def strangers_in(repository: Repository) -> tuple[Problem, ...]:
    """Every id that names nothing: what is told of it counts in no figure. Quickly, when there is none."""
    if not has_strangers(repository.register):
        return ()
    return tuple(
        sorted(pin_findings(repository, check_references(repository.register, known_ids(repository.readings))))
    )


def pin_findings(repository: Repository, findings: Iterable[Finding]) -> list[Problem]:
    """What others find in the records, as problems on their lines."""
    return pin(findings, _place_finder(repository.root, repository.readings, None))


def _with_salvaged(repository: Repository, sound_only: bool) -> Register:
    """The register with what could be had of records that are wrong in places."""
    if not repository.broken:
        return repository.register
    readings = []
    for reading in repository.readings:
        salvaged = [one.record for one in reading.salvaged if one.is_sound or not sound_only]
        readings.append(replace(reading, records=(*reading.records, *salvaged)))
    return assemble(readings)[0]


def _place_finder(root: Path, readings: Sequence[FileReading], bytes_of: BytesOf | None) -> Callable[[str], Place]:
    files = {reading.file.path: reading.file for reading in readings}

    def place_of(path: str) -> Place:
        file = files.get(path)
        if file is None:
            return Place(path, None, 1)
        return place_in(file, bytes_of(path) if bytes_of else (root / path).read_bytes())

    return place_of


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Thousands of records that all stay alive make the garbage collector walk them again and again for nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
