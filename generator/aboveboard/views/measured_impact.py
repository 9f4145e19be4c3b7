"""What the ledger charges to one record, service by service: how badly, for how long, and whose fault the downtime is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.seen import Seen
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.states import State, fault_word, state_of


@dataclass(frozen=True, slots=True)
class LevelTime:
    state: State
    lasted: str


@dataclass(frozen=True, slots=True)
class FaultTime:
    """`lasted` is empty where one fault has all of the downtime, which stands beside it."""

    key: str
    text: str
    lasted: str


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """`levels` are worst first, `by_fault` in the order of faults; both are empty of what has no second."""

    service: str
    path: str
    levels: tuple[LevelTime, ...]
    downtime: str
    by_fault: tuple[FaultTime, ...]


@dataclass(frozen=True, slots=True)
class MeasuredImpact:
    """`total` adds the services' downtime up, None where one of them says it all. `note` explains what does not count."""

    rows: tuple[MeasuredRow, ...]
    total: MeasuredRow | None
    note: str


def measured_impact(seen: Iterable[Seen], edition: Edition) -> MeasuredImpact:
    """Most downtime first."""
    known = sorted(seen, key=lambda one: (-one.downtime, edition.register.services[one.service].name))
    rows = tuple(_row(one, edition) for one in known)
    free = any(not edition.ledger.real.weights[level] for one in known for level in one.seconds)
    return MeasuredImpact(
        rows,
        _total(known, edition) if sum(bool(one.by_fault) for one in known) > 1 else None,
        "Degraded time is shown and does not count as downtime." if free else "",
    )


def _row(seen: Seen, edition: Edition) -> MeasuredRow:
    service = edition.register.services[seen.service]
    return MeasuredRow(
        service.name,
        f"services/{service.id}.html",
        tuple(LevelTime(state_of(level), duration_text(seconds)) for level, seconds in seen.seconds.items()),
        duration_text(seen.downtime),
        _by_fault(seen.by_fault, edition),
    )


def _total(seen: Iterable[Seen], edition: Edition) -> MeasuredRow:
    sums: dict[Fault, Fraction | int] = {}
    for one in seen:
        for fault, seconds in one.by_fault.items():
            sums[fault] = sums.get(fault, 0) + seconds
    ordered = {fault: sums[fault] for fault in Fault if fault in sums}
    return MeasuredRow("All services", "", (), duration_text(sum(sums.values())), _by_fault(ordered, edition))


def _by_fault(by_fault: Mapping[Fault, Fraction | int], edition: Edition) -> tuple[FaultTime, ...]:
    yours = edition.reader.customer is not None
    alone = len(by_fault) == 1
    return tuple(
        [
            FaultTime(fault.value, fault_word(fault, yours=yours), "" if alone else duration_text(seconds))
            for fault, seconds in by_fault.items()
        ]
    )
