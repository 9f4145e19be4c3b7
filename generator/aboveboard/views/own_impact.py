"""What one record did to the customer whose portal it is: each charged stretch, and their sums by fault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from aboveboard.availability.intervals import seconds_of, union
from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.portal.amounts import amount_text, counted_text
from aboveboard.views.portal.charged import HIDDEN_NODE
from aboveboard.views.portal.reached import OwnCharge, own_charges
from aboveboard.views.words.columns import DurationColumn, duration_column
from aboveboard.views.words.instants import Moment, moment
from aboveboard.views.words.states import State, fault_word, state_of


@frozen
class OwnRow:
    """`end` None: it goes on. `downtime` is what the stretch weighs."""

    service: str
    start: Moment
    end: Moment | None
    node: str
    state: State
    fault_key: str
    fault: str
    downtime: str


@frozen
class OwnSum:
    """The downtime of one fault; of everything when `key` is empty."""

    key: str
    text: str
    downtime: str


@frozen
class OwnImpact:
    """`rows` in the order of time; `sums` by fault, `total` of all. `sentence` is the finding, `amount` its figures alone:
    how long at least one service was down, and what is counted for it when that differs."""

    sentence: str
    amount: str
    rows: tuple[OwnRow, ...]
    sums: tuple[OwnSum, ...]
    total: OwnSum
    unit: str


def own_impact(edition: Edition, record_id: str, near: int, *, is_open: bool) -> OwnImpact:
    """`near` is the instant beside which days are said; stretches that reach as-of go on while the record is open."""
    charges = sorted(own_charges(edition, record_id), key=lambda one: (one.charge.start, one.charge.end, one.service))
    sums = _sums(charges)
    total = sum(sums.values())
    column = duration_column([*(one.seconds for one in charges), *sums.values(), total])
    amount = _amount(charges, total, column)
    running_from = edition.as_of if is_open else None
    return OwnImpact(
        sentence=_sentence(edition, charges, amount),
        amount=amount,
        rows=tuple(_row(edition, one, column, near, running_from) for one in charges),
        sums=tuple(OwnSum(fault.value, fault_word(fault, yours=True), column.text(sums[fault])) for fault in sums),
        total=OwnSum("", _total_word(charges), column.text(total)),
        unit=column.unit,
    )


def _sums(charges: Iterable[OwnCharge]) -> dict[Fault, Fraction | int]:
    sums: dict[Fault, Fraction | int] = {}
    for one in charges:
        fault = one.charge.impact.fault
        sums[fault] = sums.get(fault, 0) + one.seconds
    return {fault: sums[fault] for fault in Fault if fault in sums}


def _amount(charges: Sequence[OwnCharge], total: Fraction | int, column: DurationColumn) -> str:
    clock = seconds_of(union((one.charge.start, one.charge.end) for one in charges))
    counted = counted_text(clock, total, len({one.service for one in charges}), column.text(total))
    return f"{amount_text(clock, 0)} ({counted})" if counted else column.text(total)


def _total_word(charges: Iterable[OwnCharge]) -> str:
    count = len({one.service for one in charges})
    return f"Counted over {count} services" if count > 1 else "Your downtime"


def _sentence(edition: Edition, charges: Iterable[OwnCharge], amount: str) -> str:
    names = sorted({edition.register.services[one.service].name for one in charges}, key=str.casefold)
    if not names:
        return "No second of downtime of yours is charged to it."
    if len(names) == 1:
        return f"It cost you {amount} of {names[0]}."
    return f"It cost you {amount}."


def _row(edition: Edition, one: OwnCharge, column: DurationColumn, near: int, running_from: int | None) -> OwnRow:
    charge = one.charge
    node = edition.register.node(charge.impact.node)
    return OwnRow(
        service=edition.register.services[one.service].name,
        start=moment(charge.start, edition.zone, near),
        end=None if charge.end == running_from else moment(charge.end, edition.zone, near),
        node=HIDDEN_NODE if node is None else node.name,
        state=state_of(charge.impact.level, planned=charge.impact.planned),
        fault_key=charge.impact.fault.value,
        fault=fault_word(charge.impact.fault, yours=True),
        downtime=column.text(one.seconds),
    )
