"""One file's bytes made into what it records, with every problem that can be seen in it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import BaseModel

from aboveboard.errors import Problem, Problems
from aboveboard.frozen import frozen
from aboveboard.records.alerts import AlertRules
from aboveboard.records.allowed_words import AllowedWord
from aboveboard.records.catalog import Component, Customer, Provider, Service, Sla
from aboveboard.records.change import Change
from aboveboard.records.checks.alone import (
    check_alert_rules,
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
from aboveboard.records.hardened_yaml import Document, read_yaml
from aboveboard.records.incident import Incident
from aboveboard.records.layout import CATALOG_KINDS, File, Kind
from aboveboard.records.merge_conflicts import merge_conflicts
from aboveboard.records.place import Place
from aboveboard.records.rfo import Rfo
from aboveboard.records.salvage import TELLING
from aboveboard.records.source import CATALOG_LIMIT_BYTES, LIMIT_BYTES, Source, source_of
from aboveboard.records.updates import Body, read_body
from aboveboard.records.validation import Validated, validated
from aboveboard.records.values import id_hint, is_id
from aboveboard.records.vocabulary import ChangeStatus, IncidentStatus
from aboveboard.records.wrong import MOST_PROBLEMS, quoted

Record = (
    Provider | AlertRules | AllowedWord | Component | Service | Sla | Customer | Incident | Rfo | Change | Communication
)
Read = TypeVar("Read", bound=BaseModel)


@frozen
class Salvaged:
    """A record that is wrong in places, for checks alone; one that `is_sound` lacks nothing that they look for."""

    record: Record
    is_sound: bool


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
    salvaged: tuple[Salvaged, ...] = ()


def read_file(file: File, data: bytes) -> FileReading:
    """Never raises for what is in the file."""
    draft = _Draft(file)
    try:
        limit = CATALOG_LIMIT_BYTES if file.kind in CATALOG_KINDS else LIMIT_BYTES
        source = source_of(file.path, data, limit)
        draft.faults.extend(source.problems)
        if conflicts := merge_conflicts(source):
            raise Problems(conflicts)  # whatever else could be said of such a file says nothing of either side
        _READERS[file.kind](source, draft)
    except Problems as broken:
        draft.faults.extend(broken.problems)
    except RecursionError:
        draft.faults.append(Problem(file.path, 1, 1, "", "is nested too deeply to be read", "no record needs that"))
    return draft.reading()


def place_in(file: File, data: bytes) -> Place:
    """The positions of a file that was read before; raises `Problems` when it cannot be read."""
    source = source_of(file.path, data, CATALOG_LIMIT_BYTES)
    if file.path.endswith(".yml"):
        return Place(file.path, read_yaml(file.path, source.text).node, 1)
    return _place(read_front_matter(source), source)


def unread_entries(reading: FileReading) -> frozenset[str] | None:
    """The ids of a catalog's entries that stand in the file but cannot be read; None when nobody can tell."""
    if not reading.is_broken:
        return frozenset()
    if not reading.records:
        return None
    named = {problem.field.split(".", 1)[0] for problem in reading.problems}
    return frozenset(named - ids_in(reading.records)) if all(map(is_id, named)) else None


def ids_in(records: Iterable[Record]) -> frozenset[str]:
    """The provider has none, and the rules for alerts have none."""
    return frozenset(record.id for record in records if not isinstance(record, Provider | AlertRules))


def schema_models() -> dict[Kind, type[BaseModel]]:
    """The model behind each kind of file."""
    return {
        Kind.PROVIDER: Provider, Kind.COMPONENTS: Component, Kind.SERVICES: Service, Kind.SLAS: Sla, Kind.CUSTOMER: Customer,
        Kind.INCIDENT: Incident, Kind.RFO: Rfo, Kind.CHANGE: Change, Kind.COMMUNICATION: Communication, Kind.ALERTS: AlertRules,
        Kind.ALLOWED_WORDS: AllowedWord,
    }  # fmt: skip


@dataclass(slots=True)
class _Draft:
    """A reading in the making. `faults` are what is wrong with the file as a whole: with one, no record is kept."""

    file: File
    faults: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    salvaged: list[Salvaged] = field(default_factory=list)
    is_broken: bool = False

    @property
    def is_full(self) -> bool:
        return len(self.problems) > MOST_PROBLEMS

    def keep(self, found: Validated[Any], place: Place, check: Callable[[Any, Place], Sequence[Problem]]) -> None:
        """The record, or what was salvaged of it, and what `check` has to say about either."""
        is_sound = found.is_sound and TELLING.isdisjoint(_last_key(fault.field) for fault in self.faults)
        if found.record is not None and is_sound:
            self.problems.extend(check(found.record, place))
        if found.record is not None and found.is_whole and not self.faults:
            self.records.append(found.record)
            return
        self.is_broken = True
        if found.record is not None:
            self.salvaged.append(Salvaged(found.record, is_sound))

    def reading(self) -> FileReading:
        problems = [*self.faults, *self.problems]
        is_broken = self.is_broken or bool(self.faults)
        if len(problems) <= MOST_PROBLEMS:
            return FileReading(self.file, tuple(self.records), problems, is_broken, salvaged=tuple(self.salvaged))
        message = f"more than {MOST_PROBLEMS} problems in one file; the first of them follow"
        first = Problem(self.file.path, 1, 1, "", message, "is this the right file?")
        return FileReading(self.file, (), [first, *problems[:MOST_PROBLEMS]], is_broken=True)


def _last_key(field: str) -> str:
    return field.rsplit(".", 1)[-1].split("[", 1)[0]


