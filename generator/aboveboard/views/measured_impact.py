"""What the ledger charges to one record, service by service: how badly, for how long, and whose fault the downtime is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.seen import Seen
from aboveboard.views.tree_paths import is_portal, service_href
from aboveboard.views.words.columns import DurationColumn, duration_column
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.states import State, fault_word, state_of


@frozen
class LevelTime:
    state: State
    lasted: str


@frozen
class FaultTime:
    """`lasted` is empty where one fault has all of the downtime, which stands beside it."""

    key: str
    text: str
    lasted: str


@frozen
class MeasuredRow:
    """`levels` are worst first, `by_fault` in the order of faults; both are empty of what has no second."""

    service: str
    path: str
    levels: tuple[LevelTime, ...]
    downtime: str
    by_fault: tuple[FaultTime, ...]


@frozen
class MeasuredImpact:
    """`total` adds the services' downtime up, None where one of them says it all; `unit` is how durations of downtime
    are written where words would not be exact ("h:mm:ss"). `note` explains what does not count."""

    title: str
    rows: tuple[MeasuredRow, ...]
    total: MeasuredRow | None
    unit: str
    note: str


def measured_impact(seen: Iterable[Seen], edition: Edition) -> MeasuredImpact:
    """Most downtime first."""
    names = edition.index.service_names
    known = sorted(seen, key=lambda one: (-one.downtime, names[one.service]))
    sums = _sums(known) if len([one for one in known if one.by_fault]) > 1 else {}
    total = sum(sums.values())
    column = duration_column(
        [
            *sums.values(),
            total,
            *[one.downtime for one in known],
            *[seconds for one in known for seconds in one.by_fault.values()],
        ]
    )
    weights = edition.ledger.real.weights
    free = 0 in [weights[level] for one in known for level in one.seconds]
    return MeasuredImpact(
        "What you saw" if is_portal(edition) else "What customers saw",
        tuple([_row(one, edition, column) for one in known]),
        MeasuredRow("All services", "", (), column.text(total), _by_fault(sums, edition, column)) if sums else None,
        column.unit,
        "Degraded time is shown and does not count as downtime." if free else "",
    )


def _sums(seen: Iterable[Seen]) -> Mapping[Fault, Fraction | int]:
    sums: dict[Fault, Fraction | int] = {}
    for one in seen:
        for fault, seconds in one.by_fault.items():
            sums[fault] = sums.get(fault, 0) + seconds
    return sums if len(sums) < 2 else {fault: sums[fault] for fault in Fault if fault in sums}


def _row(seen: Seen, edition: Edition, column: DurationColumn) -> MeasuredRow:
    return MeasuredRow(
        edition.index.service_names[seen.service],
        service_href(edition, seen.service),
        tuple([LevelTime(state_of(level), duration_text(seconds)) for level, seconds in seen.seconds.items()]),
        column.text(seen.downtime),
        _by_fault(seen.by_fault, edition, column),
    )


def _by_fault(
    by_fault: Mapping[Fault, Fraction | int], edition: Edition, column: DurationColumn
) -> tuple[FaultTime, ...]:
    yours = is_portal(edition)
    alone = len(by_fault) == 1
    return tuple(
        [
            FaultTime(fault.value, fault_word(fault, yours=yours), "" if alone else column.text(seconds))
            for fault, seconds in by_fault.items()
        ]
    )
