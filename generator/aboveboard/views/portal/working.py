"""The working behind a customer's month: for each subscription every counted interval, and what each lens takes for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from aboveboard.availability.charges import rank_of
from aboveboard.availability.figures import Figure
from aboveboard.availability.impacts import Impact
from aboveboard.availability.intervals import Interval, intersection, seconds_of, union
from aboveboard.availability.months import Month
from aboveboard.availability.verdicts import Verdict, verdict_of
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Customer, Subscription
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.portal.excluded import Comparison, beyond_ours, comparison_of
from aboveboard.views.portal.sheet import Sheet, sheet_of
from aboveboard.views.portal.sla import Standing, standing_of


@frozen
class Cost:
    """What a lens takes for an interval: its `seconds` within the agreed time, each at `weight`."""

    seconds: int
    weight: Fraction

    @property
    def downtime(self) -> Fraction:
        return self.seconds * self.weight


@frozen
class Counted:
    """An interval that at least one lens charges to the impact. `costs` are real, provider and, where there is one, the
    SLA's; None where that lens charges these seconds to nothing or to another impact, which has a row of its own."""

    start: int
    end: int
    impact: Impact
    costs: tuple[Cost | None, ...]


@frozen
class Working:
    """One subscription in one month. `alive` is its life within the month up to as-of, which is what the real lens and
    the provider's have agreed. `is_running` says that the month is not over yet.

    `rows` are in the order of time. In each lens they add up to the figure, by fault too. `whole_agreed` are the seconds
    that the SLA has agreed in the whole month, beyond as-of. `beyond_ours` is what our part leaves out of the real
    downtime, by fault; `by_sla` accounts for what the SLA does. What speaks of the SLA is None where there is none.
    """

    subscription: Subscription
    alive: Interval
    is_running: bool
    rows: tuple[Counted, ...]
    real: Figure
    provider: Figure
    sla: Verdict | None
    standing: Standing | None
    whole_agreed: int
    beyond_ours: Mapping[Fault, Fraction]
    by_sla: Comparison | None

    @property
    def lacks_its_sla(self) -> bool:
        """Whether one is agreed of which the records have no terms: a fault of theirs, not of the contract."""
        return self.sla is None and self.subscription.sla is not None


def customer_of(edition: Edition) -> Customer | None:
    """The customer whose edition it is; None in the public one and in that of staff."""
    return edition.register.customers.get(edition.reader.customer or "")


def month_is_closed(edition: Edition, month: Month) -> bool:
    return month.interval(edition.zone)[1] <= edition.as_of


def disrupted_seconds(workings: Iterable[Working]) -> int:
    """The part of the month in which at least one subscription was down in the real lens; overlaps count once."""
    return seconds_of(union((row.start, row.end) for one in workings for row in one.rows if row.costs[0] is not None))


def beyond_ours_of(workings: Iterable[Working]) -> Mapping[Fault, Fraction]:
    """What our part leaves out of the real downtime of all of them together."""
    whole: dict[Fault, Fraction] = {}
    for one in workings:
        for fault, seconds in one.beyond_ours.items():
            whole[fault] = whole.get(fault, Fraction(0)) + seconds
    return whole


def workings_of(edition: Edition, month: Month) -> tuple[Working, ...]:
    """Of each subscription that is alive in the month up to as-of, by service and then by when it began."""
    known = edition.workings.get(month)
    if not isinstance(known, tuple):
        known = edition.workings[month] = _workings(edition, month)
    return known


def _workings(edition: Edition, month: Month) -> tuple[Working, ...]:
    customer = customer_of(edition)
    if customer is None:
        return ()
    subscriptions = sorted(customer.subscriptions, key=lambda one: (one.service, one.since))
    found = (_working(edition, customer, subscription, month) for subscription in subscriptions)
    return tuple([one for one in found if one is not None])


def _working(edition: Edition, customer: Customer, subscription: Subscription, month: Month) -> Working | None:
    ledger = edition.ledger
    period = ledger.period(month, edition.zone)
    real = sheet_of(ledger, customer, subscription, period, ledger.real)
    if not real.agreed:
        return None
    provider = sheet_of(ledger, customer, subscription, period, ledger.provider)
    lens = ledger.sla_lens(subscription)
    promised = sheet_of(ledger, customer, subscription, period, lens) if lens else None
    verdict = verdict_of(ledger.register.slas[subscription.sla or ""], promised.figure) if promised else None
    whole = _whole_agreed(edition, customer, subscription, month, promised) if promised else 0
    is_closed = month_is_closed(edition, month)
    return Working(
        subscription=subscription,
        alive=real.agreed[0],
        is_running=not is_closed,
        rows=tuple(_rows([real, provider, *([promised] if promised else [])])),
        real=real.figure,
        provider=provider.figure,
        sla=verdict,
        standing=standing_of(verdict, whole, is_closed=is_closed) if verdict else None,
        whole_agreed=whole,
        beyond_ours=beyond_ours(real, provider),
        by_sla=comparison_of(real, promised) if promised else None,
    )


def _whole_agreed(
    edition: Edition, customer: Customer, subscription: Subscription, month: Month, promised: Sheet
) -> int:
    if month_is_closed(edition, month):
        return seconds_of(promised.agreed)
    whole = month.interval(edition.zone)
    return seconds_of(edition.ledger.agreed(customer, subscription, whole, promised.lens))


def _rows(sheets: Sequence[Sheet]) -> Iterator[Counted]:
    """Charges of all lenses side by side: cut wherever one of them changes, and joined again where none does."""
    pieces = _pieces(sheets)
    joined: list[tuple[int, int, Impact, tuple[int, ...]]] = []
    for start, end, impact in sorted(pieces, key=lambda piece: (rank_of(piece[2]), piece[0])):
        weights = tuple(pieces[start, end, impact])
        last = joined[-1] if joined else None
        if last is not None and last[1] == start and last[2] == impact and last[3] == weights:
            joined[-1] = (last[0], end, impact, weights)
        else:
            joined.append((start, end, impact, weights))
    for start, end, impact, weights in sorted(joined, key=lambda row: (row[0], row[1], rank_of(row[2]))):
        costs = tuple([_cost(sheet, start, end, weight) for sheet, weight in zip(sheets, weights, strict=True)])
        if any(costs):
            yield Counted(start, end, impact, costs)


def _pieces(sheets: Sequence[Sheet]) -> dict[tuple[int, int, Impact], list[int]]:
    """The weight in each lens, 0 where it charges something else, of stretches in which nothing changes."""
    charges = [(at, charge) for at, sheet in enumerate(sheets) for charge in sheet.charges]
    borders = sorted({border for _, charge in charges for border in (charge.start, charge.end)})
    pieces: dict[tuple[int, int, Impact], list[int]] = {}
    for at, charge in charges:
        first, last = bisect_left(borders, charge.start), bisect_left(borders, charge.end)
        for start, end in pairwise(borders[first : last + 1]):
            pieces.setdefault((start, end, charge.impact), [0] * len(sheets))[at] = charge.weight
    return pieces


def _cost(sheet: Sheet, start: int, end: int, weight: int) -> Cost | None:
    """None where the lens charges nothing, or outside of its hours."""
    seconds = seconds_of(intersection(((start, end),), sheet.agreed)) if weight else 0
    return Cost(seconds, Fraction(weight, sheet.lens.scale)) if seconds else None