def _read_provider(source: Source, draft: _Draft) -> None:
    document = _yaml(source, draft)
    place = Place(source.path, document.node, 1)
    draft.keep(validated(Provider, document.value, place, draft.problems, {}), place, _check_nothing)


def _read_alert_rules(source: Source, draft: _Draft) -> None:
    document = _yaml(source, draft)
    place = Place(source.path, document.node, 1)
    draft.keep(validated(AlertRules, document.value, place, draft.problems, {}), place, check_alert_rules)


def _read_allowed_words(source: Source, draft: _Draft) -> None:
    document = _yaml(source, draft)
    if document.value is not None and not isinstance(document.value, list):
        whole = Place(source.path, document.node, 1)
        raise Problems([whole.problem((), "expected a list", "write lines of `- {word: Orange, reason: …}`")])
    for at, data in enumerate(document.value or ()):
        if draft.is_full:
            break
        place = Place(source.path, document.node, 1, (at,))
        draft.keep(validated(AllowedWord, data, place, draft.problems, {}), place, _check_nothing)


def _entries_reader(model: type[Component | Service | Sla], check: Callable[[Any, Place], list[Problem]]) -> _Reader:
    def read(source: Source, draft: _Draft) -> None:
        document = _yaml(source, draft)
        whole = Place(source.path, document.node, 1)
        if document.value is not None and not isinstance(document.value, dict):
            raise Problems([whole.problem((), "expected a mapping from ids", "write `some-id: {name: …}`")])
        for key, data in (document.value or {}).items():
            if draft.is_full:
                break
            place = Place(source.path, document.node, 1, (key,))
            if is_id(key):
                draft.keep(validated(model, data, place, draft.problems, {"id": key}), place, check)
            else:
                problem = whole.problem((key,), f"{quoted(key)} is not an id", id_hint(key), key=True)
                draft.problems.append(problem)
                draft.is_broken = True

    return read


def _read_customer(source: Source, draft: _Draft) -> None:
    document = _yaml(source, draft)
    place = Place(source.path, document.node, 1)
    id = _id_of(draft)
    if not is_id(id):
        return
    draft.keep(validated(Customer, document.value, place, draft.problems, {"id": id}), place, check_customer)


def _read_incident(source: Source, draft: _Draft) -> None:
    matter = _matter(source, draft)
    body = _body(source, matter, draft, IncidentStatus)
    place = _place(matter, source)
    found = validated(Incident, matter.document.value, place, draft.problems, _beside(draft, body))
    draft.keep(found, place, lambda incident, place: check_incident(incident, place, body.is_whole))


def _read_change(source: Source, draft: _Draft) -> None:
    matter = _matter(source, draft)
    body = _body(source, matter, draft, ChangeStatus)
    place = _place(matter, source)
    found = validated(Change, matter.document.value, place, draft.problems, _beside(draft, body))
    all_read = found.is_whole and body.is_whole
    draft.keep(found, place, lambda change, place: check_change(change, place, all_read))


def _read_rfo(source: Source, draft: _Draft) -> None:
    matter = _matter(source, draft)
    place = _place(matter, source)
    found = validated(Rfo, matter.document.value, place, draft.problems, _beside(draft, matter.body))
    draft.keep(found, place, check_rfo)


def _read_communication(source: Source, draft: _Draft) -> None:
    matter = _matter(source, draft)
    place = _place(matter, source)
    found = validated(Communication, matter.document.value, place, draft.problems, _beside(draft, matter.body))
    draft.keep(found, place, check_communication)


def _yaml(source: Source, draft: _Draft) -> Document:
    document = read_yaml(source.path, source.text)
    draft.faults.extend(document.problems)
    return document


def _matter(source: Source, draft: _Draft) -> FrontMatter:
    matter = read_front_matter(source)
    draft.faults.extend(matter.document.problems)
    return matter


def _body(source: Source, matter: FrontMatter, draft: _Draft, statuses: type[StrEnum]) -> Body:
    return read_body(source.path, matter.body, matter.body_line, statuses, draft.problems)


def _beside(draft: _Draft, body: Body | str) -> dict[str, Any]:
    """What a file says by its name and its body."""
    beside: dict[str, Any] = {"id": _id_of(draft), "path": draft.file.path}
    if isinstance(body, Body):
        return {**beside, "introduction": body.introduction, "updates": body.updates}
    return {**beside, "body": body.strip("\n")}


def _id_of(draft: _Draft) -> str:
    """The file's id; that it is none is a fault."""
    if not is_id(draft.file.id):
        message = f"the file's name {quoted(draft.file.id)} is not an id"
        draft.faults.append(Problem(draft.file.path, 1, 1, "", message, id_hint(draft.file.id)))
    return draft.file.id


def _place(matter: FrontMatter, source: Source) -> Place:
    return Place(source.path, matter.document.node, 2)


def _check_nothing(record: Any, place: Place) -> list[Problem]:  # noqa: ARG001
    return []


_Reader = Callable[[Source, _Draft], None]

_READERS: dict[Kind, _Reader] = {
    Kind.PROVIDER: _read_provider,
    Kind.COMPONENTS: _entries_reader(Component, check_node),
    Kind.SERVICES: _entries_reader(Service, check_node),
    Kind.SLAS: _entries_reader(Sla, check_sla),
    Kind.ALERTS: _read_alert_rules,
    Kind.ALLOWED_WORDS: _read_allowed_words,
    Kind.CUSTOMER: _read_customer,
    Kind.INCIDENT: _read_incident,
    Kind.RFO: _read_rfo,
    Kind.CHANGE: _read_change,
    Kind.COMMUNICATION: _read_communication,
}
