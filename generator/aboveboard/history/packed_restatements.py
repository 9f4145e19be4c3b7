"""What a commit restated, as bytes for a cache: there can be one row for each of thousands of customers."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import msgpack

from aboveboard.availability.figures import Figure
from aboveboard.availability.months import Month
from aboveboard.records.vocabulary import Fault
from aboveboard.views.restatements import Judged, Restatement

# By customer.
Row = tuple[str, Restatement]

_FAULTS = {fault.value: fault for fault in Fault}


def packed_rows(rows: Iterable[Row]) -> bytes:
    packed: bytes = msgpack.packb(
        [
            [
                customer, one.month.year, one.month.number, one.lens, one.service, one.policy,
                _packed_figure(one.old), _packed_figure(one.new), one.since, one.records,
                [[side.met, *_pair(side.credit_percent)] for side in one.judged or ()],
            ]
            for customer, one in rows
        ]
    )  # fmt: skip
    return packed


def unpacked_rows(packed: bytes) -> list[Row]:
    """What `packed_rows` made, and nothing else, may come here."""
    return [
        (
            customer,
            Restatement(
                Month(year, number), lens, service, policy, _figure(old), _figure(new), since, tuple(records),
                _judged(sides),
            ),
        )
        for customer, year, number, lens, service, policy, old, new, since, records, sides in msgpack.unpackb(packed)
    ]  # fmt: skip


def _packed_figure(figure: Figure) -> list[Any]:
    faults = [[fault.value, *_pair(seconds)] for fault, seconds in figure.by_fault.items()]
    return [figure.agreed, *_pair(figure.planned), faults]


def _figure(values: list[Any]) -> Figure:
    agreed, numerator, denominator, faults = values
    return Figure(
        agreed, Fraction(numerator, denominator), {_FAULTS[fault]: Fraction(*pair) for fault, *pair in faults}
    )


def _judged(sides: list[Any]) -> tuple[Judged, Judged] | None:
    if not sides:
        return None
    before, now = (Judged(met, Fraction(*pair)) for met, *pair in sides)
    return before, now


def _pair(value: Fraction) -> tuple[int, int]:
    return value.numerator, value.denominator
