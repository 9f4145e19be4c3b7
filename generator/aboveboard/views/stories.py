"""What was said about every record, and when: the incidents, changes and RFOs that feeds are made of.

Ten thousand records say thirty thousand things, of which feeds show the newest: so a story is light, and an entry is
made of it (`feed_entries`) only when a feed lacks it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from aboveboard.availability.clock import local_date
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.rfo import Rfo
from aboveboard.records.updates import Update
from aboveboard.records.vocabulary import Audience, ChangeStatus, Fault, IncidentStatus, Outcome
from aboveboard.views.anchors import update_anchors
from aboveboard.views.coming_work import touched_services
from aboveboard.views.disrupted_services import services_by_incident
from aboveboard.views.edition import Edition
from aboveboard.views.record_paths import change_path, incident_path, rfo_path
from aboveboard.views.rfo_publications import publication_instant, publications_of
from aboveboard.views.words.instants import bare_clock_text, clock_text, full_day_text
from aboveboard.views.words.states import EXPECTATIONS, fault_word


class About(StrEnum):
    INCIDENT = "incident"
    CHANGE = "change"
    RFO = "rfo"


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """One record and what was said about it until as-of, oldest first.

    `leads` are plain sentences before the Markdown of what was said; empty: there are none. `anchors` are where it
    stands on the page, "" for the page as a whole; None: they are those of updates. `services` are ids, `categories`
    what readers filter by. What only the customers that it affects may read has no page on the public site.
    """

    record: str
    about: About
    page: str
    headline: str
    services: tuple[str, ...]
    categories: tuple[str, ...]
    is_open: bool
    said: Sequence[Update]
    anchors: Sequence[str] | None = None
    leads: Sequence[str] = ()
    is_on_public_site: bool = True


class Post(NamedTuple):
    """One thing that was said: `story.said[position]`. `date` is its instant, but later than that of every post before
    it, so that it can be the same in every feed."""

    date: int
    position: int
    story: Story


def posts_of(edition: Edition, disrupted: Mapping[str, Collection[str]] | None = None) -> tuple[Post, ...]:
    """Everything that was said until as-of, newest first. Of what was said in one second, the order is that of the
    records' ids.

    `disrupted` names the services that each incident disrupted; without it, the ledger is asked.
    """
    services = services_by_incident(edition) if disrupted is None else disrupted
    told = (*_of_incidents(edition, edition.register.incidents.values(), services), *_of_changes(edition))
    return _posted(told, edition.as_of)


def own_posts(edition: Edition, reached: Mapping[str, Sequence[str]]) -> tuple[Post, ...]:
    """The same for a customer: of the incidents that reached it, each with the services that it disrupted, of their
    RFOs, and of the changes on the customer's paths."""
    incidents = [edition.register.incidents[id] for id in reached]
    on_path = (story for story in _of_changes(edition) if story.services)
    return _posted((*_of_incidents(edition, incidents, reached), *on_path), edition.as_of)


def incident_story(edition: Edition, incident: Incident, services: tuple[str, ...]) -> Story:
    """Of an incident that disrupted these services."""
    return _incident_story(incident, services, _categories(edition)(services, incident.fault), edition.as_of)


def _posted(stories: Iterable[Story], as_of: int) -> tuple[Post, ...]:
    told = [
        (update.at, story.record, story.about.value, position, story)
        for story in stories
        for position, update in enumerate(story.said)
    ]
    told.sort()
    dates = spread([one[0] for one in told], as_of)
    posts = [Post(date, one[3], one[4]) for one, date in zip(told, dates, strict=True)]
    posts.reverse()
    return tuple(posts)


def anchors_of(story: Story) -> Sequence[str]:
    """One for each thing that was said."""
    return update_anchors(story.said) if story.anchors is None else story.anchors


def spread(instants: Sequence[int], as_of: int) -> list[int]:
    """Strictly increasing dates for sorted instants: a tie gets a second, unless that would lie after as-of; then those
    before it give one up."""
    dates: list[int] = []
    last = -1
    for instant in instants:
        last = max(instant, last + 1)
        dates.append(last)
    limit = as_of
    for at in reversed(range(len(dates))):
        if dates[at] <= limit:
            break
        dates[at] = limit
        limit -= 1
    return dates


def _of_incidents(
    edition: Edition, incidents: Iterable[Incident], disrupted: Mapping[str, Collection[str]]
) -> Iterator[Story]:
    rfos = edition.register.rfos
    categories = _categories(edition)
    for incident in incidents:
        services = tuple(disrupted.get(incident.id, ()))
        named = categories(services, incident.fault)
        yield _incident_story(incident, services, named, edition.as_of)
        if (rfo := rfos.get(incident.id)) is not None:
            yield _rfo_story(rfo, incident, services, named, edition)


def _of_changes(edition: Edition) -> Iterator[Story]:
    categories = _categories(edition)
    for change in edition.register.changes.values():
        services = touched_services(edition, change)
        yield _change_story(change, services, categories(services, None), edition)


