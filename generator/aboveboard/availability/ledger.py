"""The ledger: for each customer's subscription, and for the public view of each node, what every second is charged to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from aboveboard.availability.by_record import RecordCharges, charges_by_record, clipped, hidden_records
from aboveboard.availability.charges import Charge, Path, rows_within
from aboveboard.availability.clock import local_instant
from aboveboard.availability.figures import Figure, figure_of, figure_of_counted, total
from aboveboard.availability.graph import graph_of
from aboveboard.availability.hours import service_time
from aboveboard.availability.impacts import Impact, impacts_of, impacts_of_record
from aboveboard.availability.intervals import Interval, Intervals, intersection, seconds_of, union
from aboveboard.availability.lenses import Lens, provider_lens, real_lens, sla_lens, state_lens
from aboveboard.availability.months import Month
from aboveboard.availability.verdicts import Verdict, verdict_of
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Customer, Subscription
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.records.vocabulary import Audience, Outcome

# Later than any instant a record can have: the end of what has none.
FOREVER = 1 << 40

# About twelve days: longer than most impacts, shorter than a month.
_BLOCK_SECONDS = 1 << 20


@frozen
class ServiceMonth:
    """One service of one customer in one month; `slas` has a verdict for each subscription with an SLA, by `since`."""

    real: Figure
    provider: Figure
    slas: tuple[Verdict, ...]


@frozen
class CustomerMonth:
    """All services of one customer in one month; `in_service` and `disrupted` in seconds (availability.md, section 4)."""

    real: Figure
    provider: Figure
    in_service: int
    disrupted: int
    services: Mapping[str, ServiceMonth]


@frozen
class NodeMonth:
    """The public view of one node in one month."""

    real: Figure
    provider: Figure


class Ledger:
    """Made of one register and one as-of. Answers are computed when asked for, and shared between equal paths."""

    def __init__(self, register: Register, as_of: int) -> None:
        self.register = register
        self.as_of = as_of
        self.real = real_lens(register.provider)
        self.provider = provider_lens(register.provider)
        self.state = state_lens()
        self.impacts = impacts_of(register, as_of)
        self.graph = graph_of(register)
        self._slas = {sla.id: sla_lens(sla, register.provider) for sla in register.slas.values()}
        self._paths: dict[tuple[str, ...], Path] = {}
        self._charges: dict[tuple[tuple[str, ...], str, tuple[int, ...]], tuple[Charge, ...]] = {}
        self._felt: dict[tuple[tuple[str, ...], tuple[int, ...]], tuple[int, ...]] = {}
        self._records: dict[tuple[tuple[str, ...], tuple[int, ...]], tuple[RecordCharges, ...]] = {}
        self._public: dict[tuple[str, str], tuple[Charge, ...]] = {}
        self._places: dict[tuple[str, ...], tuple[tuple[int, ...], bool]] = {}
        self._months: dict[tuple[str, Month], CustomerMonth] = {}
        self._ways: dict[tuple[str, tuple[str, ...]], Path] = {}
        self._for_all: dict[tuple[tuple[str, ...], str, str], tuple[Charge, ...]] = {}
        self._for_one: dict[tuple[tuple[str, ...], str, str], tuple[Charge, ...]] = {}
        self._hours: dict[tuple[str, Interval, str], Intervals] = {}

    def zone_of(self, customer: Customer) -> str:
        return customer.timezone or self.register.provider.timezone

    def sla_lens(self, subscription: Subscription) -> Lens | None:
        return self._slas.get(subscription.sla) if subscription.sla is not None else None

    def path(self, *roots: str) -> Path:
        key = tuple(sorted(set(roots)))
        if key not in self._paths:
            self._paths[key] = Path(self.graph, key)
        return self._paths[key]

    def impacts_on(self, nodes: Iterable[str]) -> tuple[Impact, ...]:
        """The impacts of these nodes, whomever they reach, in the order of `impacts`."""
        return tuple(self.impacts[at] for at in sorted(at for node in nodes for at in self._by_node.get(node, ())))

    def period(self, month: Month, zone: str) -> Interval:
        """The month in the zone, ended by as-of; empty (an end not after its start) when it lies ahead."""
        start, end = month.interval(zone)
        return start, min(end, self.as_of)

    def alive(self, customer: Customer, subscription: Subscription) -> Interval:
        zone = self.zone_of(customer)
        end = customer.end_of(subscription)
        return local_instant(subscription.since, 0, zone), FOREVER if end is None else local_instant(end, 0, zone)

    def agreed(self, customer: Customer, subscription: Subscription, period: Interval, lens: Lens) -> Intervals:
        """The seconds of a period in which the subscription is alive and within the lens's hours."""
        start, end = self.alive(customer, subscription)
        within = max(start, period[0]), min(end, period[1])
        sla = self.register.slas.get(subscription.sla or "")
        if sla is None or sla.hours is None or lens is not self.sla_lens(subscription):
            return service_time(None, within, "")
        key = sla.id, within, self.zone_of(customer)
        if key not in self._hours:
            self._hours[key] = service_time(sla.hours, within, key[2])
        return self._hours[key]

    def charges(self, customer: Customer, subscription: Subscription, lens: Lens) -> tuple[Charge, ...]:
        """Every charge on the customer's path to the service, whether the subscription was alive then or not."""
        path = self._way(subscription)
        _, is_scoped = self._places_of(path)
        known, scope = (self._for_one, customer.id) if is_scoped else (self._for_all, "")
        key = path.roots, lens.name, scope
        if key not in known:
            known[key] = self._charges_in_scope(path, lens, self._in_scope(path, customer.id))
        return known[key]

    def charged_records(self, customer: Customer, subscription: Subscription) -> tuple[RecordCharges, ...]:
        """What is charged to each record while the subscription was alive, and the records that others hide."""
        path = self._way(subscription)
        states, reals = (self.charges(customer, subscription, lens) for lens in (self.state, self.real))
        places = self._in_scope(path, customer.id)
        key = path.roots, tuple(places)
        if key not in self._records:
            impacts = [self.impacts[at] for at in places]
            hidden = hidden_records(path, states, impacts, self.state)
            self._records[key] = (*charges_by_record(states, reals, self._free), *hidden)
        start, end = self.alive(customer, subscription)
        found = (
            one if start <= one.start and one.end <= end else clipped(one, states, reals, self._free, (start, end))
            for one in self._records[key]
            if one.end > start and one.start < end
        )
        return tuple([one for one in found if one is not None])

    def public_charges(self, node: str, lens: Lens) -> tuple[Charge, ...]:
        """Of unscoped impacts of public records only."""
        key = (node, lens.name)
        if key not in self._public:
            path = self.path(node)
            self._public[key] = self._charges_in_scope(path, lens, self._public_places(path))
        return self._public[key]

    def public_charges_within(self, node: str, lens: Lens, span: Interval) -> list[Charge]:
        """Those in a span, cut at its ends; while nobody has asked for all of them, what lies elsewhere is not swept.

        Where all states are known, all of another lens cost less than those of a few spans.
        """
        known = self._public.get((node, lens.name))
        if known is None and (node, self.state.name) in self._public:
            known = self.public_charges(node, lens)
        if known is None:
            path = self.path(node)
            known = path.charges(self._public_impacts_within(path, span), lens)
        return rows_within(known, span)

    def sweep_known(self) -> None:
        """The real and the provider's lens of every node whose states are known: at once for all processes that are
        forked afterwards, each of which would do it for itself."""
        for node, lens in list(self._public):
            if lens == self.state.name:
                self.public_charges(node, self.real)
                self.public_charges(node, self.provider)

    def customer_month(self, customer: Customer, month: Month) -> CustomerMonth:
        """Remembered: a portal asks for a month many times."""
        key = customer.id, month
        if key not in self._months:
            self._months[key] = self._customer_month(customer, month)
        return self._months[key]

    def forget_customers(self) -> None:
        """Who asks for thousands of customers one after the other keeps nothing of those that are done."""
        self._months.clear()
        self._for_one.clear()

    def _customer_month(self, customer: Customer, month: Month) -> CustomerMonth:
        period = self.period(month, self.zone_of(customer))
        lives = [
            (subscription, agreed)
            for subscription in sorted(customer.subscriptions, key=lambda one: (one.service, one.since))
            if (agreed := self.agreed(customer, subscription, period, self.real))
        ]
        services = {
            service: self._service_month(customer, [one for one in lives if one[0].service == service], period)
            for service in sorted({subscription.service for subscription, _ in lives})
        }
        disrupted = [
            interval
            for subscription, agreed in lives
            if services[subscription.service].real.by_fault
            for interval in intersection(
                _covered(rows_within(self.charges(customer, subscription, self.real), period)), agreed
            )
        ]
        return CustomerMonth(
            total(month.real for month in services.values()),
            total(month.provider for month in services.values()),
            seconds_of(union(interval for _, agreed in lives for interval in agreed)),
            seconds_of(union(disrupted)),
            services,
        )

    def node_month(self, node: str, month: Month) -> NodeMonth:
        return NodeMonth(self.node_figure(node, month, self.real), self.node_figure(node, month, self.provider))

    def node_figure(self, node: str, month: Month, lens: Lens) -> Figure:
        period = self.period(month, self.register.provider.timezone)
        agreed = (period,) if period[1] > period[0] else ()
        rows = self.public_charges_within(node, lens, period)
        return figure_of_counted([(row, row.end - row.start) for row in rows], agreed, lens.scale)

    @cached_property
    def running(self) -> tuple[Impact, ...]:
        """The impacts that are active at as-of itself, each ending a second later: what the state shown is made of.

        `impacts` cannot tell them from those that ended at as-of, or begin with it.
        """
        later = self.as_of + 1
        records: tuple[Incident | Change, ...] = (*self.register.incidents.values(), *self.register.changes.values())
        found = (
            impact
            for record in records
            if _may_run(record, self.as_of)
            for impact in impacts_of_record(record, self.register, later)
        )
        return tuple(impact for impact in found if impact.end == later)

    @cached_property
    def for_few(self) -> frozenset[str]:
        """The ids of the records that only the customers that they affect may read."""
        records: tuple[Incident | Change, ...] = (*self.register.incidents.values(), *self.register.changes.values())
        return frozenset(record.id for record in records if record.reader is Audience.AFFECTED)

    @cached_property
    def _free(self) -> frozenset[int]:
        """The weights of the state lens whose levels weigh nothing in the real one."""
        return frozenset(weight for level, weight in self.state.weights.items() if not self.real.weights[level])

    @cached_property
    def unfinished(self) -> tuple[Change, ...]:
        """The changes that are planned or in progress, by the start of their window: few, whatever the history holds."""
        found = [one for one in self.register.changes.values() if one.outcome in (Outcome.PLANNED, Outcome.IN_PROGRESS)]
        return tuple(sorted(found, key=lambda change: (change.window.from_, change.id)))

    @cached_property
    def is_steady(self) -> bool:
        """Whether every node has always required what it requires now."""
        return not self.graph.borders(self.graph.shapes)

    @cached_property
    def services_through(self) -> Mapping[str, tuple[str, ...]]:
        """The services on whose path each node lies, by their `requires`; a service lies on its own."""
        found: dict[str, list[str]] = {}
        for service in self.register.services:
            for node in self.path(service).reach:
                found.setdefault(node, []).append(service)
        return {node: tuple(sorted(services)) for node, services in found.items()}

    @cached_property
    def first_impact(self) -> int | None:
        """The start of the earliest impact, or None."""
        return min((impact.start for impact in self.impacts), default=None)

    def _service_month(
        self, customer: Customer, lives: Sequence[tuple[Subscription, Intervals]], period: Interval
    ) -> ServiceMonth:
        """`lives` are the subscriptions to the service with their agreed time in the month, which is the same for the
        provider's lens."""
        reals = [figure_of(self.charges(customer, one, self.real), agreed, self.real.scale) for one, agreed in lives]
        providers = [
            figure_of(self.charges(customer, one, self.provider), agreed, self.provider.scale)
            if real.by_fault  # where nothing happened, nothing of ours did
            else real
            for (one, agreed), real in zip(lives, reals, strict=True)
        ]
        verdicts = (self._verdict(customer, one, period) for one, _ in lives)
        return ServiceMonth(
            total(reals), total(providers), tuple([verdict for verdict in verdicts if verdict is not None])
        )

    def _verdict(self, customer: Customer, subscription: Subscription, period: Interval) -> Verdict | None:
        lens = self.sla_lens(subscription)
        if lens is None or subscription.sla is None:
            return None
        agreed = self.agreed(customer, subscription, period, lens)
        figure = figure_of(self.charges(customer, subscription, lens), agreed, lens.scale)
        return verdict_of(self.register.slas[subscription.sla], figure)

    @cached_property
    def _by_node(self) -> Mapping[str, tuple[int, ...]]:
        """Where the impacts of each node stand in `impacts`."""
        found: dict[str, list[int]] = {}
        for at, impact in enumerate(self.impacts):
            found.setdefault(impact.node, []).append(at)
        return {node: tuple(places) for node, places in found.items()}

    @cached_property
    def _public_by_node(self) -> Mapping[str, tuple[int, ...]]:
        """The same of unscoped impacts of public records."""
        return {
            node: tuple(at for at in places if self.impacts[at].customers is None and self.impacts[at].is_public)
            for node, places in self._by_node.items()
        }

    @cached_property
    def _public_by_block(self) -> Mapping[tuple[str, int], Sequence[int]]:
        """The same of each stretch of `_BLOCK_SECONDS` into which an impact reaches, so that those of a short time are
        found without a walk over all."""
        found: dict[tuple[str, int], list[int]] = {}
        for node, places in self._public_by_node.items():
            for at in places:
                for block in _blocks_of((self.impacts[at].start, self.impacts[at].end)):
                    found.setdefault((node, block), []).append(at)
        return found

    def _public_impacts_within(self, path: Path, span: Interval) -> list[Impact]:
        """In the order of `impacts`."""
        blocks, by_block = _blocks_of(span), self._public_by_block
        places = {at for node in path.reach for block in blocks for at in by_block.get((node, block), ())}
        found = [self.impacts[at] for at in sorted(places)]
        return [impact for impact in found if impact.start < span[1] and impact.end > span[0]]

    def _public_places(self, path: Path) -> Sequence[int]:
        """Of unscoped impacts of public records."""
        return sorted(at for node in path.reach for at in self._public_by_node.get(node, ()))

    def _way(self, subscription: Subscription) -> Path:
        """Of the service and what only this customer crosses, as far as they exist."""
        key = subscription.service, subscription.via
        if key not in self._ways:
            self._ways[key] = self.path(*(root for root in (key[0], *key[1]) if self.register.node(root) is not None))
        return self._ways[key]

    def _in_scope(self, path: Path, customer: str) -> Sequence[int]:
        places, is_scoped = self._places_of(path)
        return [at for at in places if self.impacts[at].reaches(customer)] if is_scoped else places

    def _places_of(self, path: Path) -> tuple[tuple[int, ...], bool]:
        """Where the impacts on a path stand in `impacts`, and whether one of them is not everybody's; made once."""
        found = self._places.get(path.roots)
        if found is None:
            places = tuple(sorted(at for node in path.reach for at in self._by_node.get(node, ())))
            is_scoped = any(self.impacts[at].customers is not None for at in places)
            found = self._places[path.roots] = (places, is_scoped)
        return found

    def _charges_in_scope(self, path: Path, lens: Lens, places: Sequence[int]) -> tuple[Charge, ...]:
        key = (path.roots, lens.name, tuple(places))
        if key not in self._charges:
            counting = places if lens is self.state else self._felt_places(path, key[2])
            self._charges[key] = path.charges((self.impacts[at] for at in counting), lens)
        return self._charges[key]

    def _felt_places(self, path: Path, places: tuple[int, ...]) -> tuple[int, ...]:
        """Of the impacts at these places those that meet a second in which the path is disrupted at all: in the state
        lens every level weighs something, so what it passes over weighs nothing in any lens. Most impacts are of parts
        that others stand in for."""
        key = path.roots, places
        if key not in self._felt:
            impacts, rows = self.impacts, self._charges_in_scope(path, self.state, places)
            ends, starts = [row.end for row in rows], [*(row.start for row in rows), FOREVER]
            self._felt[key] = tuple(
                [at for at in places if starts[bisect_right(ends, impacts[at].start)] < impacts[at].end]
            )
        return self._felt[key]


def _blocks_of(interval: Interval) -> range:
    """The numbers of the stretches of time into which the interval reaches."""
    return range(interval[0] // _BLOCK_SECONDS, -(-interval[1] // _BLOCK_SECONDS))


def _may_run(record: Incident | Change, as_of: int) -> bool:
    """Whether an impact of the record may be active at as-of: a quick look, before any impact is made."""
    end = record.resolved if isinstance(record, Incident) else record.window.to
    is_open = end is None or end > as_of or (isinstance(record, Change) and record.outcome is Outcome.IN_PROGRESS)
    return is_open or any(impact.to is not None and impact.to > as_of for impact in record.impacts or ())


def _covered(charges: Sequence[Charge]) -> Intervals:
    return union((charge.start, charge.end) for charge in charges)
