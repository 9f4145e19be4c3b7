"""What the users of a service saw of one record: the disrupted seconds that are charged to it, by level and as downtime."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from aboveboard.availability.charges import Charge
from aboveboard.availability.impacts import impacts_of_record
from aboveboard.availability.intervals import Interval
from aboveboard.availability.lenses import Lens, level_of
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Fault, Level
from aboveboard.views.edition import Edition
from aboveboard.views.routes import Route, alive_of, charges_of, routes_through


@dataclass(frozen=True, slots=True)
class Disruption:
    """A stretch in which the service stood at `level` because of the record."""

    start: int
    end: int
    level: Level
    planned: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """One service. `seconds` are those of each level, worst first; `by_fault` is what they weigh in the real lens."""

    service: str
    disruptions: tuple[Disruption, ...]
    seconds: Mapping[Level, int]
    by_fault: Mapping[Fault, Fraction]

    @property
    def worst(self) -> Level:
        return next(iter(self.seconds))

    @property
    def downtime(self) -> Fraction:
        return sum(self.by_fault.values(), Fraction(0))


@dataclass(frozen=True, slots=True)
class Touched:
    """What a record touched: `nodes` in the order written, and the services whose path one of them lies on, sorted.

    `seen` are those of the services with seconds that are charged to the record. `is_charged_elsewhere` says that one
    of the others was disrupted meanwhile too, but by something that is charged first.
    """

    nodes: tuple[str, ...]
    services: tuple[str, ...]
    seen: tuple[Seen, ...]
    is_charged_elsewhere: bool


def touched_by(record: Incident | Change, edition: Edition) -> Touched:
    """As this edition's reader sees it: the public view of each service, or a customer's own paths."""
    nodes = tuple(dict.fromkeys(impact.on for impact in record.impacts or ()))
    span = _span_of(record, edition)
    routes = routes_through(edition, nodes)
    seen: list[Seen] = []
    is_charged_elsewhere = False
    for service, together in groupby(routes, key=lambda route: route.service):
        paths = tuple(together)
        states = _charges(edition, paths, edition.ledger.state, span)
        own = _own(record.id, states)
        if own:
            reals = _own(record.id, _charges(edition, paths, edition.ledger.real, span))
            seen.append(_seen(service, own, reals, edition.ledger.real.scale))
        else:
            is_charged_elsewhere |= bool(states)
    return Touched(nodes, tuple(dict.fromkeys(route.service for route in routes)), tuple(seen), is_charged_elsewhere)


def _span_of(record: Incident | Change, edition: Edition) -> Interval:
    """From the first to the last second of the record's impacts that count; empty when none does."""
    spans = [(impact.start, impact.end) for impact in impacts_of_record(record, edition.register, edition.as_of)]
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0)


def _charges(edition: Edition, routes: Sequence[Route], lens: Lens, span: Interval) -> list[Charge]:
    """Of all routes together, while each is alive and within the span."""
    found: list[Charge] = []
    for route in routes:
        start, end = alive_of(edition, route)
        within = (max(start, span[0]), min(end, span[1]))
        found.extend(_within(charges_of(edition, route, lens), within))
    return found


def _within(charges: Sequence[Charge], span: Interval) -> Iterator[Charge]:
    """Charges are in the order of time and apart."""
    first = bisect_left(charges, span[0] + 1, key=lambda charge: charge.end)
    for at in range(first, len(charges)):
        charge = charges[at]
        if charge.start >= span[1]:
            return
        if charge.start < span[0] or charge.end > span[1]:
            charge = Charge(max(charge.start, span[0]), min(charge.end, span[1]), charge.weight, charge.impact)
        yield charge


def _own(source: str, charges: Sequence[Charge]) -> list[Charge]:
    return [charge for charge in charges if charge.impact.source == source]


def _seen(service: str, states: Sequence[Charge], reals: Sequence[Charge], scale: int) -> Seen:
    disruptions = tuple(
        Disruption(charge.start, charge.end, level_of(charge.weight), charge.impact.planned) for charge in states
    )
    seconds = dict.fromkeys(Level, 0)
    for one in disruptions:
        seconds[one.level] += one.end - one.start
    weighed = dict.fromkeys(Fault, 0)
    for charge in reals:
        weighed[charge.impact.fault] += (charge.end - charge.start) * charge.weight
    return Seen(
        service,
        disruptions,
        {level: total for level, total in seconds.items() if total},
        {fault: Fraction(total, scale) for fault, total in weighed.items() if total},
    )