def _categories(edition: Edition) -> Callable[[tuple[str, ...], Fault | None], tuple[str, ...]]:
    """The names of services, and of the fault if there is one; each combination is made once."""
    services = edition.register.services
    faults = {fault: fault_word(fault, yours=edition.reader.customer is not None) for fault in Fault}
    known: dict[tuple[tuple[str, ...], Fault | None], tuple[str, ...]] = {}

    def categories(ids: tuple[str, ...], fault: Fault | None) -> tuple[str, ...]:
        if (ids, fault) not in known:
            named = () if fault is None else (faults[fault],)
            known[ids, fault] = (*(services[id].name for id in ids), *named)
        return known[ids, fault]

    return categories


def _incident_story(incident: Incident, services: tuple[str, ...], categories: tuple[str, ...], as_of: int) -> Story:
    is_open = incident.resolved is None or incident.resolved > as_of
    updates = incident.updates or (_incident_opening(incident, is_open),)
    return Story(
        record=incident.id,
        about=About.INCIDENT,
        page=incident_path(incident.id),
        headline=incident.title,
        services=services,
        categories=categories,
        is_open=is_open,
        said=_until(as_of, updates),
        anchors=None if incident.updates else ("",),
        is_on_public_site=incident.reader is not Audience.AFFECTED,
    )


def _incident_opening(incident: Incident, is_open: bool) -> Update:
    """What stands in the feed for an incident about which nothing else was said yet; the first update replaces it."""
    if is_open or incident.resolved is None:
        known = incident.detected if incident.detected is not None else incident.started
        return Update(IncidentStatus.INVESTIGATING.value, known, incident.introduction, 0)
    return Update(IncidentStatus.RESOLVED.value, incident.resolved, incident.introduction, 0)


def _change_story(change: Change, services: tuple[str, ...], categories: tuple[str, ...], edition: Edition) -> Story:
    said: Sequence[Update] = change.updates
    anchors: Sequence[str] | None = None
    leads: Sequence[str] = ()
    if (opening := _change_opening(change)) is not None:
        said = sorted((opening, *change.updates), key=attrgetter("at"))
        of_updates = iter(update_anchors(change.updates))
        anchors = ["" if update is opening else next(of_updates) for update in said]
        window = _window_sentence(change, opening.status, edition.zone)
        leads = [window if update is opening else "" for update in said]
    return Story(
        record=change.id,
        about=About.CHANGE,
        page=change_path(change.id),
        headline=change.title,
        services=services,
        categories=categories,
        is_open=False,
        said=_until(edition.as_of, said),
        anchors=anchors,
        leads=leads,
        is_on_public_site=change.reader is not Audience.AFFECTED,
    )


# What is said of a change that was neither announced nor spoken of.
_STANDS = {
    Outcome.PLANNED: ChangeStatus.SCHEDULED,
    Outcome.IN_PROGRESS: ChangeStatus.IN_PROGRESS,
    Outcome.SUCCEEDED: ChangeStatus.COMPLETED,
    Outcome.FAILED: ChangeStatus.COMPLETED,
    Outcome.ROLLED_BACK: ChangeStatus.COMPLETED,
    Outcome.CANCELLED: ChangeStatus.CANCELLED,
}


def _change_opening(change: Change) -> Update | None:
    """The announcement, unless an update makes it; without any word, how the change stands."""
    if change.announced is not None:
        if any(update.status == ChangeStatus.SCHEDULED for update in change.updates):
            return None
        return Update(ChangeStatus.SCHEDULED.value, change.announced, change.introduction, 0)
    if change.updates:
        return None
    at = change.window.to if change.outcome.is_finished else change.window.from_
    return Update(_STANDS[change.outcome].value, at, change.introduction, 0)


def _window_sentence(change: Change, status: str, zone: str) -> str:
    """ "Window: 3 October 2026, 02:00 to 04:00 UTC." and, while it lies ahead, what to be ready for."""
    start, end = change.window.from_, change.window.to
    first, last = local_date(start, zone), local_date(end, zone)
    closing = "" if first == last else f"{full_day_text(last)}, "
    window = f"{full_day_text(first)}, {bare_clock_text(start, zone)} to {closing}{clock_text(end, zone)}"
    expectation = f" {EXPECTATIONS[change.expected]}" if status == ChangeStatus.SCHEDULED else ""
    return f"Window: {window}.{expectation}"


def _rfo_story(
    rfo: Rfo, incident: Incident, services: tuple[str, ...], categories: tuple[str, ...], edition: Edition
) -> Story:
    zone = edition.register.provider.timezone
    publications = publications_of(rfo)
    dated = [(publication_instant(one, zone, edition.as_of), one) for one in publications]
    return Story(
        record=rfo.id,
        about=About.RFO,
        page=rfo_path(rfo.id),
        headline=incident.title,
        services=services,
        categories=categories,
        is_open=False,
        said=_until(edition.as_of, [Update(one.status, at, one.body, 0) for at, one in dated]),
        anchors=[one.anchor for one in publications],
        leads=[one.what for one in publications],
        is_on_public_site=Audience.AFFECTED not in (rfo.audience, incident.reader),
    )


def _until(as_of: int, updates: Sequence[Update]) -> Sequence[Update]:
    """Those that were said by then; `updates` are sorted."""
    if not updates or updates[-1].at <= as_of:
        return updates
    return [update for update in updates if update.at <= as_of]
