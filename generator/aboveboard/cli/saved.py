"""What a command that writes says afterwards: the path on stdout, words and every problem on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from aboveboard.records.catalog import Provider
    from aboveboard.records.layout import Kind
    from aboveboard.records.register import Register
    from aboveboard.records.repository import Repository
    from aboveboard.writing.saving import Saved
    from aboveboard.writing.similar import PastIncident


def told(save: Callable[[], Saved]) -> Saved:
    """The path of what was saved is printed; what was refused ends the command with 1, and with the reasons."""
    from aboveboard.records.wrong import printable
    from aboveboard.writing.saving import Refused

    try:
        saved = save()
    except Refused as refused:
        say(map(str, refused.problems))
        say(["nothing was written: the file would not have been right"])
        raise typer.Exit(1) from refused
    print(printable(saved.file.path))
    say(map(str, saved.problems))
    return saved


def say(lines: Iterable[str]) -> None:
    from aboveboard.records.wrong import printable

    for line in lines:
        print(printable(line), file=sys.stderr)


def records_beside(root: Path, kinds: Collection[Kind]) -> Repository:
    """The catalog and the records of these kinds; what of the catalog cannot be read is told, for its names are unknown."""
    from aboveboard.errors import Severity
    from aboveboard.records.layout import CATALOG_KINDS
    from aboveboard.writing.saving import read_kinds

    repository = read_kinds(root, kinds)
    for reading in repository.broken:
        if reading.file.kind in CATALOG_KINDS:
            say([str(one) for one in reading.problems if one.severity is Severity.ERROR][:1])
    return repository


def provider_at(root: object) -> Provider:
    """The provider alone: the rest of the catalog is not read."""
    from pathlib import Path

    from aboveboard.records.catalog import Provider
    from aboveboard.records.layout import CATALOG, File, Kind
    from aboveboard.records.register import NO_PROVIDER
    from aboveboard.records.repository import read_from_disk

    assert isinstance(root, Path)
    reading = read_from_disk(root, File(f"{CATALOG}/provider.yml", Kind.PROVIDER))
    return next((record for record in reading.records if isinstance(record, Provider)), NO_PROVIDER)


def past_lines(past: Iterable[PastIncident]) -> Iterable[str]:
    """The nearest past incidents, as lines."""
    found = list(past)
    if found:
        yield "nearest past incidents:"
    for one in found:
        yield f"  {one.incident.id}  {_beginning(one.incident.title)}"
        why = " – ".join(part for part in (one.root_cause, _beginning(one.summary)) if part)
        yield f"    root cause: {why or 'not recorded'}"
        took = f" after {_minutes(one.mitigation_seconds)}" if one.mitigation_seconds is not None else ""
        yield f"    mitigated{took}: {_beginning(one.mitigated_by) or 'nobody said how'}"


def known_causes(register: Register, past: Iterable[PastIncident]) -> tuple[str, ...]:
    """Root causes that may fit: those of the nearest incidents first."""
    from aboveboard.writing.similar import root_causes

    return tuple(dict.fromkeys([*(one.root_cause for one in past if one.root_cause), *root_causes(register)]))[:8]


def _beginning(text: str, at_most: int = 180) -> str:
    words = " ".join(text.split())
    return words if len(words) <= at_most else words[:at_most].rsplit(" ", 1)[0] + " …"


def _minutes(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"
