"""The report on one incident: its facts, its five sections, its course, what was measured, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aboveboard.availability.clock import local_date
from aboveboard.records.incident import MILESTONES, Incident
from aboveboard.records.rfo import Rfo
from aboveboard.records.vocabulary import RfoStatus
from aboveboard.views.action_rows import ActionRow, action_rows
from aboveboard.views.anchors import update_anchors
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import alternates_for
from aboveboard.views.incident_facts import IncidentFacts, incident_facts
from aboveboard.views.incident_rows import worst_state
from aboveboard.views.links import Link
from aboveboard.views.measured_impact import MeasuredImpact, measured_impact
from aboveboard.views.page import Page
from aboveboard.views.page_notes import as_of_note, zone_note
from aboveboard.views.rfo_promise import RfoPromise
from aboveboard.views.rfo_publications import publications_of
from aboveboard.views.rfo_text import Section, sections_of
from aboveboard.views.seen import touched_by
from aboveboard.views.words.instants import Moment, full_day_text, full_moment, moment
from aboveboard.views.words.prose import as_clause, first_sentence, list_text
from aboveboard.views.words.states import DETECTED_BY, RFO_STATES, State
from aboveboard.views.words.states import MILESTONES as MILESTONE_WORDS

_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the key facts; `state` gives it a mark."""

    term: str
    text: str
    state: State | None = None


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """`source` says who tells it: the record's milestones, an update of that moment, or the report."""

    at: Moment
    what: str
    source: str
    path: str


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """When the report was published or revised; `anchor` is what the feeds link to."""

    anchor: str
    status: str
    on: str
    what: str


@dataclass(frozen=True, slots=True)
class RfoView:
    """`band` is what must be read first: that the report is a draft or preliminary, and what is late. Markdown:
    `preface` and the sections' texts. `actions` None: none were decided yet; empty: none are needed."""

    facts: IncidentFacts
    status: str
    revision: int
    dates: str
    band: str
    is_late: bool
    summary: str
    key_facts: tuple[Fact, ...]
    preface: str
    sections: tuple[Section, ...]
    timeline: tuple[TimelineRow, ...]
    measured: MeasuredImpact
    actions: tuple[ActionRow, ...] | None
    revisions: tuple[RevisionRow, ...]
    same_cause: tuple[Link, ...]


def rfo_path(incident_id: str) -> str:
    return f"rfo/{incident_id}.html"


def rfo_page(edition: Edition, incident_id: str) -> Page:
    rfo, incident = edition.register.rfos[incident_id], edition.register.incidents[incident_id]
    view = _view(edition, rfo, incident)
    summary = rfo.summary or f"Report on the cause of: {incident.title}"
    return Page(
        path=rfo_path(rfo.id),
        title=f"RFO: {incident.title}",
        description=summary,
        section="rfo",
        template="rfo.html",
        view=view,
        alternates=alternates_for(edition, rfo_path(rfo.id)),
        as_of=view.facts.as_of,
        is_open=incident.is_open,
        notes=(as_of_note(view.facts.as_of, edition.zone), zone_note(edition.zone)),
    )


def _view(edition: Edition, rfo: Rfo, incident: Incident) -> RfoView:
    facts = incident_facts(edition, incident)
    preface, sections = sections_of(rfo)
    today = local_date(edition.as_of, edition.zone)
    band, is_late = _band(rfo, facts.rfo)
    return RfoView(
        facts=facts,
        status=RFO_STATES[rfo.status],
        revision=rfo.revision,
        dates=_dates(rfo),
        band=band,
        is_late=is_late,
        summary=rfo.summary or "",
        key_facts=tuple(_key_facts(edition, rfo, incident, facts)),
        preface=preface,
        sections=sections,
        timeline=_timeline(edition, rfo, incident),
        measured=measured_impact(touched_by(incident, edition).seen, edition),
        actions=None if rfo.actions is None else action_rows(rfo.actions, today),
        revisions=_revisions(rfo),
        same_cause=tuple(_same_cause(edition, rfo, incident)),
    )


def _dates(rfo: Rfo) -> str:
    """ "Preliminary 5 October 2026, final 7 October 2026"."""
    said = [
        f"{word} {full_day_text(on)}"
        for word, on in (("preliminary", rfo.preliminary_on), ("final", rfo.final_on))
        if on is not None
    ]
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}"


