"""One lens over one subscription in one month: the agreed time, and what the ledger charges while the subscription lives."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from aboveboard.availability.charges import Charge
from aboveboard.availability.figures import Figure, figure_of
from aboveboard.availability.intervals import Interval, Intervals
from aboveboard.availability.ledger import Ledger
from aboveboard.availability.lenses import Lens
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Customer, Subscription

_START, _END = attrgetter("start"), attrgetter("end")


@frozen
class Sheet:
    """`charges` are in the order of time and cut to the life of the subscription within the period; those outside of
    the lens's hours are among them, and cost nothing."""

    lens: Lens
    agreed: Intervals
    charges: tuple[Charge, ...]

    @property
    def figure(self) -> Figure:
        return figure_of(self.charges, self.agreed, self.lens.scale)


def sheet_of(ledger: Ledger, customer: Customer, subscription: Subscription, period: Interval, lens: Lens) -> Sheet:
    start, end = ledger.alive(customer, subscription)
    span = max(start, period[0]), min(end, period[1])
    return Sheet(
        lens,
        ledger.agreed(customer, subscription, period, lens),
        charges_within(ledger.charges(customer, subscription, lens), span),
    )


def charges_within(charges: Sequence[Charge], span: Interval) -> tuple[Charge, ...]:
    """Those in the order of time that reach into the interval, cut to it."""
    first = bisect_right(charges, span[0], key=_END)
    last = bisect_left(charges, span[1], lo=first, key=_START)
    return tuple([_cut(charge, span) for charge in charges[first:last]])


def _cut(charge: Charge, span: Interval) -> Charge:
    if span[0] <= charge.start and charge.end <= span[1]:
        return charge
    return Charge(max(charge.start, span[0]), min(charge.end, span[1]), charge.weight, charge.impact)
