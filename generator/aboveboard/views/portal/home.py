"""The first page of a portal: is anything wrong for you, what you really had, whom you can call, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.views.edition import Edition
from aboveboard.views.page import Page
from aboveboard.views.page_notes import as_of_note, zone_note
from aboveboard.views.portal.your_allowance import Allowance, allowance_of
from aboveboard.views.portal.your_bars import YourBar, axis_below, window_of
from aboveboard.views.portal.your_figures import Figures, figures_of, year_of
from aboveboard.views.portal.your_incidents import YourIncident, your_incidents
from aboveboard.views.portal.your_past import MOST_ROWS, YourPast, your_past
from aboveboard.views.portal.your_people import YourMeetings, YourPeople, your_meetings, your_people
from aboveboard.views.portal.your_reached import reached_lately
from aboveboard.views.portal.your_reports import YourReports, alternates_of, your_reports
from aboveboard.views.portal.your_services import YourService, your_services
from aboveboard.views.portal.your_subscriptions import subscribed
from aboveboard.views.portal.your_verdict import your_verdict
from aboveboard.views.portal.your_work import YourWork, your_work
from aboveboard.views.portal.your_year import Faults, YearTrend, faults_of, trend_of_year
from aboveboard.views.service_rows import Axis, MarkedTable
from aboveboard.views.tree_paths import site_href
from aboveboard.views.verdict import Verdict
from aboveboard.views.words import instants

_MOST_MARKED = 60


@frozen
class PortalHome:
    """Paths count from the top of the portal; what leads to the public site is absolute. `notes` tell of services that
    begin later or end. `rules` leads to how we measure."""

    customer: str
    verdict: Verdict
    clock: str
    day: str
    incidents: tuple[YourIncident, ...]
    figures: Figures
    services: tuple[YourService, ...]
    notes: tuple[str, ...]
    axis: Axis
    marked: MarkedTable
    allowance: Allowance
    faults: Faults
    year: YearTrend
    past: YourPast
    work: YourWork
    people: YourPeople
    meetings: YourMeetings
    reports: YourReports
    rules: str


def portal_home(edition: Edition, *, has_pdf: bool = True) -> Page:
    """`has_pdf` says whether review packs have their paper. Raises KeyError for a reader who is no customer."""
    view = _view(edition, has_pdf=has_pdf)
    sentence = view.verdict.sentence.rstrip(".")
    return Page(
        path="index.html",
        title=sentence,
        description=f"{sentence}. {view.verdict.second}".strip(),
        section="now",
        template="portal-home.html",
        view=view,
        alternates=alternates_of(edition),
        as_of=edition.as_of,
        is_open=bool(view.incidents) or any(service.is_disrupted for service in view.services),
        notes=(as_of_note(edition.as_of, edition.zone), zone_note(edition.zone)),
    )


def _view(edition: Edition, *, has_pdf: bool) -> PortalHome:
    year = year_of(edition)
    held = subscribed(edition)
    window = window_of(edition)
    services = your_services(edition, held.now, window)
    month_start = year.running.interval(edition.zone)[0]
    since = year.names[0].interval(edition.zone)[0]
    lives = [life for one in held.every for life in one.lives]
    lately = reached_lately(edition, lives, (since, edition.as_of), MOST_ROWS)
    incidents = your_incidents(edition, held.now, lately.open_ids)
    work = your_work(edition, held.now)
    worst = (incidents[0].card.facts.id, incidents[0].card.facts.title) if incidents else None
    people = your_people(edition, year.customer, worst)
    bars = [service.bar for service in services]
    return PortalHome(
        customer=year.customer.name,
        verdict=your_verdict(edition, held, services, incidents, work.rows, lately, year, people.others),
        clock=f"As of {instants.clock_text(edition.as_of, edition.zone)}",
        day=instants.long_day_text(local_date(edition.as_of, edition.zone)),
        incidents=incidents,
        figures=figures_of(edition, year, is_quiet=lately.ended <= month_start),
        services=services,
        notes=held.notes,
        axis=axis_below(bars, window),
        marked=_marked(bars),
        allowance=allowance_of(edition, year),
        faults=faults_of(year),
        year=trend_of_year(year),
        past=your_past(edition, lately, instants.month_text(year.names[0].first_day)),
        work=work,
        people=people,
        meetings=your_meetings(year.customer, window.today),
        reports=your_reports(edition, year, has_pdf=has_pdf),
        rules=site_href(edition, "how-we-measure.html"),
    )


def _marked(bars: Sequence[YourBar]) -> MarkedTable:
    """Newest first, by the services' names within a day."""
    found = sorted((pair for bar in bars for pair in bar.marked), key=lambda pair: pair[1].service.casefold())
    rows = tuple(row for _, row in sorted(found, key=lambda pair: pair[0], reverse=True))
    if len(rows) > _MOST_MARKED:
        title = f"Show the newest {_MOST_MARKED} of {len(rows):,} marked days as a table"
    elif rows:
        title = f"Show {'the marked day' if len(rows) == 1 else f'the {len(rows)} marked days'} as a table"
    else:
        title = ""
    return MarkedTable(title, rows[:_MOST_MARKED])
