"""One file's bytes made into what it records, with every problem that can be seen in it alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel

from aboveboard.errors import Problem, Problems
from aboveboard.records.catalog import Component, Customer, Provider, Service, Sla
from aboveboard.records.change import Change
from aboveboard.records.checks.alone import (
    check_change,
    check_communication,
    check_customer,
    check_incident,
    check_node,
    check_rfo,
    check_sla,
)
from aboveboard.records.communication import Communication
from aboveboard.records.front_matter import FrontMatter, read_front_matter
from aboveboard.records.hardened_yaml import read_yaml
from aboveboard.records.incident import Incident
from aboveboard.records.layout import File, Kind
from aboveboard.records.place import Place
from aboveboard.records.rfo import Rfo
from aboveboard.records.source import CATALOG_LIMIT_BYTES, LIMIT_BYTES, Source, source_of
from aboveboard.records.updates import read_body
from aboveboard.records.validation import validated
from aboveboard.records.values import id_of
from aboveboard.records.vocabulary import ChangeStatus, IncidentStatus

Told = TypeVar("Told", Incident, Change)
Record = Provider | Component | Service | Sla | Customer | Incident | Rfo | Change | Communication


@dataclass(slots=True)
class FileReading:
    """What one file holds.

    `is_broken` says that a part of it could not be read, so that an older version may serve; `is_restored` that one does.
    """

    file: File
    records: tuple[Record, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    is_broken: bool = False
    is_restored: bool = False


def read_file(file: File, data: bytes) -> FileReading:
    """Never raises for what is in the file."""
    reading = FileReading(file)
    try:
        catalog = file.kind in (Kind.PROVIDER, Kind.COMPONENTS, Kind.SERVICES, Kind.SLAS)
        source = source_of(file.path, data, CATALOG_LIMIT_BYTES if catalog else LIMIT_BYTES)
        reading.records = tuple(_READERS[file.kind](file, source, reading))
    except Problems as broken:
        reading.problems.extend(broken.problems)
        reading.is_broken = True
    except RecursionError:
        reading.problems.append(Problem(file.path, 1, 1, "", "is nested too deeply to be read"))
        reading.is_broken = True
    return reading


def place_in(file: File, data: bytes) -> Place:
    """The positions of a file that was read before; raises `Problems` when it cannot be read."""
    source = source_of(file.path, data, CATALOG_LIMIT_BYTES)
    if file.path.endswith(".yml"):
        return Place(file.path, read_yaml(file.path, source.text).node, 1)
    return _place(file, read_front_matter(source))


def _read_provider(file: File, source: Source, reading: FileReading) -> list[Record]:
    document = read_yaml(file.path, source.text)
    provider = validated(Provider, document.value, Place(file.path, document.node, 1), reading.problems)
    return _one(provider, reading)


def _entries_reader(model: type[Component] | type[Service] | type[Sla], check: Callable[..., list[Problem]]) -> _Reader:
    def read(file: File, source: Source, reading: FileReading) -> list[Record]:
        document = read_yaml(file.path, source.text)
        if document.value is None:
            return []
        whole = Place(file.path, document.node, 1)
        if not isinstance(document.value, dict):
            raise Problems([whole.problem((), "expected a mapping from ids", "write `some-id: {name: …}`")])
        records: list[Record] = []
        for key, data in document.value.items():
            place = Place(file.path, document.node, 1, (key,))
            record = (
                validated(model, data, place, reading.problems, {"id": key})
                if _is_id(key, whole, reading.problems)
                else None
            )
            if record is None:
                reading.is_broken = True
                continue
            records.append(record)
            reading.problems.extend(check(record, place))
        return records

    return read


def _read_customer(file: File, source: Source, reading: FileReading) -> list[Record]:
    document = read_yaml(file.path, source.text)
    place = Place(file.path, document.node, 1)
    _check_file_name(file)
    customer = validated(Customer, document.value, place, reading.problems, {"id": file.id})
    return _one(customer, reading, check_customer, place)


def _read_incident(file: File, source: Source, reading: FileReading) -> list[Record]:
    matter = read_front_matter(source)
    incident = _with_updates(Incident, IncidentStatus, file, matter, reading.problems)
    return _one(incident, reading, check_incident, _place(file, matter))


def _read_change(file: File, source: Source, reading: FileReading) -> list[Record]:
    matter = read_front_matter(source)
    change = _with_updates(Change, ChangeStatus, file, matter, reading.problems)
    return _one(change, reading, check_change, _place(file, matter))


def _read_rfo(file: File, source: Source, reading: FileReading) -> list[Record]:
    matter = read_front_matter(source)
    _check_file_name(file)
    beside = {"id": file.id, "path": file.path, "body": matter.body.strip("\n")}
    rfo = validated(Rfo, matter.document.value, _place(file, matter), reading.problems, beside)
    return _one(rfo, reading, check_rfo, _place(file, matter))


def _read_communication(file: File, source: Source, reading: FileReading) -> list[Record]:
    matter = read_front_matter(source)
    _check_file_name(file)
    beside = {"id": file.id, "path": file.path, "body": matter.body.strip("\n")}
    communication = validated(Communication, matter.document.value, _place(file, matter), reading.problems, beside)
    return _one(communication, reading, check_communication, _place(file, matter))


def _one(
    record: Record | None,
    reading: FileReading,
    check: Callable[..., list[Problem]] | None = None,
    place: Place | None = None,
) -> list[Record]:
    if record is None:
        reading.is_broken = True
        return []
    if check is not None:
        reading.problems.extend(check(record, place))
    return [record]


def _with_updates(
    model: type[Told], statuses: type[StrEnum], file: File, matter: FrontMatter, problems: list[Problem]
) -> Told | None:
    _check_file_name(file)
    body = read_body(file.path, matter.body, matter.body_line, statuses, problems)
    beside = {"id": file.id, "path": file.path, "introduction": body.introduction, "updates": body.updates}
    return validated(model, matter.document.value, _place(file, matter), problems, beside)


def _place(file: File, matter: FrontMatter) -> Place:
    return Place(file.path, matter.document.node, 2)


def _check_file_name(file: File) -> None:
    if not _valid_id(file.id):
        hint = "lower-case letters, digits and single hyphens, at most 64: 2026-10-03-fra1-packet-loss"
        raise Problems([Problem(file.path, 1, 1, "", f'the file\'s name "{file.id[:60]}" is not an id', hint)])


def _valid_id(text: str) -> bool:
    try:
        id_of(text)
    except ValueError:
        return False
    return True


def _is_id(key: str, place: Place, problems: list[Problem]) -> bool:
    if _valid_id(key):
        return True
    problems.append(
        place.problem((key,), f'"{key[:60]}" is not an id', "lower-case letters, digits and single hyphens", key=True)
    )
    return False


def schema_models() -> dict[Kind, type[BaseModel]]:
    """The model behind each kind of file."""
    return {
        Kind.PROVIDER: Provider, Kind.COMPONENTS: Component, Kind.SERVICES: Service, Kind.SLAS: Sla, Kind.CUSTOMER: Customer,
        Kind.INCIDENT: Incident, Kind.RFO: Rfo, Kind.CHANGE: Change, Kind.COMMUNICATION: Communication,
    }  # fmt: skip


_Reader = Callable[[File, Source, FileReading], list[Record]]

_READERS: dict[Kind, _Reader] = {
    Kind.PROVIDER: _read_provider,
    Kind.COMPONENTS: _entries_reader(Component, check_node),
    Kind.SERVICES: _entries_reader(Service, check_node),
    Kind.SLAS: _entries_reader(Sla, check_sla),
    Kind.CUSTOMER: _read_customer,
    Kind.INCIDENT: _read_incident,
    Kind.RFO: _read_rfo,
    Kind.CHANGE: _read_change,
    Kind.COMMUNICATION: _read_communication,
}
