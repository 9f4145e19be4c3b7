"""The one door to the disk: nothing is written that the real reader would not take, and nothing is half written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from aboveboard.errors import MachineError, Problem, Problems, Severity, UsageError
from aboveboard.frozen import frozen
from aboveboard.records.checks.against_time import check_against_time
from aboveboard.records.checks.finding import pin
from aboveboard.records.ids import unique_id
from aboveboard.records.layout import CATALOG_KINDS, File, Kind, find_files
from aboveboard.records.reading import FileReading, place_in, read_file
from aboveboard.records.register import assemble
from aboveboard.records.repository import (
    Repository,
    assembled,
    check_repository,
    read_from_disk,
    read_repository,
)
from aboveboard.writing.lock import create_file, replace_file, writing_lock

# Kinds whose ids share one namespace (records/register.py).
_DATED = (Kind.INCIDENT, Kind.CHANGE)


class Refused(Problems):
    """What was to be written would break the record: nothing was changed. The positions are those in the refused text."""


@frozen
class Saved:
    """The file, with every problem that it has now."""

    file: File
    problems: tuple[Problem, ...]


def read_kinds(root: Path, kinds: Collection[Kind]) -> Repository:
    """The catalog, and beside it records of these kinds alone: who writes one record need not read all others."""
    wanted = {*CATALOG_KINDS, *kinds}

    def read(root: Path, file: File) -> FileReading:
        return read_from_disk(root, file) if file.kind in wanted else FileReading(file)

    return read_repository(root, read)


def save_edit(root: Path, file: File, edit: Callable[[bytes], bytes], now: int) -> Saved:
    """The file with the edit applied to what it holds when it is this writer's turn; raises `Refused` for new errors."""
    path = root / file.path
    with writing_lock(root):
        while True:
            before = _bytes_of(path)
            after = edit(before)
            problems = problems_alone(file, after, now)
            new = _new_errors(problems_alone(file, before, now), problems)
            if new:
                raise Refused(new)
            # Whoever edits without the lock, an editor or git, must not lose anything to us.
            if _bytes_of(path) == before:
                replace_file(path, after)
                return Saved(file, problems)


def save_new(root: Path, kind: Kind, id: str, text_of: Callable[[str], str], repository: Repository, now: int) -> Saved:
    """A new file for a record of that id, or of the next one that is free; raises `Refused` for one that has errors.

    An RFO keeps its incident's id and lies beside it; a customer keeps the id that was asked for: both raise `UsageError`
    when it is taken.
    """
    with writing_lock(root):
        files, _ = find_files(root)
        if kind in _DATED:
            id = unique_id(id, {file.id for file in files if file.kind in _DATED})
        else:
            _refuse_a_taken_id(id, kind, files)
        file = File(_path_of(kind, id, files), kind)
        data = text_of(id).encode()
        problems = _problems_among(repository, file, data, now)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if errors:
            raise Refused(errors)
        create_file(root / file.path, data)
        return Saved(file, _problems_among(repository, file, data, now) if problems else ())


def problems_alone(file: File, data: bytes, now: int) -> tuple[Problem, ...]:
    """What is wrong with a file when nothing but itself and the time is looked at."""
    reading = read_file(file, data)
    findings = check_against_time(assemble([reading])[0], now)
    return tuple(sorted({*reading.problems, *pin(findings, lambda _path: place_in(file, data))}))


def _new_errors(before: Sequence[Problem], after: Sequence[Problem]) -> list[Problem]:
    """Errors of `after` that were not there before, whatever line they stand on."""
    left = Counter((problem.field, problem.message) for problem in before)
    new = []
    for problem in after:
        if problem.severity is Severity.WARNING:
            continue
        known = (problem.field, problem.message)
        if left[known] > 0:
            left[known] -= 1
        else:
            new.append(problem)
    return new


def _problems_among(repository: Repository, file: File, data: bytes, now: int) -> tuple[Problem, ...]:
    """What is wrong with a new file among all others, on its lines although it is not on the disk yet."""

    def bytes_of(path: str) -> bytes:
        return data if path == file.path else (repository.root / path).read_bytes()

    whole = assembled(repository.root, [*repository.readings, read_file(file, data)], bytes_of=bytes_of)
    return tuple(problem for problem in check_repository(whole, now, bytes_of) if problem.path == file.path)


def _path_of(kind: Kind, id: str, files: Sequence[File]) -> str:
    match kind:
        case Kind.INCIDENT:
            return f"incidents/{id[:4]}/{id}.md"
        case Kind.CHANGE:
            return f"content/changes/{id[:4]}/{id}.md"
        case Kind.CUSTOMER:
            return f"content/catalog/customers/{id}.yml"
        case Kind.RFO:
            incident = next(file.path for file in files if file.kind is Kind.INCIDENT and file.id == id)
            return f"{incident.removesuffix('.md')}.rfo.md"
    raise AssertionError(kind)


def _refuse_a_taken_id(id: str, kind: Kind, files: Sequence[File]) -> None:
    holder = next((file for file in files if file.kind is kind and file.id.casefold() == id), None)
    if holder is not None:
        raise UsageError(f"{holder.path} exists already")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MachineError(f"{path} cannot be read: {error.strerror}") from error
