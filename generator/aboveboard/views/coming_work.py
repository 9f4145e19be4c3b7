"""Planned work that runs now or comes soon, as rows of the home page and of a service's page."""

from __future__ import annotations

from collections.abc import Iterable

from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.vocabulary import Outcome
from aboveboard.views.edition import Edition
from aboveboard.views.routes import is_alive, routes_crossing
from aboveboard.views.tree_paths import change_href
from aboveboard.views.words import instants, states
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.prose import first_sentence, list_text

AHEAD_DAYS = 14
_DAY_SECONDS = 86400
_MOST_NAMES = 3


@frozen
class WorkRow:
    """`when` is the window, `until` its end: "until 16:00 UTC". `start` and `end` (seconds of UTC) let a script keep `phase` true, which is empty before the
    window, then `during`, then `after`. `services` are those whose path the work touches, `what` one sentence on what
    to expect."""

    id: str
    path: str
    title: str
    when: str
    until: str
    start: int
    end: int
    phase: str
    during: str
    after: str
    is_running: bool
    services: tuple[str, ...]
    services_text: str
    what: str


def coming_work(
    edition: Edition, days: int = AHEAD_DAYS, service: str | None = None, among: Iterable[Change] | None = None
) -> tuple[WorkRow, ...]:
    """What runs, then what begins within so many days, the next one first; of one service, or of all. `among` spares
    who knows the changes that come into question the way through all of them."""
    ahead = edition.as_of + days * _DAY_SECONDS
    changes = edition.index.changes if among is None else among
    found = [change for change in changes if _is_running(change, edition) or _is_ahead(change, edition, ahead)]
    rows = [_row(edition, change) for change in sorted(found, key=lambda change: (change.window.from_, change.id))]
    return tuple(row for row in rows if service is None or service in row.services)


def touched_services(edition: Edition, change: Change) -> tuple[str, ...]:
    """The ids of the services on whose path the work lies; of a customer's, those that it has during the window."""
    nodes = (*change.components, *(impact.on for impact in change.impacts or ()))
    window = change.window
    routes = routes_crossing(edition, nodes, (window.from_, window.to))
    return tuple(dict.fromkeys(route.service for route in routes if is_alive(edition, route, window.from_, window.to)))


def _is_running(change: Change, edition: Edition) -> bool:
    """Also when its window has come and nobody has said yet how it went."""
    if change.outcome is Outcome.IN_PROGRESS:
        return change.window.from_ <= edition.as_of
    return change.outcome is Outcome.PLANNED and change.window.from_ <= edition.as_of < change.window.to


def _is_ahead(change: Change, edition: Edition, ahead: int) -> bool:
    is_open = change.outcome in (Outcome.PLANNED, Outcome.IN_PROGRESS)
    return is_open and edition.as_of < change.window.from_ <= ahead


def _row(edition: Edition, change: Change) -> WorkRow:
    is_running = _is_running(change, edition)
    during = "In progress."
    after = _over(change, edition.as_of)
    services = touched_services(edition, change)
    return WorkRow(
        id=change.id,
        path=change_href(edition, change.id),
        title=change.title,
        when=instants.span_text(change.window.from_, change.window.to, edition.zone, edition.as_of),
        until=_until(change, edition),
        start=change.window.from_,
        end=change.window.to,
        phase=(after if edition.as_of >= change.window.to else during) if is_running else "",
        during=during,
        after=after,
        is_running=is_running,
        services=services,
        services_text=list_text(_names(edition, services), _MOST_NAMES),
        what=_expectation(change),
    )


def _until(change: Change, edition: Edition) -> str:
    """ "until 16:00 UTC"; beyond it, that it should have been."""
    end = instants.moment(change.window.to, edition.zone, edition.as_of).text
    return f"until {end}" if change.window.to > edition.as_of else f"was to end {end}"


def _over(change: Change, as_of: int) -> str:
    over = as_of - change.window.to
    return f"Runs over by {duration_text(over)}." if over > 0 else "The window is over."


def _expectation(change: Change) -> str:
    """What the record says first, else what its `expected` means."""
    said = change.introduction or (change.updates[0].text if change.updates else "")
    if said:
        return first_sentence(said, 140)
    return states.EXPECTATIONS[change.expected]


def _names(edition: Edition, services: Iterable[str]) -> list[str]:
    return [edition.register.services[id].name for id in services]
