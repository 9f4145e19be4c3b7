"""The permalink of one incident: what it means for you, what is promised, its course, what was said, what it touched."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.frozen import frozen
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import RfoStatus
from aboveboard.views.contacts import ContactLines
from aboveboard.views.course import Course, incident_course
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import alternates_for
from aboveboard.views.impact_rows import ImpactRow, impact_rows, incident_spans
from aboveboard.views.incident_card import shown_state
from aboveboard.views.incident_effect import spared_services
from aboveboard.views.incident_facts import IncidentFacts, incident_facts
from aboveboard.views.links import Link
from aboveboard.views.measured_impact import MeasuredImpact, measured_impact
from aboveboard.views.page import Page
from aboveboard.views.page_notes import as_of_note, zone_note
from aboveboard.views.promise_cells import PromiseCell, promise_cells, speaking_line
from aboveboard.views.record_paths import incident_path
from aboveboard.views.revisions import NO_REVISIONS, Revisions
from aboveboard.views.seen import seen_of
from aboveboard.views.tree_paths import Ways, change_href, is_portal, ways_of
from aboveboard.views.update_lines import UpdateLine, update_lines
from aboveboard.views.words.instants import clock_text, day_of, full_day_text, long_day_text, span_text
from aboveboard.views.words.prose import first_paragraph, first_sentence, list_text
from aboveboard.views.words.states import State

_MOST_NAMES = 8


@frozen
class Teaser:
    """The newest update of an open incident in one sentence, with the anchor of the whole."""

    anchor: str
    status: str
    at: str
    sentence: str


@frozen
class IncidentView:
    """`state` is what the page is coloured by; `tint` is its key while the incident is open, and empty after.

    `when` are the two lines beside the title: what the page knows, and of which day. `notice` and updates are Markdown.
    """

    facts: IncidentFacts
    state: State
    tint: str
    when: tuple[str, str]
    flags: tuple[str, ...]
    summary: str
    notice: str
    teaser: Teaser | None
    cells: tuple[PromiseCell, ...]
    speaking: str
    course: Course
    updates: tuple[UpdateLine, ...]
    measured: MeasuredImpact
    notes: tuple[str, ...]
    impacts: tuple[ImpactRow, ...]
    change: Link | None
    contacts: tuple[ContactLines, ...]
    ways: Ways
    changed: Revisions


def incident_page(
    edition: Edition, incident_id: str, flags: tuple[str, ...] = (), revisions: Revisions = NO_REVISIONS
) -> Page:
    """`flags` are sentences about the record itself: what in it is not counted, or that an older version is shown.
    `revisions` are what changed after it was published (`incident_revisions`)."""
    incident = edition.register.incidents[incident_id]
    path = incident_path(incident.id)
    view = _view(edition, incident, flags, revisions)
    return Page(
        path=path,
        title=incident.title,
        description=_description(view),
        section="incidents",
        template="incident.html",
        view=view,
        alternates=alternates_for(edition, path),
        as_of=view.facts.as_of,
        is_open=view.facts.is_open,
        notes=(as_of_note(view.facts.as_of, edition.zone), zone_note(edition.zone)),
    )


def _view(edition: Edition, incident: Incident, flags: tuple[str, ...], revisions: Revisions) -> IncidentView:
    facts = incident_facts(edition, incident)
    seen = seen_of(incident, edition)
    spans = incident_spans(incident, edition.as_of)
    impacts = impact_rows(spans, incident, edition, incident.started)
    updates = update_lines(incident.updates, edition.zone, incident.started, incident.started)
    state = shown_state(facts)
    summary = _summary(edition, incident)
    return IncidentView(
        facts=facts,
        state=state,
        tint=state.key if facts.is_open and facts.reaches_services else "",
        when=_when(incident, edition),
        flags=flags,
        summary=summary,
        notice="" if summary else _notice(incident),
        teaser=_teaser(updates[0]) if facts.is_open and updates else None,
        cells=promise_cells(facts, facts.is_open),
        speaking=speaking_line(facts) if facts.is_open else "",
        course=incident_course(incident, spans, edition),
        updates=updates,
        measured=measured_impact(seen, edition),
        notes=tuple(_notes(edition, incident, facts, {one.service for one in seen})),
        impacts=impacts,
        change=_cause(edition, incident),
        contacts=facts.contacts,
        ways=ways_of(edition),
        changed=revisions,
    )


def _when(incident: Incident, edition: Edition) -> tuple[str, str]:
    if incident.resolved is None:
        day = long_day_text(day_of(edition.as_of, edition.zone))
        return f"As of {clock_text(edition.as_of, edition.zone)}", day
    first, last = day_of(incident.started, edition.zone), day_of(incident.resolved, edition.zone)
    span = span_text(incident.started, incident.resolved, edition.zone, incident.started)
    if first == last:
        return long_day_text(first), span.partition(", ")[2]
    return full_day_text(first), span


def _summary(edition: Edition, incident: Incident) -> str:
    """What a report says in a sentence is better than what was known at first."""
    rfo = edition.register.rfos.get(incident.id)
    return "" if rfo is None or incident.is_open or rfo.status is RfoStatus.DRAFT else rfo.summary or ""


def _notice(incident: Incident) -> str:
    """The introduction; without one, how the first update begins: it says who notices what."""
    return incident.introduction or (first_paragraph(incident.updates[0].text) if len(incident.updates) > 1 else "")


def _teaser(update: UpdateLine) -> Teaser:
    return Teaser(update.anchor, update.status, update.at.text, first_sentence(update.text))


def _notes(edition: Edition, incident: Incident, facts: IncidentFacts, charged: set[str]) -> Iterator[str]:
    """What the table of measured seconds leaves out."""
    is_yours = is_portal(edition)
    hidden = [service.name for service in facts.disrupted_services if service.id not in charged]
    if hidden:
        yield f"{list_text(hidden, _MOST_NAMES)}: disrupted in seconds that another incident is charged with."
    spared = spared_services(edition, incident)
    if spared:
        yield f"{list_text(spared, _MOST_NAMES)}: not disrupted as a whole, because other parts held."
    elif facts.nodes and not facts.disrupted_services:
        yield (
            "None of your services' paths crosses what failed."
            if is_yours
            else "No service's path crosses what failed."
        )
    if facts.nodes and not facts.disrupted_services and not is_yours:
        yield "Customers whose own path leads through it see that in their portal."


def _cause(edition: Edition, incident: Incident) -> Link | None:
    change = edition.register.changes.get(incident.change or "")
    return None if change is None else Link(change_href(edition, change.id), change.title)


def _description(view: IncidentView) -> str:
    facts = view.facts
    names = [service.name for service in facts.disrupted_services]
    what = f"{view.state.word}: {list_text(names, 4)}" if names else view.state.word
    begun = facts.started.text
    when = f"since {begun}" if facts.is_open else f"{begun}, {facts.lasted_line[0].lower()}{facts.lasted_line[1:]}"
    return f"{what}, {when}. {facts.cause}."
