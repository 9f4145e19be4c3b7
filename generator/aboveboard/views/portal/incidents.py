"""Every incident that reached the customer: what is open, then the others by their months, each with the customer's minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from aboveboard.availability.clock import local_date
from aboveboard.availability.months import month_at
from aboveboard.frozen import frozen
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import alternates_for
from aboveboard.views.page import Page
from aboveboard.views.page_notes import as_of_note, zone_note
from aboveboard.views.portal.reached import Reached, reached_incidents
from aboveboard.views.portal.reached_rows import ReachedRow, reached_row
from aboveboard.views.portal.your_subscriptions import subscribed
from aboveboard.views.tree_paths import Ways, public_url, ways_of
from aboveboard.views.words.instants import full_day_text, month_text
from aboveboard.views.words.prose import count_text

PATH = "incidents/index.html"

# Of those that are over; a customer of many years finds the others in the file for programs and in the months.
NEWEST = 100

_NONE = "No incident that reached you is on record."


@frozen
class ReachedMonth:
    """`count` reads "3 incidents"."""

    title: str
    count: str
    rows: tuple[ReachedRow, ...]


@frozen
class PortalIncidentsView:
    """`sentence` and `second` are the finding; without any incident they say why, and `open` and `groups` are empty.
    `more` says how many older ones are left to the file at `older`. `all_incidents` leads to those that did not reach
    the customer."""

    sentence: str
    second: str
    open: tuple[ReachedRow, ...]
    groups: tuple[ReachedMonth, ...]
    more: str
    older: str
    all_incidents: str
    ways: Ways


def portal_incidents_page(edition: Edition) -> Page:
    view = _view(edition)
    as_of = edition.as_of if view.open else None
    return Page(
        path=PATH,
        title="Incidents that reached you",
        description=f"{view.sentence} {view.second}".strip(),
        section="incidents",
        template="portal-incidents.html",
        view=view,
        alternates=alternates_for(edition, PATH),
        as_of=as_of,
        is_open=bool(view.open),
        notes=(*((as_of_note(as_of, edition.zone),) if as_of is not None else ()), zone_note(edition.zone)),
    )


def _view(edition: Edition) -> PortalIncidentsView:
    found = reached_incidents(edition)
    running = [one for one in found if _is_open(one)]
    over = [one for one in found if not _is_open(one)]
    return PortalIncidentsView(
        sentence=_sentence(len(running), len(over)),
        second=_second(edition, found, len(over)),
        open=tuple(reached_row(edition, one, edition.as_of) for one in running),
        groups=tuple(_groups(edition, over[:NEWEST])),
        more=f"{count_text(len(over) - NEWEST, 'older incident')}, with your seconds, in one file"
        if over[NEWEST:]
        else "",
        older="api/aboveboard/v1/incidents.json",
        all_incidents=public_url(edition, PATH),
        ways=ways_of(edition),
    )


def _is_open(reached: Reached) -> bool:
    return reached.incident is not None and reached.incident.is_open


def _groups(edition: Edition, over: Sequence[Reached]) -> Iterator[ReachedMonth]:
    for month, found in groupby(over, key=lambda one: month_at(one.started, edition.zone)):
        near = month.interval(edition.zone)[0]
        rows = tuple(reached_row(edition, one, near) for one in found)
        yield ReachedMonth(month_text(month.first_day), count_text(len(rows), "incident"), rows)


def _sentence(running: int, over: int) -> str:
    if running:
        return f"{count_text(running, 'incident')} {'is' if running == 1 else 'are'} open for you."
    return f"No incident is open for you, {over:,} {'is' if over == 1 else 'are'} over." if over else _NONE


def _second(edition: Edition, found: Sequence[Reached], over: int) -> str:
    if not found:
        return _why_none(edition)
    if not over:
        return "None before is on record."
    first = full_day_text(local_date(found[-1].started, edition.zone))
    return (
        f"The first on record began on {first}. Times are yours: those in which at least one of your services was down."
    )


def _why_none(edition: Edition) -> str:
    """What is true about a customer whom nothing has reached."""
    known = subscribed(edition)
    if known.now:
        names = count_text(len(known.now), "service")
        return f"You have {names}; whatever disrupts {'it' if len(known.now) == 1 else 'one of them'} will stand here."
    if known.first_day is not None:
        return f"Your first service begins on {full_day_text(known.first_day)}."
    if known.last_day is not None:
        return f"Your last service ended on {full_day_text(known.last_day)}."
    return "You have no service yet, so nothing can reach you."