def _band(rfo: Rfo, promise: RfoPromise | None) -> tuple[str, bool]:
    if rfo.status is RfoStatus.DRAFT:
        return "Draft: not published, for staff alone.", False
    if rfo.status is RfoStatus.FINAL:
        return "", False
    is_late = promise is not None and promise.is_late
    owed = promise.detail if promise is not None else ""
    said = f" The {owed} and has not come." if is_late else f" {owed[0].upper()}{owed[1:]}." if owed else ""
    return f"Preliminary: the cause is not confirmed yet.{said}", is_late


def _key_facts(edition: Edition, rfo: Rfo, incident: Incident, facts: IncidentFacts) -> Iterator[Fact]:
    yield Fact("Began", full_moment(incident.started, edition.zone).text)
    yield Fact(
        "Ended", "still running" if incident.resolved is None else full_moment(incident.resolved, edition.zone).text
    )
    yield Fact("Lasted", _lasted(facts))
    names = [service.name for service in facts.disrupted_services]
    yield Fact("Services", list_text(names, _MOST_NAMES) if names else "none as a whole")
    state = worst_state(facts)
    yield Fact("Worst level", state.word, state)
    yield Fact("Fault", facts.fault_word)
    detected = DETECTED_BY[incident.detected_by] if incident.detected_by is not None else ""
    yield Fact("Detected by", detected or "not recorded")
    yield Fact("Root cause", _cause(rfo))


def _lasted(facts: IncidentFacts) -> str:
    """The disruption may be shorter than the incident, which ends when all is as before."""
    if not facts.disrupted or facts.disrupted == facts.lasts:
        return facts.lasts
    return f"{facts.lasts}, services disrupted for {facts.disrupted}"


def _cause(rfo: Rfo) -> str:
    if rfo.root_cause is None:
        return "not known yet"
    text = rfo.root_cause.replace("-", " ")
    return text if rfo.status is RfoStatus.FINAL else f"{text}, not confirmed"


def _timeline(edition: Edition, rfo: Rfo, incident: Incident) -> tuple[TimelineRow, ...]:
    """Milestones, what was said, and the report's own entries in the order of time."""
    found = [(at, 0, row) for at, row in _milestones(edition, incident)]
    found += [(entry.at, 1, _row(edition, incident, entry.at, entry.what, "Report")) for entry in rfo.timeline]
    anchors = update_anchors(incident.updates)
    for update, anchor in zip(incident.updates, anchors, strict=True):
        said = f"{update.status}: {as_clause(first_sentence(update.text))}" if update.text else update.status
        path = f"incidents/{incident.id}.html#{anchor}"
        found.append((update.at, 2, _row(edition, incident, update.at, said, "Update", path)))
    return tuple(row for _, _, row in sorted(found, key=lambda one: one[:2]))


def _milestones(edition: Edition, incident: Incident) -> Iterator[tuple[int, TimelineRow]]:
    for name in MILESTONES:
        at: int | None = getattr(incident, name)
        if at is None:
            continue
        word = MILESTONE_WORDS[name]
        if name == "detected" and incident.detected_by is not None:
            word = f"{word} by {DETECTED_BY[incident.detected_by]}"
        yield at, _row(edition, incident, at, word, "Milestone")


def _row(edition: Edition, incident: Incident, at: int, what: str, source: str, path: str = "") -> TimelineRow:
    return TimelineRow(moment(at, edition.zone, incident.started), what, source, path)


def _revisions(rfo: Rfo) -> tuple[RevisionRow, ...]:
    """The newest first. The first publication says nothing beside its date: all of the report is new."""
    rows = [
        RevisionRow(
            one.anchor, one.status, full_day_text(one.on), one.what if one.anchor.startswith("revision") else ""
        )
        for one in publications_of(rfo)
    ]
    return tuple(reversed(rows))


def _same_cause(edition: Edition, rfo: Rfo, incident: Incident) -> Iterator[Link]:
    """Earlier reports with the same root cause, the newest first."""
    if rfo.root_cause is None:
        return
    for other in edition.index.rfos_by_root_cause.get(rfo.root_cause, ()):
        earlier = edition.register.incidents[other.id]
        if earlier.started < incident.started:
            day = full_day_text(local_date(earlier.started, edition.zone))
            yield Link(rfo_path(other.id), f"{earlier.title}, {day}")
