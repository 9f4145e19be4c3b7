"""Two sides compared: everything that differs between them at one as-of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from aboveboard.comparison.figures_changed import MonthChange, figures_changed
from aboveboard.comparison.problems_changed import ProblemsChanged, problems_changed
from aboveboard.comparison.records_changed import RecordChange, records_changed
from aboveboard.comparison.side import Side
from aboveboard.comparison.states_changed import StateChange, states_changed
from aboveboard.frozen import frozen
from aboveboard.records.layout import Kind


@frozen
class Names:
    """What is compared with what, in words; a commit is its full id, None for the folder without one.

    `is_behind` says that the base has commits which the head lacks: what they did looks undone.
    """

    base: str
    base_commit: str
    head: str
    head_commit: str | None
    is_dirty: bool = False
    is_behind: bool = False


@frozen
class Comparison:
    """Each part in order of importance. `customers` None means that the figures of all were compared."""

    names: Names
    as_of: int
    zone: str
    customers: tuple[str, ...] | None
    months: tuple[MonthChange, ...]
    states: tuple[StateChange, ...]
    records: tuple[RecordChange, ...]
    problems: ProblemsChanged


def compare(before: Side, after: Side, names: Names, customers: Collection[str] | None = None) -> Comparison:
    return Comparison(
        names=names,
        as_of=after.as_of,
        zone=after.register.provider.timezone,
        customers=None if customers is None else tuple(sorted(customers)),
        months=figures_changed(before.ledger, after.ledger, customers),
        states=states_changed(before.register, after.register, after.as_of),
        records=tuple(_with_title(change, before, after) for change in _records_changed(before, after)),
        problems=problems_changed(before.problems, after.problems),
    )


def _records_changed(before: Side, after: Side) -> tuple[RecordChange, ...]:
    return records_changed(before.repository.readings, after.repository.readings)


def _with_title(change: RecordChange, before: Side, after: Side) -> RecordChange:
    """An RFO is called what its incident is called."""
    incident = after.register.incidents.get(change.id) or before.register.incidents.get(change.id)
    return replace(change, title=incident.title) if change.kind is Kind.RFO and incident else change
