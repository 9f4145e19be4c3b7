"""The working behind figures: every charged interval, adding up to the downtime (`aboveboard availability --explain`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from aboveboard.availability.charges import Charge
from aboveboard.availability.figures import counted, figure_of_counted
from aboveboard.availability.intervals import Interval, Intervals
from aboveboard.availability.ledger import Ledger
from aboveboard.availability.lenses import Lens
from aboveboard.availability.months import Month
from aboveboard.frozen import frozen
from aboveboard.records.instants import iso_text, utc_text
from aboveboard.render.figure_rows import Cell, Table
from aboveboard.render.figures_json import figure_json, number
from aboveboard.views.words.numbers import percent_text

_HEADER = (
    "of",
    "month",
    "service",
    "lens",
    "from",
    "to",
    "seconds",
    "weight",
    "downtime s",
    "node",
    "level",
    "fault",
    "planned",
    "record",
)


@frozen
class Sum:
    """One figure and what it is made of: `charges` with the agreed seconds of each."""

    of: str
    month: Month
    service: str
    lens: Lens
    agreed: Intervals
    charges: tuple[tuple[Charge, int], ...]


@frozen
class Explanation:
    table: Table
    json: dict[str, Any]


def of_customers(ledger: Ledger, customers: Sequence[str], months: Sequence[Month]) -> Explanation:
    return _explanation(
        ledger, [one for id in customers for month in months for one in _customer_sums(ledger, id, month)]
    )


def sums_json(ledger: Ledger, customer: str, months: Sequence[Month]) -> list[dict[str, Any]]:
    """The `sums` of the JSON of one customer, without the table."""
    return [_sum_json(one) for month in months for one in _customer_sums(ledger, customer, month)]


def of_nodes(ledger: Ledger, nodes: Sequence[str], months: Sequence[Month]) -> Explanation:
    return _explanation(ledger, [one for id in nodes for month in months for one in _node_sums(ledger, id, month)])


def _customer_sums(ledger: Ledger, id: str, month: Month) -> Iterator[Sum]:
    customer = ledger.register.customers[id]
    period = ledger.period(month, ledger.zone_of(customer))
    for subscription in sorted(customer.subscriptions, key=lambda one: (one.service, one.since)):
        if not ledger.agreed(customer, subscription, period, ledger.real):
            continue
        sla = ledger.sla_lens(subscription)
        for lens in (ledger.real, ledger.provider, *([sla] if sla else [])):
            agreed = ledger.agreed(customer, subscription, period, lens)
            charges = tuple(counted(ledger.charges(customer, subscription, lens), agreed))
            yield Sum(id, month, subscription.service, lens, agreed, charges)


def _node_sums(ledger: Ledger, id: str, month: Month) -> Iterator[Sum]:
    period: Interval = ledger.period(month, ledger.register.provider.timezone)
    agreed = (period,) if period[1] > period[0] else ()
    for lens in (ledger.real, ledger.provider):
        yield Sum(id, month, id, lens, agreed, tuple(counted(ledger.public_charges(id, lens), agreed)))


def _explanation(ledger: Ledger, sums: Sequence[Sum]) -> Explanation:
    rows = [row for one in sums for row in _rows(one)]
    caption = (
        f"As of {utc_text(ledger.as_of)}. Seconds are those within the agreed time; downtime is seconds times weight."
    )
    table = Table(_HEADER, tuple(rows), caption, frozenset((6, 7, 8)))
    return Explanation(table, {"as_of": iso_text(ledger.as_of), "sums": [_sum_json(one) for one in sums]})


def _rows(one: Sum) -> Iterator[tuple[Cell, ...]]:
    lead = (one.of, str(one.month), one.service, one.lens.name)
    for charge, seconds in one.charges:
        impact, weight = charge.impact, Fraction(charge.weight, one.lens.scale)
        yield (
            *lead, utc_text(charge.start), utc_text(charge.end), seconds, number(weight), number(weight * seconds),
            impact.node, impact.level.value, impact.fault.value, "planned" if impact.planned else "", impact.source,
        )  # fmt: skip
    figure = figure_of_counted(one.charges, one.agreed, one.lens.scale)
    shown = percent_text(figure.availability).replace("\N{NO-BREAK SPACE}", " ")
    yield (
        *lead,
        "sum",
        f"of {figure.agreed} s agreed",
        None,
        None,
        number(figure.downtime),
        shown,
        None,
        None,
        None,
        None,
    )


def _sum_json(one: Sum) -> dict[str, Any]:
    figure = figure_of_counted(one.charges, one.agreed, one.lens.scale)
    return {
        "of": one.of,
        "month": str(one.month),
        "service": one.service,
        "lens": one.lens.name,
        **figure_json(figure),
        "charges": [_charge_json(charge, seconds, one.lens) for charge, seconds in one.charges],
    }


def _charge_json(charge: Charge, seconds: int, lens: Lens) -> dict[str, Any]:
    weight, downtime = _weighed(charge.weight, lens.scale, seconds)
    return {
        "from": iso_text(charge.start),
        "to": iso_text(charge.end),
        "seconds": seconds,
        "weight": weight,
        "downtime_seconds": downtime,
        "node": charge.impact.node,
        "level": charge.impact.level.value,
        "fault": charge.impact.fault.value,
        "planned": charge.impact.planned,
        "record": charge.impact.source,
    }


def _weighed(weight: int, scale: int, seconds: int) -> tuple[int | float, int | float]:
    """What a second weighs, and what so many cost."""
    if weight == scale:
        return 1, seconds
    share = Fraction(weight, scale)
    return number(share), number(share * seconds)
