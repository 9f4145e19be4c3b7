"""The report on one incident: its facts, its five sections, its course, what was measured, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.records.incident import MILESTONES, Incident
from aboveboard.records.rfo import SECTIONS, Rfo
from aboveboard.records.vocabulary import RfoStatus
from aboveboard.views.action_rows import ActionRow, action_rows
from aboveboard.views.anchors import update_anchors
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import alternates_for
from aboveboard.views.flags import WITHHELD
from aboveboard.views.incident_facts import IncidentFacts, incident_facts
from aboveboard.views.incident_rows import worst_state
from aboveboard.views.measured_impact import MeasuredImpact, measured_impact
from aboveboard.views.own_impact import OwnImpact, own_impact
from aboveboard.views.page import Page
from aboveboard.views.page_notes import as_of_note, zone_note
from aboveboard.views.record_paths import rfo_path
from aboveboard.views.recurrence import Recurrence, recurrence_of
from aboveboard.views.revisions import NO_REVISIONS, Revisions
from aboveboard.views.rfo_promise import RfoPromise
from aboveboard.views.rfo_publications import publications_of
from aboveboard.views.rfo_text import Section, anchor_of, sections_of
from aboveboard.views.seen import touched_by
from aboveboard.views.tree_paths import Ways, incident_href, is_portal, ways_of
from aboveboard.views.words.instants import Moment, full_day_text, full_moment, moment
from aboveboard.views.words.prose import as_clause, first_sentence, list_text
from aboveboard.views.words.states import DETECTED_BY, RFO_STATES, State
from aboveboard.views.words.states import MILESTONES as MILESTONE_WORDS

_MOST_NAMES = 6
_FOLLOWS = "*This follows with the final report.*"


@frozen
class Fact:
    """One of the key facts; `state` gives it a mark."""

    term: str
    text: str
    state: State | None = None


@frozen
class TimelineRow:
    """`source` says who tells it: the record's milestones, an update of that moment, or the report."""

    at: Moment
    what: str
    source: str
    path: str


@frozen
class RevisionRow:
    """When the report was published or revised; `anchor` is what the feeds link to."""

    anchor: str
    status: str
    on: str
    what: str


@frozen
class RfoView:
    """`own` is what the customer saw whose portal it is, None on other readers' pages. `pdf` is where the same report lies
    as one, or empty. `band` is what must be read first: that the report is a draft, preliminary, or withheld, and what is late.
    Markdown: `preface` and the sections' texts. `actions` None: none were decided yet; empty: none are needed."""

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
    own: OwnImpact | None
    actions: tuple[ActionRow, ...] | None
    revisions: tuple[RevisionRow, ...]
    recurrence: Recurrence
    pdf: str
    ways: Ways
    changed: Revisions


def rfo_page(edition: Edition, incident_id: str, *, has_pdf: bool = False, revisions: Revisions = NO_REVISIONS) -> Page:
    """`has_pdf` says that the tree holds the report as a PDF too, beside the page; `revisions` are what changed after it
    was published (`rfo_revisions`)."""
    rfo, incident = edition.register.rfos[incident_id], edition.register.incidents[incident_id]
    view = _view(edition, rfo, incident, f"rfo/{rfo.id}.pdf" if has_pdf else "", revisions)
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


def _view(edition: Edition, rfo: Rfo, incident: Incident, pdf: str, revisions: Revisions) -> RfoView:
    facts = incident_facts(edition, incident)
    preface, sections = sections_of(rfo)
    own = own_impact(edition, incident.id, incident.started, is_open=incident.is_open) if is_portal(edition) else None
    today = local_date(edition.as_of, edition.zone)
    is_withheld = not edition.register.withheld.isdisjoint((rfo.path, incident.path))
    band, is_late = _band(rfo, facts.rfo, is_withheld=is_withheld)
    return RfoView(
        facts=facts,
        status=RFO_STATES[rfo.status],
        revision=rfo.revision,
        dates=_dates(rfo),
        band=band,
        is_late=is_late,
        summary=rfo.summary or "",
        key_facts=tuple(_key_facts(edition, rfo, incident, facts, own)),
        preface=preface,
        sections=sections if rfo.status is RfoStatus.FINAL else tuple(_with_those_that_follow(sections)),
        timeline=_timeline(edition, rfo, incident),
        measured=measured_impact(touched_by(incident, edition).seen, edition),
        own=own,
        actions=None if rfo.actions is None else action_rows(rfo.actions, today),
        revisions=_revisions(rfo),
        recurrence=recurrence_of(edition, rfo, incident),
        pdf=pdf,
        ways=ways_of(edition),
        changed=revisions,
    )


def _with_those_that_follow(sections: Sequence[Section]) -> Iterator[Section]:
    """Until a report is final, a section that is missing says so in its place."""
    written = {section.heading for section in sections}
    for heading in SECTIONS:
        yield from (section for section in sections if section.heading == heading)
        if heading not in written:
            yield Section(heading, anchor_of(heading), _FOLLOWS)
    yield from (section for section in sections if section.heading not in SECTIONS)


def _dates(rfo: Rfo) -> str:
    """ "Preliminary 5 October 2026, final 7 October 2026, revised 8 October 2026"."""
    revised = max((change.on for change in rfo.changes), default=None)
    dates = (("preliminary", rfo.preliminary_on), ("final", rfo.final_on), ("revised", revised))
    said = [f"{word} {full_day_text(on)}" for word, on in dates if on is not None]
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}"


def _band(rfo: Rfo, promise: RfoPromise | None, *, is_withheld: bool) -> tuple[str, bool]:
    if rfo.status is RfoStatus.DRAFT:
        return "Draft: not published, for staff alone.", False
    withheld = WITHHELD if is_withheld else ""
    if rfo.status is RfoStatus.FINAL:
        return withheld, False
    is_late = promise is not None and promise.is_late
    owed = promise.detail if promise is not None else ""
    said = (
        f" The {owed.replace('final', 'final report is', 1)}."
        if is_late
        else f" {owed[0].upper()}{owed[1:]}."
        if owed
        else ""
    )
    return f"{withheld} Preliminary: the cause is not confirmed yet.{said}".lstrip(), is_late


def _key_facts(
    edition: Edition, rfo: Rfo, incident: Incident, facts: IncidentFacts, own: OwnImpact | None
) -> Iterator[Fact]:
    yield Fact("Began", full_moment(incident.started, edition.zone).text)
    yield Fact(
        "Ended", "still running" if incident.resolved is None else full_moment(incident.resolved, edition.zone).text
    )
    yield Fact("Lasted", _lasted(facts))
    names = [service.name for service in facts.disrupted_services]
    whose = "Services" if own is None else "Your services"
    yield Fact(whose, list_text(names, _MOST_NAMES) if names else "none as a whole")
    state = worst_state(facts)
    yield Fact("Worst level", state.word, state)
    yield Fact("Fault", facts.fault_word)
    if own is None:
        detected = DETECTED_BY[incident.detected_by] if incident.detected_by is not None else ""
        yield Fact("Detected by", detected or "not recorded")
    else:
        yield Fact("Your downtime", own.amount)
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
        path = f"{incident_href(edition, incident.id)}#{anchor}"
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
