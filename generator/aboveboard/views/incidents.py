"""The list of incidents: what is open, then the newest ones under their months, and the way to all the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from aboveboard.availability.months import month_at
from aboveboard.frozen import frozen
from aboveboard.records.incident import Incident
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import alternates_for
from aboveboard.views.history import MonthLink, history_months, history_path, month_links
from aboveboard.views.incident_rows import IncidentRow, incident_row
from aboveboard.views.page import Page
from aboveboard.views.page_notes import as_of_note, zone_note
from aboveboard.views.row_filter import RowFilter, row_filter
from aboveboard.views.words.instants import month_text
from aboveboard.views.words.prose import count_text

NEWEST = 50


@frozen
class MonthGroup:
    """`path` is the month's own page, which may hold more of it."""

    title: str
    path: str
    rows: tuple[IncidentRow, ...]


@frozen
class IncidentsView:
    """`sentence` and `second` are the page's finding; `months` lead to everything, newest first, by year."""

    sentence: str
    second: str
    open: tuple[IncidentRow, ...]
    groups: tuple[MonthGroup, ...]
    filter: RowFilter
    years: tuple[tuple[str, tuple[MonthLink, ...]], ...]


def incidents_page(edition: Edition) -> Page:
    view = _view(edition)
    as_of = edition.as_of if view.open else None
    return Page(
        path="incidents/index.html",
        title="Incidents",
        description=f"{view.sentence} {view.second}".strip(),
        section="incidents",
        template="incidents.html",
        view=view,
        alternates=alternates_for(edition, "incidents/index.html"),
        as_of=as_of,
        is_open=bool(view.open),
        notes=(*((as_of_note(as_of, edition.zone),) if as_of is not None else ()), zone_note(edition.zone)),
    )


def _view(edition: Edition) -> IncidentsView:
    incidents = edition.index.incidents
    open_now = [incident for incident in incidents if incident.is_open]
    closed = [incident for incident in incidents if not incident.is_open][:NEWEST]
    groups = tuple(_groups(edition, closed))
    running = tuple(incident_row(edition, incident, edition.as_of) for incident in open_now)
    rows = [*running, *(row for group in groups for row in group.rows)]
    return IncidentsView(
        sentence=_sentence(len(open_now)),
        second=_second(len(incidents), len(open_now), len(closed)),
        open=running,
        groups=groups,
        filter=row_filter(edition, ((row.service_ids, row.fault_key) for row in rows)),
        years=month_links(history_months(edition)),
    )


def _groups(edition: Edition, incidents: Sequence[Incident]) -> Iterable[MonthGroup]:
    for month, found in groupby(incidents, key=lambda incident: month_at(incident.started, edition.zone)):
        near = month.interval(edition.zone)[0]
        rows = tuple(incident_row(edition, incident, near) for incident in found)
        yield MonthGroup(month_text(month.first_day), history_path(month), rows)


def _sentence(count: int) -> str:
    return f"{count_text(count, 'incident')} {'is' if count == 1 else 'are'} open." if count else "No incident is open."


def _second(total: int, open_now: int, shown: int) -> str:
    closed = total - open_now
    if not closed:
        return "Nothing else is recorded." if total else "Nothing is recorded yet."
    if shown < closed:
        return f"The newest {shown} of {closed:,} that are over stand below; the months have them all."
    return f"All {count_text(closed, 'incident')} that {'is' if closed == 1 else 'are'} over stand below."
