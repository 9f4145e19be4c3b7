"""An open incident as the home page shows it: one as a card with its promises, the others as rows."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.records.incident import Incident
from aboveboard.views.anchors import update_anchors
from aboveboard.views.edition import Edition
from aboveboard.views.incident_facts import IncidentFacts, incident_facts
from aboveboard.views.incident_rows import worst_state
from aboveboard.views.promise_cells import PromiseCell, promise_cells
from aboveboard.views.words import instants
from aboveboard.views.words.numbers import whole_minutes_text
from aboveboard.views.words.prose import count_text, first_paragraph, first_sentence
from aboveboard.views.words.states import State, severity_of

_WORKS_AGAIN = State("operational", "Services work again")


@frozen
class LatestUpdate:
    """`ago` reads "6 min ago". `text` is the update's first paragraph, in Markdown, and `is_cut` says that there is
    more; `sentence` is its first sentence as plain text."""

    status: str
    at: instants.Moment
    ago: str
    text: str
    is_cut: bool
    sentence: str
    anchor: str


@frozen
class IncidentCard:
    """`notice` says who notices what, in Markdown; `cells` are the promises beside it."""

    facts: IncidentFacts
    state: State
    notice: str
    latest: LatestUpdate | None
    cells: tuple[PromiseCell, ...]
    all_updates: str


def open_cards(edition: Edition) -> tuple[IncidentCard, ...]:
    """The open incidents: the worst first, the others as they began, the longest-open last."""
    cards = [incident_card(edition, incident) for incident in edition.index.incidents if incident.is_open]
    if not cards:
        return ()
    worst = max(cards, key=_weight_of)
    return (worst, *(card for card in cards if card is not worst))


def incident_card(edition: Edition, incident: Incident) -> IncidentCard:
    facts = incident_facts(edition, incident)
    first = incident.updates[0].text if len(incident.updates) > 1 else ""
    count = len(incident.updates)
    return IncidentCard(
        facts=facts,
        state=shown_state(facts),
        notice=first_paragraph(incident.introduction or first),
        latest=_latest(edition, incident),
        cells=promise_cells(facts, is_open=True),
        all_updates=f"All {count_text(count, 'update')}" if count > 1 else "The incident's own page",
    )


def shown_state(facts: IncidentFacts) -> State:
    """What an open incident does to services now; where it never reached one, what it does to a part."""
    if not facts.reaches_services:
        return worst_state(facts)
    return _WORKS_AGAIN if facts.state.key == "operational" else facts.state


def _weight_of(card: IncidentCard) -> tuple[bool, int, int, int]:
    """What disrupts a service, then the worst state, then the most services, then the one that began last."""
    facts = card.facts
    return facts.reaches_services, severity_of(card.state), len(facts.disrupted_services), facts.started.epoch


def _latest(edition: Edition, incident: Incident) -> LatestUpdate | None:
    if not incident.updates:
        return None
    update = incident.updates[-1]
    text = first_paragraph(update.text)
    return LatestUpdate(
        update.status,
        instants.moment(update.at, edition.zone, edition.as_of),
        f"{whole_minutes_text(max(0, edition.as_of - update.at))} ago",
        text,
        text != update.text.strip(),
        first_sentence(update.text),
        update_anchors(incident.updates)[-1],
    )
