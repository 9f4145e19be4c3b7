"""The page of one change: when, what to be ready for and what happened, how far ahead it was announced, what it touched."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.views.change_facts import ChangeFacts, Phase, change_facts
from aboveboard.views.change_rows import what_text
from aboveboard.views.contacts import ContactLines, all_contact_lines
from aboveboard.views.course import Course, change_course
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import alternates_for
from aboveboard.views.impact_rows import ImpactRow, change_spans, impact_rows
from aboveboard.views.incident_rows import IncidentRow, incident_row
from aboveboard.views.links import Link
from aboveboard.views.measured_impact import MeasuredImpact, measured_impact
from aboveboard.views.page import Page
from aboveboard.views.page_notes import as_of_note, zone_note
from aboveboard.views.promise_cells import PromiseCell
from aboveboard.views.record_paths import change_path
from aboveboard.views.revisions import NO_REVISIONS, Revisions
from aboveboard.views.seen import touched_by
from aboveboard.views.tree_paths import Ways, is_portal, service_href, ways_of
from aboveboard.views.update_lines import UpdateLine, update_lines
from aboveboard.views.words.instants import full_day_text
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.states import MAINTENANCE


@frozen
class ChangeView:
    """`tint` colours the page while the work runs. `introduction` and updates are Markdown. `components` are names; `services` those whose path they lie on."""

    facts: ChangeFacts
    tint: str
    timing: str
    introduction: str
    cells: tuple[PromiseCell, ...]
    flags: tuple[str, ...]
    updates: tuple[UpdateLine, ...]
    components: tuple[str, ...]
    services: tuple[Link, ...]
    measured: MeasuredImpact
    impacts: tuple[ImpactRow, ...]
    course: Course
    caused: tuple[IncidentRow, ...]
    contacts: tuple[ContactLines, ...]
    ways: Ways
    changed: Revisions


def change_page(
    edition: Edition, change_id: str, flags: tuple[str, ...] = (), revisions: Revisions = NO_REVISIONS
) -> Page:
    """`flags` are sentences about the record itself, as on an incident's page; so are `revisions` (`change_revisions`)."""
    change = edition.register.changes[change_id]
    view = _view(edition, change, flags, revisions)
    as_of = view.facts.as_of
    return Page(
        path=change_path(change.id),
        title=change.title,
        description=f"{view.facts.kind}, {view.facts.window}. {what_text(view.facts)}",
        section="now" if is_portal(edition) else "maintenance",
        template="change.html",
        view=view,
        alternates=alternates_for(edition, change_path(change.id)),
        as_of=as_of,
        is_open=view.facts.phase is Phase.RUNNING,
        notes=(*((as_of_note(as_of, edition.zone),) if as_of is not None else ()), zone_note(edition.zone)),
    )


def _view(edition: Edition, change: Change, flags: tuple[str, ...], revisions: Revisions) -> ChangeView:
    facts = change_facts(edition, change)
    spans = change_spans(change, edition.as_of)
    nodes = (edition.register.node(id) for id in change.components)
    caused = edition.index.incidents_by_change.get(change.id, ())
    return ChangeView(
        facts=facts,
        tint=MAINTENANCE.key if facts.phase is Phase.RUNNING else "",
        timing=_raised(facts.timing),
        introduction=change.introduction,
        cells=tuple(_cells(change, facts, edition.zone)),
        flags=flags,
        updates=update_lines(change.updates, edition.zone, change.window.from_),
        components=tuple(node.name for node in nodes if node is not None),
        services=tuple(
            Link(service_href(edition, id), name) for id, name in zip(facts.services, facts.service_names, strict=True)
        ),
        measured=measured_impact(touched_by(change, edition).seen, edition),
        impacts=impact_rows(spans, change, edition, change.window.from_),
        course=change_course(change, spans, edition),
        caused=tuple(incident_row(edition, incident, change.window.from_) for incident in caused),
        contacts=all_contact_lines(edition.register.provider.contacts, f"{change.id}: {change.title}"),
        ways=ways_of(edition),
        changed=revisions,
    )


def _cells(change: Change, facts: ChangeFacts, zone: str) -> Iterator[PromiseCell]:
    length = duration_text(change.window.to - change.window.from_)
    yield PromiseCell("Window", facts.window, ", ".join(part for part in (length, facts.timing) if part))
    if facts.happened:
        worse = facts.is_worse_than_expected
        happened = f"It {facts.went_wrong}" if facts.went_wrong else _raised(facts.happened)
        yield PromiseCell("What happened", happened, f"expected: {facts.expected}", is_late=worse)
    else:
        yield PromiseCell("Be ready for", _raised(facts.expected), _not_yet(facts))
    announced = "" if change.announced is None else full_day_text(local_date(change.announced, zone))
    yield PromiseCell("Notice", _raised(facts.notice), announced)


def _not_yet(facts: ChangeFacts) -> str:
    if facts.phase is Phase.PAST:
        return "cancelled" if facts.is_cancelled else "what happened is not recorded"
    return "what happened is written here afterwards"


def _raised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
