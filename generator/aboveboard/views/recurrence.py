"""Whether the root cause of a report has struck before: how often in twelve months, and the reports of those times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.records.incident import Incident
from aboveboard.records.rfo import Rfo
from aboveboard.views.edition import Edition
from aboveboard.views.links import Link
from aboveboard.views.portal.reached import reached_incidents
from aboveboard.views.tree_paths import is_portal, rfo_href
from aboveboard.views.words.instants import full_day_text

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


@frozen
class Recurrence:
    """`sentence` is empty when nothing with this cause happened in the twelve months before; `earlier` are all reports
    on the same cause that are older, the newest first."""

    sentence: str
    earlier: tuple[Link, ...]


def recurrence_of(edition: Edition, rfo: Rfo, incident: Incident) -> Recurrence:
    """Counted by the starts of the incidents; for a customer, of those that reached it."""
    if rfo.root_cause is None:
        return Recurrence("", ())
    earlier = [one for one in _of_cause(edition, rfo.root_cause) if one.started < incident.started]
    day = local_date(incident.started, edition.zone)
    count = sum(local_date(one.started, edition.zone) > _a_year_before(day) for one in earlier) + 1
    links = tuple(
        Link(rfo_href(edition, one.id), f"{one.title}, {full_day_text(local_date(one.started, edition.zone))}")
        for one in earlier
    )
    return Recurrence(_sentence(edition, count, rfo.root_cause) if count > 1 else "", links)


def _of_cause(edition: Edition, cause: str) -> Iterable[Incident]:
    """The newest first."""
    rfos = edition.register.rfos
    if not is_portal(edition):
        return (edition.register.incidents[other.id] for other in edition.index.rfos_by_root_cause.get(cause, ()))
    return (
        one.incident
        for one in reached_incidents(edition)
        if one.incident is not None and one.id in rfos and rfos[one.id].root_cause == cause
    )


def _a_year_before(day: date) -> date:
    """29 February's is 28 February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _sentence(edition: Edition, count: int, cause: str) -> str:
    place = _ORDINALS[count - 1] if count <= len(_ORDINALS) else f"Number {count}:"
    reached = " that reached you" if is_portal(edition) else ""
    return f"{place} incident with root cause {cause.replace('-', ' ')}{reached} in twelve months."
