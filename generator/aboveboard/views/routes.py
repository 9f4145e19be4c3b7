"""The routes by which this edition's reader is reached: for the public and staff each service, for a customer each
subscription with its own `via`. What happens on a route is the ledger's; here is who asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import chain

from aboveboard.availability.charges import Charge, rows_within
from aboveboard.availability.impacts import Impact
from aboveboard.availability.intervals import Interval
from aboveboard.availability.ledger import FOREVER
from aboveboard.availability.lenses import Lens
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Subscription
from aboveboard.views.edition import Edition

_ALWAYS: Interval = (0, FOREVER)


@frozen
class Route:
    """`subscription` None is the public view of the service."""

    service: str
    subscription: Subscription | None = None

    @property
    def roots(self) -> tuple[str, ...]:
        return (self.service, *(self.subscription.via if self.subscription else ()))


def routes_of(edition: Edition) -> tuple[Route, ...]:
    """Sorted by service, and a customer's by when they began."""
    customer = edition.register.customers.get(edition.reader.customer or "")
    if customer is None:
        return tuple(map(_public_route, edition.register.services))
    subscriptions = sorted(customer.subscriptions, key=lambda one: (one.service, one.since))
    return tuple(Route(one.service, one) for one in subscriptions if one.service in edition.register.services)


def routes_to(edition: Edition, service: str) -> tuple[Route, ...]:
    """The routes to one service."""
    if edition.reader.customer is None:
        return (_public_route(service),)
    return tuple(route for route in routes_of(edition) if route.service == service)


def routes_through(
    edition: Edition, nodes: Iterable[str], services: Collection[str] | None = None
) -> tuple[Route, ...]:
    """The routes on which at least one of the nodes lies, or lay in an earlier shape: those to these services alone,
    where they are named."""
    if edition.reader.customer is None:
        found = services_through(edition, nodes)
        return tuple(map(_public_route, sorted(found if services is None else set(services).intersection(found))))
    wanted = frozenset(nodes)
    return tuple(
        route
        for route in routes_of(edition)
        if (services is None or route.service in services) and not wanted.isdisjoint(reach_of(edition, route))
    )


def routes_crossing(edition: Edition, nodes: Collection[str], within: Interval) -> tuple[Route, ...]:
    """Those on which one of the nodes lies at some instant of an interval: what a service needed before, or needs later,
    is no part of it then."""
    found = routes_through(edition, nodes)
    if edition.ledger.is_steady:
        return found
    return tuple(route for route in found if crosses(edition, route, nodes, within))


def services_crossing(edition: Edition, nodes: Collection[str], within: Interval) -> list[str]:
    """The services to which such a route leads, each once."""
    if edition.ledger.is_steady:
        return services_through(edition, nodes)
    return list(dict.fromkeys([route.service for route in routes_crossing(edition, nodes, within)]))


def crosses(edition: Edition, route: Route, nodes: Iterable[str], within: Interval) -> bool:
    return edition.ledger.path(*_known_roots(edition, route)).crosses(nodes, within)


def services_through(edition: Edition, nodes: Iterable[str]) -> list[str]:
    """The services to which a route leads on which at least one of the nodes lies, each once."""
    if edition.reader.customer is None:
        through = edition.ledger.services_through
        return list(dict.fromkeys(chain.from_iterable([through.get(node, ()) for node in nodes])))
    return list(dict.fromkeys([route.service for route in routes_through(edition, nodes)]))


def reach_of(edition: Edition, route: Route) -> frozenset[str]:
    """The nodes that the route crosses, or crossed in an earlier shape."""
    return edition.ledger.path(*_known_roots(edition, route)).reach


def alive_of(edition: Edition, route: Route) -> Interval:
    """When the route exists: a subscription from `since` to its end, the public view of a service always."""
    customer = edition.register.customers.get(edition.reader.customer or "")
    if route.subscription is None or customer is None:
        return _ALWAYS
    return edition.ledger.alive(customer, route.subscription)


def is_alive(edition: Edition, route: Route, start: int, end: int | None = None) -> bool:
    """Whether the route exists at an instant, or at some instant up to `end`."""
    since, until = alive_of(edition, route)
    return since <= (start if end is None else max(start, end)) and start < until


def charges_of(edition: Edition, route: Route, lens: Lens) -> tuple[Charge, ...]:
    """The ledger's rows on the route, in the order of time, whether it was alive then or not."""
    if route.subscription is None:
        return edition.ledger.public_charges(route.service, lens)
    customer = edition.register.customers[edition.reader.customer or ""]
    return edition.ledger.charges(customer, route.subscription, lens)


def charges_within(edition: Edition, route: Route, lens: Lens, span: Interval) -> list[Charge]:
    """The ledger's rows on the route in a span, cut at its ends, whether the route was alive then or not."""
    if route.subscription is None:
        return edition.ledger.public_charges_within(route.service, lens, span)
    return rows_within(charges_of(edition, route, lens), span)


def charges_of_these(edition: Edition, route: Route, impacts: Iterable[Impact]) -> tuple[Charge, ...]:
    """What these impacts alone do to the state of the route."""
    return edition.ledger.path(*_known_roots(edition, route)).charges(in_scope(edition, impacts), edition.ledger.state)


def current_charge(edition: Edition, route: Route) -> Charge | None:
    """What holds the route's state at as-of itself; None while it is operational."""
    if not is_alive(edition, route, edition.as_of):
        return None
    rows = charges_of_these(edition, route, edition.ledger.running)
    return rows[-1] if rows and rows[-1].end > edition.as_of else None


def in_scope(edition: Edition, impacts: Iterable[Impact]) -> Iterable[Impact]:
    """Those that this reader's figures count: a customer's own and everybody's, else everybody's of public records."""
    customer = edition.reader.customer
    if customer is not None:
        return (impact for impact in impacts if impact.reaches(customer))
    return (impact for impact in impacts if impact.customers is None and impact.is_public)


@lru_cache(maxsize=4096)
def _public_route(service: str) -> Route:
    return Route(service)


def _known_roots(edition: Edition, route: Route) -> tuple[str, ...]:
    return tuple(root for root in route.roots if edition.register.node(root) is not None)
