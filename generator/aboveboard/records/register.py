"""The register: everything that was recorded, by id, sorted; what all figures and pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any, TypeVar

from aboveboard.frozen import frozen
from aboveboard.records.alerts import AlertRules
from aboveboard.records.allowed_words import AllowedWord
from aboveboard.records.catalog import Component, Customer, Node, Provider, Service, Sla
from aboveboard.records.change import Change
from aboveboard.records.checks.finding import Finding
from aboveboard.records.communication import Communication
from aboveboard.records.incident import Incident
from aboveboard.records.layout import CATALOG_KINDS, File
from aboveboard.records.reading import FileReading, Record
from aboveboard.records.rfo import Rfo

Kept = TypeVar("Kept")

# What stands in while there is no readable provider.yml: the name says what is wrong, the host can never exist.
NO_PROVIDER = Provider.model_construct(name="Unnamed provider", url="https://status.invalid/")


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


@frozen
class Register:
    """Every mapping is sorted by id. RFOs stand under their incident's id. Ids of nodes are unique together.

    `told_to_few` are the ids of incidents whose report was given to others than the reader whose register this is;
    `withheld` the paths of records that staff alone read, whoever they are for.
    """

    provider: Provider = NO_PROVIDER
    components: Mapping[str, Component] = field(default_factory=_none)
    services: Mapping[str, Service] = field(default_factory=_none)
    slas: Mapping[str, Sla] = field(default_factory=_none)
    customers: Mapping[str, Customer] = field(default_factory=_none)
    incidents: Mapping[str, Incident] = field(default_factory=_none)
    changes: Mapping[str, Change] = field(default_factory=_none)
    rfos: Mapping[str, Rfo] = field(default_factory=_none)
    communications: Mapping[str, Communication] = field(default_factory=_none)
    alert_rules: AlertRules | None = None
    allowed_words: Mapping[str, AllowedWord] = field(default_factory=_none)
    told_to_few: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()

    def node(self, id: str) -> Node | None:
        return self.components.get(id) or self.services.get(id)

    @property
    def node_ids(self) -> list[str]:
        return sorted([*self.components, *self.services])


def assemble(readings: Iterable[FileReading]) -> tuple[Register, tuple[Finding, ...]]:
    """The register of what was read, files in the order of their paths: of two records with one id, the first is kept."""
    kept: dict[type, dict[str, Any]] = {
        kind: {} for kind in (Component, Service, Sla, Customer, Incident, Change, Rfo, Communication, AllowedWord)
    }
    paths: dict[tuple[type, str], str] = {}
    provider = NO_PROVIDER
    alert_rules: AlertRules | None = None
    findings: list[Finding] = []
    for reading in sorted(readings, key=lambda reading: reading.file.path):
        for record in reading.records:
            if isinstance(record, Provider):
                provider = record
                continue
            if isinstance(record, AlertRules):
                alert_rules = record
                continue
            other = _holder_of_the_id(record, kept, paths)
            if other is not None:
                findings.append(_id_stands_twice(reading.file, record, other))
                continue
            kept[type(record)][record.id] = record
            paths[type(record), record.id] = reading.file.path
    register = Register(
        provider,
        _sorted(kept[Component]), _sorted(kept[Service]), _sorted(kept[Sla]), _sorted(kept[Customer]),
        _sorted(kept[Incident]), _sorted(kept[Change]), _sorted(kept[Rfo]), _sorted(kept[Communication]),
        alert_rules, _sorted(kept[AllowedWord]),
    )  # fmt: skip
    return register, tuple(findings)


# Kinds whose ids share one namespace.
_SHARED = {
    Component: (Component, Service),
    Service: (Component, Service),
    Incident: (Incident, Change),
    Change: (Incident, Change),
}


def _holder_of_the_id(
    record: Record, kept: dict[type, dict[str, Any]], paths: dict[tuple[type, str], str]
) -> str | None:
    assert not isinstance(record, Provider | AlertRules)
    for kind in _SHARED.get(type(record), (type(record),)):
        if record.id in kept[kind]:
            return paths[kind, record.id]
    return None


def _id_stands_twice(file: File, record: Record, other: str) -> Finding:
    assert not isinstance(record, Provider | AlertRules)
    steps = (record.id,) if file.kind in CATALOG_KINDS else ()
    message = f'the id "{record.id}" stands in {other} too'
    return Finding(file.path, steps, message, "rename one of them; the first is kept", key=True)


def _sorted(records: dict[str, Kept]) -> Mapping[str, Kept]:
    return MappingProxyType(dict(sorted(records.items())))
