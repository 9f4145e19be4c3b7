"""Every disruption of every node, out of the records (availability.md, section 1, "Impacts")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident, WrittenImpact
from aboveboard.records.register import Register
from aboveboard.records.vocabulary import Audience, Fault, Level, Outcome


@frozen
class Impact:
    """One disruption of one node in `[start, end)`.

    `customers` None means everybody who depends on the node. `written_from` is the start as the record has it, which
    ranks candidates and counts for notice. `announced` is a planned change's, None when it never was.
    """

    node: str
    level: Level
    start: int
    end: int
    fault: Fault
    planned: bool
    source: str
    written_from: int
    customers: frozenset[str] | None = None
    announced: int | None = None
    is_public: bool = True

    def reaches(self, customer: str) -> bool:
        return self.customers is None or customer in self.customers


def impacts_of(register: Register, as_of: int) -> tuple[Impact, ...]:
    """Every impact that counts, cut at as-of; impossible ones and drafts (audience internal) count nothing."""
    found = [
        impact
        for records in (register.incidents.values(), register.changes.values())
        for record in records
        for impact in impacts_of_record(record, register, as_of)
    ]
    return tuple(sorted(found, key=lambda impact: (impact.start, impact.end, impact.source, impact.node, impact.level)))


def impacts_of_record(record: Incident | Change, register: Register, as_of: int) -> tuple[Impact, ...]:
    """The impacts of one record, in the order written; a change's are split at the borders of its window."""
    if record.reader is Audience.INTERNAL:
        return ()
    if isinstance(record, Incident):
        return _existing(_of_incident(record, as_of), register, as_of)
    if record.outcome in (Outcome.PLANNED, Outcome.CANCELLED):
        return ()
    return _existing(_of_change(record, register, as_of), register, as_of)


def _existing(impacts: Iterable[Impact], register: Register, as_of: int) -> tuple[Impact, ...]:
    """Those of known nodes that have a length before as-of."""
    return tuple(
        [
            impact
            for impact in impacts
            if impact.end > impact.start and impact.start < as_of and register.node(impact.node) is not None
        ]
    )


def _of_incident(incident: Incident, as_of: int) -> Iterator[Impact]:
    is_public = incident.reader is Audience.PUBLIC
    for written in incident.impacts:
        start = incident.started if written.from_ is None else written.from_
        end = incident.resolved if written.to is None else written.to
        yield Impact(
            node=written.on,
            level=written.level,
            start=start,
            end=as_of if end is None else min(end, as_of),
            fault=written.fault or incident.fault,
            planned=False,
            source=incident.id,
            written_from=start,
            customers=_scope(written),
            is_public=is_public,
        )


def _of_change(change: Change, register: Register, as_of: int) -> Iterator[Impact]:
    window_start, window_end = change.window.from_, change.window.to
    for written in change.impacts or ():
        start = window_start if written.from_ is None else written.from_
        end = _end_of(change, as_of) if written.to is None else written.to
        parts = (
            (start, min(end, window_start), False),
            (max(start, window_start), min(end, window_end), True),
            (max(start, window_end), end, False),
        )
        for part_start, part_end, planned in parts:
            yield Impact(
                node=written.on,
                level=written.level,
                start=part_start,
                end=min(part_end, as_of),
                fault=written.fault or _owner_fault(written.on, register),
                planned=planned,
                source=change.id,
                written_from=start,
                customers=_scope(written),
                announced=change.announced,
                is_public=change.reader is Audience.PUBLIC,
            )


def _end_of(change: Change, as_of: int) -> int:
    running_over = change.outcome is Outcome.IN_PROGRESS and as_of > change.window.to
    return as_of if running_over else change.window.to


def _owner_fault(node: str, register: Register) -> Fault:
    component = register.components.get(node)
    return Fault.SOFTWARE if component is None else component.owner.fault


def _scope(written: WrittenImpact) -> frozenset[str] | None:
    return None if written.customers is None else frozenset(written.customers)
