"""The public home page: is anything broken, what it means for you, when we speak again, whom you can call."""

from __future__ import annotations

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.views.coming_work import AHEAD_DAYS, WorkRow, coming_work
from aboveboard.views.contacts import ContactLines, all_contact_lines
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import alternates_for
from aboveboard.views.incident_card import IncidentCard, open_cards
from aboveboard.views.page import Page
from aboveboard.views.page_notes import as_of_note, zone_note
from aboveboard.views.past_rows import Past, past_of
from aboveboard.views.service_history import service_history
from aboveboard.views.service_rows import (
    Axis,
    Histories,
    MarkedTable,
    ServiceGroup,
    axis_of,
    marked_table,
    service_groups,
)
from aboveboard.views.service_state import service_states
from aboveboard.views.verdict import Verdict, verdict_of
from aboveboard.views.words import instants

# Beside an incident there is less room than in a row of its own.
_MOST_WORK = 3
_MOST_WORK_BESIDE = 2


@frozen
class Home:
    """Paths count from the top of the tree. `others` are the open incidents beside that of `card`."""

    verdict: Verdict
    clock: str
    day: str
    card: IncidentCard | None
    others: tuple[IncidentCard, ...]
    groups: tuple[ServiceGroup, ...]
    axis: Axis
    marked: MarkedTable
    past: Past
    work: tuple[WorkRow, ...]
    work_rest: str
    contacts: tuple[ContactLines, ...]
    provider: str


def home_page(edition: Edition, histories: Histories = service_history) -> Page:
    """`histories` may answer from a cache."""
    view = _view(edition, histories)
    sentence = view.verdict.sentence.rstrip(".")
    return Page(
        path="index.html",
        title=sentence,
        description=f"{sentence}. {view.verdict.second}".strip(),
        section="status",
        template="home.html",
        view=view,
        alternates=alternates_for(edition, "index.html"),
        as_of=edition.as_of,
        is_open=view.card is not None,
        notes=(as_of_note(edition.as_of, edition.zone), zone_note(edition.zone)),
    )


def _view(edition: Edition, histories: Histories) -> Home:
    services = service_states(edition)
    known = {service.service: histories(edition, service.service) for service in services}
    cards = open_cards(edition)
    work = coming_work(edition)
    shown = _MOST_WORK_BESIDE if cards else _MOST_WORK
    contacts = all_contact_lines(edition.register.provider.contacts)
    return Home(
        verdict=verdict_of(edition, services, [card.facts for card in cards], work, list(known.values()), contacts),
        clock=f"As of {instants.clock_text(edition.as_of, edition.zone)}",
        day=instants.long_day_text(local_date(edition.as_of, edition.zone)),
        card=cards[0] if cards else None,
        others=cards[1:],
        groups=service_groups(edition, services, known),
        axis=axis_of(edition, known.values()),
        marked=marked_table(services, known),
        past=past_of(edition),
        work=work[:shown],
        work_rest=f"and {len(work) - shown} more in {AHEAD_DAYS} days" if len(work) > shown else "",
        contacts=contacts,
        provider=edition.register.provider.name,
    )
