"""The ids that records may name, also those of records that stand in a file but cannot be read.

One broken component must not make a stranger of itself in every record that names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aboveboard.records.layout import CATALOG, CATALOG_KINDS, Kind
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.reading import FileReading, ids_in, unread_entries

# What may be named, and where ids of it are at home: for who finds none that is like the one that was written.
NODE = "component or service"
SERVICE = "service"
SLA = "SLA"
CUSTOMER = "customer"
INCIDENT = "incident"
CHANGE = "change"
TOPIC = "incident, change or review"
_HOMES = {
    NODE: f"{CATALOG}/components.yml and services.yml say what there is",
    SERVICE: f"{CATALOG}/services.yml says what there is",
    SLA: f"{CATALOG}/slas.yml says what there is",
    CUSTOMER: f"{CATALOG}/customers/ has a file for each",
    INCIDENT: "the file of an RFO is named after its incident: ID.rfo.md",
    CHANGE: "content/changes/ has a file for each",
    TOPIC: "write the name of its file without .md, or `review/2026-Q3`",
}

# The ids of a kind; None while nobody can tell, because the file that has them cannot be read at all.
Ids = frozenset[str] | None

# So many ids are compared with unknown ones; it takes a few seconds.
_COMPARISONS = 200_000


@dataclass(slots=True)
class Known:
    ids: Mapping[str, Ids]
    hints: dict[tuple[str, str], str] = field(default_factory=dict)
    compared: int = 0

    def has(self, what: str, id: str) -> bool:
        ids = self.ids[what]
        return ids is None or id in ids

    def hint(self, what: str, id: str) -> str:
        """The nearest known id, or where to look: at once when thousands of ids are unknown."""
        if (what, id) not in self.hints:
            ids = self.ids[what] or frozenset()
            self.compared += len(ids)
            near = did_you_mean(id, ids) if self.compared <= _COMPARISONS else ""
            self.hints[what, id] = near or _HOMES[what]
        return self.hints[what, id]


def known_ids(readings: Iterable[FileReading]) -> Known:
    growing: dict[Kind, set[str] | None] = {kind: set() for kind in Kind}
    for reading in readings:
        ids, so_far = _ids_of(reading), growing[reading.file.kind]
        if ids is None or so_far is None:
            growing[reading.file.kind] = None
        else:
            so_far.update(ids)
    found = {kind: None if ids is None else frozenset(ids) for kind, ids in growing.items()}
    return Known(
        {
            NODE: _both(found[Kind.COMPONENTS], found[Kind.SERVICES]),
            SERVICE: found[Kind.SERVICES],
            SLA: found[Kind.SLAS],
            CUSTOMER: found[Kind.CUSTOMER],
            INCIDENT: found[Kind.INCIDENT],
            CHANGE: found[Kind.CHANGE],
            TOPIC: _both(found[Kind.INCIDENT], found[Kind.CHANGE]),
        }
    )


def _ids_of(reading: FileReading) -> Ids:
    if reading.file.kind not in CATALOG_KINDS:
        return frozenset((reading.file.id,))
    return _both(ids_in(reading.records), unread_entries(reading))


def _both(one: Ids, other: Ids) -> Ids:
    return None if one is None or other is None else one | other
