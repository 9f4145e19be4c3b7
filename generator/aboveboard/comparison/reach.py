"""Who is reached by what differs, and in which months: nobody else's figures can differ (availability.md, section 7, law 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from aboveboard.availability.charges import Charge
from aboveboard.availability.graph import graph_of
from aboveboard.availability.intervals import Interval
from aboveboard.availability.ledger import Ledger
from aboveboard.availability.months import Month, month_at, months_between
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Customer, Subscription
from aboveboard.records.register import Register

Rows = tuple[Charge, ...]


@frozen
class Differences:
    """What could move a figure: nodes with other impacts or another shape, SLAs, and the provider's own rules."""

    nodes: frozenset[str]
    slas: frozenset[str]
    is_everywhere: bool


def differences(before: Ledger, after: Ledger) -> Differences:
    old, new = Counter(before.impacts), Counter(after.impacts)
    nodes = {impact.node for impact in ((old - new) + (new - old))}
    nodes |= _differing(graph_of(before.register).shapes, graph_of(after.register).shapes)
    slas = _differing(before.register.slas, after.register.slas)
    return Differences(frozenset(nodes), frozenset(slas), _rules_of(before.register) != _rules_of(after.register))


def months_in_reach(before: Ledger, after: Ledger, customers: Collection[str] | None = None) -> dict[str, list[Month]]:
    """The months to compare for each customer in reach, both sorted; `customers` None is all of them."""
    different = differences(before, after)
    compared = _Compared(before, after)
    ids = sorted({*before.register.customers, *after.register.customers})
    return {
        id: months
        for id in ids
        if (customers is None or id in customers) and (months := sorted(_months_of(id, different, compared)))
    }


class _Compared:
    """The rows of equal paths are shared by customers, so each pair is compared once."""

    def __init__(self, before: Ledger, after: Ledger) -> None:
        self.before = before
        self.after = after
        self._known: dict[tuple[int, int], tuple[Interval, ...]] = {}
        self._held: list[tuple[Rows, Rows]] = []

    def intervals(self, old: Rows, new: Rows) -> tuple[Interval, ...]:
        """Where the rows of the two ledgers differ."""
        key = id(old), id(new)
        if key not in self._known:
            self._known[key] = tuple(sorted((row.start, row.end) for row in set(old) ^ set(new)))
            self._held.append((old, new))
        return self._known[key]


def _months_of(id: str, different: Differences, compared: _Compared) -> set[Month]:
    before, after = compared.before, compared.after
    old, new = before.register.customers.get(id), after.register.customers.get(id)
    if old is None or new is None or _terms_of(old, before) != _terms_of(new, after):
        return {
            month
            for ledger, customer in ((before, old), (after, new))
            if customer is not None
            for month in _months_alive(customer, customer.subscriptions, ledger)
        }
    months: set[Month] = set()
    for subscription in new.subscriptions:
        months.update(_months_of_subscription(old, new, subscription, different, compared))
    return months


def _months_of_subscription(
    old: Customer, new: Customer, subscription: Subscription, different: Differences, compared: _Compared
) -> Iterator[Month]:
    before, after = compared.before, compared.after
    has_other_sla = subscription.sla in different.slas
    if has_other_sla and _hours_of(subscription, before) != _hours_of(subscription, after):
        yield from _months_alive(new, (subscription,), after)
        return
    roots, known = _roots(subscription, before), _roots(subscription, after)
    is_reached = different.is_everywhere or not different.nodes.isdisjoint(
        before.path(*roots).reach | after.path(*known).reach
    )
    if is_reached:
        for lens_before, lens_after in ((before.real, after.real), (before.provider, after.provider)):
            rows = before.charges(old, subscription, lens_before), after.charges(new, subscription, lens_after)
            yield from _months_at(compared.intervals(*rows), new, subscription, after)
    if is_reached or has_other_sla:
        yield from _months_of_sla(old, new, subscription, has_other_sla, compared)


def _months_of_sla(
    old: Customer, new: Customer, subscription: Subscription, has_other_sla: bool, compared: _Compared
) -> Iterator[Month]:
    """Another target or other credits can matter wherever something is charged at all."""
    before, after = compared.before, compared.after
    lens_before, lens_after = before.sla_lens(subscription), after.sla_lens(subscription)
    if (lens_before is None) != (lens_after is None):
        yield from _months_alive(new, (subscription,), after)
    if lens_before is None or lens_after is None:
        return
    rows = before.charges(old, subscription, lens_before), after.charges(new, subscription, lens_after)
    intervals = [(row.start, row.end) for side in rows for row in side] if has_other_sla else compared.intervals(*rows)
    yield from _months_at(intervals, new, subscription, after)


def _months_at(
    intervals: Collection[Interval], customer: Customer, subscription: Subscription, ledger: Ledger
) -> Iterator[Month]:
    alive_from, alive_to = ledger.alive(customer, subscription)
    for start, end in intervals:
        start, end = max(start, alive_from), min(end, alive_to, ledger.as_of)
        if start < end:
            yield from months_between(*_month_ends((start, end), ledger.zone_of(customer)))


def _months_alive(customer: Customer, subscriptions: Collection[Subscription], ledger: Ledger) -> Iterator[Month]:
    """Every month up to as-of in which one of the subscriptions is alive."""
    for subscription in subscriptions:
        start, end = ledger.alive(customer, subscription)
        end = min(end, ledger.as_of)
        if start < end:
            yield from months_between(*_month_ends((start, end), ledger.zone_of(customer)))


def _month_ends(interval: Interval, zone: str) -> tuple[Month, Month]:
    return month_at(interval[0], zone), month_at(interval[1] - 1, zone)


def _terms_of(customer: Customer, ledger: Ledger) -> tuple[object, ...]:
    """What a customer's own file says that figures are made of."""
    return customer.subscriptions, ledger.zone_of(customer), customer.ended.on if customer.ended else None


def _rules_of(register: Register) -> tuple[object, ...]:
    provider = register.provider
    return provider.weights, provider.business_days, provider.timezone


def _hours_of(subscription: Subscription, ledger: Ledger) -> object:
    sla = ledger.register.slas.get(subscription.sla or "")
    return None if sla is None else sla.hours


def _roots(subscription: Subscription, ledger: Ledger) -> tuple[str, ...]:
    roots = (subscription.service, *subscription.via)
    return tuple(root for root in roots if ledger.register.node(root) is not None)


def _differing(old: Mapping[str, object], new: Mapping[str, object]) -> set[str]:
    return {id for id in old.keys() | new.keys() if old.get(id) != new.get(id)}
