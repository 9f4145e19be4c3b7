"""The open incidents that reach the customer, each as a card with what it does to the customer's own services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aboveboard.availability.charges import Charge
from aboveboard.availability.impacts import Impact, impacts_of_record
from aboveboard.availability.intervals import Interval, seconds_of, union
from aboveboard.availability.lenses import level_of
from aboveboard.frozen import frozen
from aboveboard.views.edition import Edition
from aboveboard.views.incident_card import IncidentCard, incident_card
from aboveboard.views.portal.your_subscriptions import Held
from aboveboard.views.routes import Route, charges_of, charges_of_these, current_charge, in_scope, reach_of
from aboveboard.views.tree_paths import incident_href
from aboveboard.views.words.numbers import whole_minutes_text
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.states import State, severity_of, state_of, verb_of

_WORKS_AGAIN = State("operational", "Works again for you")


@frozen
class YourIncident:
    """`state` is the worst that it does to the customer now; `yours` is a sentence about each service that it
    reached."""

    card: IncidentCard
    href: str
    state: State
    yours: str


@frozen
class _Effect:
    """What it does to one service: `now` None says that this is over."""

    name: str
    now: State | None
    seconds: int


def your_incidents(edition: Edition, held: Sequence[Held], lately: Iterable[str]) -> tuple[YourIncident, ...]:
    """The worst first, of equals the newest. `lately` are the open ones that have disrupted the customer."""
    found = []
    for id in _open_ids(edition, held, lately):
        incident = edition.register.incidents[id]
        effects = tuple(_effects(edition, held, id))
        if effects:
            state = max((effect.now for effect in effects if effect.now is not None), key=severity_of, default=None)
            card = incident_card(edition, incident)
            shown = _WORKS_AGAIN if state is None else state
            one = YourIncident(card, incident_href(edition, id), shown, _sentence(effects))
            found.append((severity_of(shown), incident.started, id, one))
    return tuple(one for *_, one in sorted(found, key=lambda item: item[:3], reverse=True))


def _open_ids(edition: Edition, held: Sequence[Held], lately: Iterable[str]) -> list[str]:
    """Of what runs now on one of the paths, and of what has disrupted one: the incidents that are open."""
    nodes = frozenset[str]().union(*(reach_of(edition, route) for one in held for route, _ in one.lives))
    ids = {impact.source for impact in in_scope(edition, edition.ledger.running) if impact.node in nodes}
    ids.update(lately)
    incidents = edition.register.incidents
    return sorted(id for id in ids if id in incidents and incidents[id].is_open)


def _effects(edition: Edition, held: Sequence[Held], id: str) -> Iterator[_Effect]:
    """The worst now, first; then by name. Hidden nodes count: their names are not told."""
    impacts = _impacts(edition, id)
    running = [impact for impact in edition.ledger.running if impact.source == id]
    effects = []
    for one in held:
        rows = [row for route, life in one.lives for row in _rows(edition, route, life, id, impacts)]
        now = [row for route, life in one.lives for row in _now(edition, route, life, id, running)]
        if rows or now:
            level = max((charge.weight for charge in now), default=0)
            seconds = seconds_of(union((row.start, row.end) for row in rows))
            effects.append(_Effect(one.name, state_of(level_of(level)) if level else None, seconds))
    yield from sorted(effects, key=lambda effect: (-_severity(effect.now), effect.name.casefold()))


def _impacts(edition: Edition, id: str) -> tuple[Impact, ...]:
    """As the figures count them: the record that the customer reads has none of hidden nodes."""
    counted = edition.ledger.register
    return tuple(impacts_of_record(counted.incidents[id], counted, edition.as_of))


def _rows(edition: Edition, route: Route, life: Interval, id: str, impacts: Sequence[Impact]) -> Iterator[Charge]:
    """The seconds that are charged to it, and those that it would disrupt alone, while the subscription lived."""
    start, end = life
    charged = (row for row in charges_of(edition, route, edition.ledger.state) if row.impact.source == id)
    for row in (*charged, *charges_of_these(edition, route, impacts)):
        if row.start < end and row.end > start:
            yield Charge(max(row.start, start), min(row.end, end), row.weight, row.impact)


def _now(edition: Edition, route: Route, life: Interval, id: str, running: Iterable[Impact]) -> Iterator[Charge]:
    if not life[0] <= edition.as_of < life[1]:
        return
    held = current_charge(edition, route)
    if held is not None and held.impact.source == id:
        yield held
    for row in charges_of_these(edition, route, running):
        if row.end > edition.as_of:
            yield row


def _sentence(effects: Iterable[_Effect]) -> str:
    """ "ERP Suite is partly down (25 min) and Mail and DNS are degraded (20 min)."; alike ones together."""
    alike: dict[tuple[State | None, int], list[str]] = {}
    for effect in effects:
        alike.setdefault((effect.now, effect.seconds), []).append(effect.name)
    return f"{list_text([_clause(names, now, seconds) for (now, seconds), names in alike.items()])}."


def _clause(names: Sequence[str], now: State | None, seconds: int) -> str:
    if now is None:
        verb = "works" if len(names) == 1 else "work"
        return f"{list_text(names)} {verb} again (after {whole_minutes_text(seconds)})"
    return f"{list_text(names)} {verb_of(now, len(names))} ({whole_minutes_text(seconds)})"


def _severity(state: State | None) -> int:
    return -1 if state is None else severity_of(state)
