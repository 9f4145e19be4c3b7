"""Figures before and after: per customer and month, with the SLAs that are newly missed or met again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from fractions import Fraction

from aboveboard.availability.figures import Figure
from aboveboard.availability.ledger import CustomerMonth, Ledger
from aboveboard.availability.months import Month
from aboveboard.availability.verdicts import Verdict
from aboveboard.comparison.reach import months_in_reach
from aboveboard.frozen import frozen


class Turn(StrEnum):
    """What became of an SLA in a month, the most important first."""

    MISSED = "newly missed"
    MET_AGAIN = "met again"
    CREDIT = "other credit"
    NO_LONGER_JUDGED = "no longer judged"


@frozen
class VerdictChange:
    """One subscription's SLA; at least one of the two verdicts is there."""

    service: str
    service_name: str
    policy: str
    turn: Turn
    before: Verdict | None
    after: Verdict | None


@frozen
class MonthChange:
    """A customer's month whose figures differ; None where the customer is not recorded.

    It `is_closed` when it ended, in the customer's zone, not after as-of. `tier` and `name` are the head's, if it has
    the customer.
    """

    customer: str
    name: str
    tier: int | None
    zone: str
    month: Month
    is_closed: bool
    before: CustomerMonth | None
    after: CustomerMonth | None
    verdicts: tuple[VerdictChange, ...]

    @property
    def had_figure(self) -> bool:
        return self.before is not None and bool(self.before.real.agreed)

    @property
    def is_restated(self) -> bool:
        """A figure that was closed is another one now, or is gone."""
        return self.is_closed and self.had_figure

    @property
    def moved_seconds(self) -> Fraction:
        """By how much the real downtime differs, up or down."""
        old, new = (Fraction(0) if month is None else month.real.downtime for month in (self.before, self.after))
        return abs(new - old)


def figures_changed(before: Ledger, after: Ledger, customers: Collection[str] | None = None) -> tuple[MonthChange, ...]:
    """Sorted by importance: closed months before the running one, and last those that had no figure; among them SLAs
    that turned, then the downtime that moved."""
    found = []
    for id, months in months_in_reach(before, after, customers).items():
        for month in months:
            change = _change(id, month, before, after)
            if change is not None:
                found.append(change)
    return tuple(sorted(found, key=_importance))


def _importance(change: MonthChange) -> tuple[object, ...]:
    turns = [list(Turn).index(verdict.turn) for verdict in change.verdicts]
    tier = change.tier if change.tier is not None else 1 << 30
    newest_first = -(change.month.year * 12 + change.month.number)
    return (
        not change.had_figure, not change.is_closed, min(turns, default=len(Turn)), -change.moved_seconds, tier,
        newest_first, change.customer,
    )  # fmt: skip


def _change(id: str, month: Month, before: Ledger, after: Ledger) -> MonthChange | None:
    old, new = _month(id, month, before), _month(id, month, after)
    if _figures(old) == _figures(new):
        return None
    ledger = after if id in after.register.customers else before
    customer = ledger.register.customers[id]
    zone = ledger.zone_of(customer)
    return MonthChange(
        customer=id,
        name=customer.name,
        tier=customer.tier,
        zone=zone,
        month=month,
        is_closed=month.interval(zone)[1] <= ledger.as_of,
        before=old,
        after=new,
        verdicts=_verdicts_changed(old, new, before, after),
    )


def _month(id: str, month: Month, ledger: Ledger) -> CustomerMonth | None:
    customer = ledger.register.customers.get(id)
    return None if customer is None else ledger.customer_month(customer, month)


def _figures(month: CustomerMonth | None) -> object:
    """Every number of a month; a customer without any agreed time has as little as none."""
    if month is None or not month.real.agreed:
        return None
    services = {
        id: (one.real, one.provider, [_judged(verdict) for verdict in one.slas]) for id, one in month.services.items()
    }
    return month.real, month.provider, month.in_service, month.disrupted, services


def _judged(verdict: Verdict) -> tuple[str, Figure, bool | None, Fraction]:
    """Without the target: it is no figure, and where another one changes nothing the SLA's record says enough."""
    return verdict.sla.id, verdict.figure, verdict.met, verdict.credit_percent


def _verdicts_changed(
    old: CustomerMonth | None, new: CustomerMonth | None, before: Ledger, after: Ledger
) -> tuple[VerdictChange, ...]:
    olds, news = _verdicts(old), _verdicts(new)
    found = []
    for key in olds.keys() | news.keys():
        service, policy, _ = key
        turn = _turn(olds.get(key), news.get(key))
        if turn is not None:
            known = after.register.services.get(service) or before.register.services.get(service)
            name = known.name if known else service
            found.append(VerdictChange(service, name, policy, turn, olds.get(key), news.get(key)))
    return tuple(sorted(found, key=lambda one: (list(Turn).index(one.turn), one.service, one.policy)))


def _verdicts(month: CustomerMonth | None) -> Mapping[tuple[str, str, int], Verdict]:
    """By service, policy, and which of the subscriptions with that policy it is."""
    found: dict[tuple[str, str, int], Verdict] = {}
    for service, figures in month.services.items() if month else ():
        for verdict in figures.slas:
            at = sum(key[:2] == (service, verdict.sla.id) for key in found)
            found[service, verdict.sla.id, at] = verdict
    return found


def _turn(old: Verdict | None, new: Verdict | None) -> Turn | None:
    was_missed = old is not None and old.met is False
    is_missed = new is not None and new.met is False
    if is_missed and not was_missed:
        return Turn.MISSED
    if was_missed and not is_missed:
        return Turn.MET_AGAIN if new is not None and new.met else Turn.NO_LONGER_JUDGED
    credits = [verdict.credit_percent if verdict else Fraction(0) for verdict in (old, new)]
    return Turn.CREDIT if credits[0] != credits[1] else None
