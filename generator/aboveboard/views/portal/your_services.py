"""The customer's services as rows: how each is for them now, why, what to do meanwhile, and its ninety days."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.availability.charges import Charge
from aboveboard.frozen import frozen
from aboveboard.views.edition import Edition
from aboveboard.views.links import Link
from aboveboard.views.portal.charged import HIDDEN_NODE
from aboveboard.views.portal.your_bars import Window, YourBar, your_bar
from aboveboard.views.portal.your_subscriptions import Held
from aboveboard.views.routes import Route, charges_of, current_charge
from aboveboard.views.service_state import state_of_charge
from aboveboard.views.tree_paths import change_href, incident_href, service_href
from aboveboard.views.words import states
from aboveboard.views.words.instants import Moment, moment
from aboveboard.views.words.states import OPERATIONAL, State, severity_of


@frozen
class YourService:
    """`href` leads to the service's public page. `why` reads "Partly down since 14:12 CET, through Norvia IP transit",
    and `record` is what disrupts it, None where the customer must not know it; both are empty while it works."""

    service: str
    name: str
    href: str
    state: State
    since: Moment | None
    why: str
    record: Link | None
    meanwhile: str
    bar: YourBar

    @property
    def is_disrupted(self) -> bool:
        """Planned work is not a disruption."""
        return self.state.key in ("degraded", "partial", "outage")


def your_services(edition: Edition, held: Sequence[Held], window: Window) -> tuple[YourService, ...]:
    """Those that are disrupted come first, the worst on top; then by name."""
    rows = (_row(edition, one, window) for one in held)
    return tuple(sorted(rows, key=lambda row: (-severity_of(row.state), row.name.casefold(), row.service)))


def _row(edition: Edition, held: Held, window: Window) -> YourService:
    href = service_href(edition, held.service)
    for route, _ in held.lives:
        charge = current_charge(edition, route)
        if charge is not None:
            state = state_of_charge(charge)
            bar = your_bar(edition, held, state, window)
            since = moment(_since(edition, route, state), edition.zone, edition.as_of)
            why = f"{states.briefly(state)} since {since.text}{_where(edition, charge, held)}{_until(edition, charge)}"
            plan = edition.register.services[held.service].plan or ""
            meanwhile = "" if charge.impact.planned else plan
            record = record_link(edition, charge.impact.source)
            return YourService(held.service, held.name, href, state, since, why, record, meanwhile, bar)
    bar = your_bar(edition, held, OPERATIONAL, window)
    return YourService(held.service, held.name, href, OPERATIONAL, None, "", None, "", bar)


def record_link(edition: Edition, id: str) -> Link | None:
    """To the page of an incident or a change; None where the customer must not know it."""
    if (incident := edition.register.incidents.get(id)) is not None:
        return Link(incident_href(edition, id), incident.title)
    if (change := edition.register.changes.get(id)) is not None:
        return Link(change_href(edition, id), change.title)
    return None


def _since(edition: Edition, route: Route, state: State) -> int:
    """Where the unbroken stretch of this state began that reaches as-of."""
    since = edition.as_of
    for row in reversed(charges_of(edition, route, edition.ledger.state)):
        if row.end != since or state_of_charge(row) != state:
            break
        since = row.start
    return since


def _where(edition: Edition, charge: Charge, held: Held) -> str:
    """ ", through Norvia IP transit"; empty when it is the service itself."""
    if charge.impact.node == held.service:
        return ""
    node = edition.register.node(charge.impact.node)
    return f", through {HIDDEN_NODE if node is None else node.name}"


def _until(edition: Edition, charge: Charge) -> str:
    change = edition.register.changes.get(charge.impact.source)
    if not charge.impact.planned or change is None:
        return ""
    return f", planned until {moment(change.window.to, edition.zone, edition.as_of).text}"
