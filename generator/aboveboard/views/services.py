"""The list of services, and the page of one: what it is for, how it is, what it went through, what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Service
from aboveboard.records.vocabulary import Outcome
from aboveboard.views.coming_work import WorkRow, coming_work
from aboveboard.views.contacts import ContactLines, all_contact_lines
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import FEED_FORMATS, alternates_for
from aboveboard.views.needs import Need, needs_of
from aboveboard.views.page import Alternate, Page
from aboveboard.views.page_notes import as_of_note, zone_note
from aboveboard.views.past_rows import rfo_note
from aboveboard.views.record_paths import incident_path, service_path
from aboveboard.views.rfo_promise import rfo_promise
from aboveboard.views.service_bar import MarkedDay, ServiceBar, marked_days, service_bar, unmeasured_until
from aboveboard.views.service_history import DAYS, RecordSeen, ServiceHistory, service_history
from aboveboard.views.service_months import MonthTable, Trend, measured_months, month_table, trend_of
from aboveboard.views.service_rows import Axis, Histories, ServiceGroup, axis_of, service_groups
from aboveboard.views.service_state import ServiceState, service_states
from aboveboard.views.words import instants, states
from aboveboard.views.words.instants import Moment, day_moment
from aboveboard.views.words.numbers import duration_text, percent_text
from aboveboard.views.words.prose import count_text
from aboveboard.views.words.states import OPERATIONAL, State, verb_of

_AHEAD_DAYS = 90
_MOST_RECORDS = 50
_YEAR_MONTHS = 12


@frozen
class ServiceList:
    """`sentence` says how many there are."""

    sentence: str
    clock: str
    day: str
    groups: tuple[ServiceGroup, ...]
    axis: Axis


@frozen
class FeedLink:
    """`name` is that of the format: "Atom"."""

    path: str
    name: str


@frozen
class SeenRow:
    """An incident or planned work as this service saw it: `amount` is how long it was disrupted by it."""

    day: Moment
    path: str
    title: str
    state: State
    what: str
    amount: str
    note: str
    href: str


@frozen
class ServiceView:
    """Paths count from the top of the tree. `figure` is the real availability of `period` ("in 90 days"), `downtime`
    what it left out: "1 h 8 min of downtime". `quiet` stands where no day of the bar is marked. `year` names the
    complete months that their two figures count, and is empty without any."""

    name: str
    heading: str
    clock: str
    day: str
    state: ServiceState
    description: str
    supports: str
    meanwhile: str
    bar: ServiceBar
    axis: Axis
    figure: str
    period: str
    downtime: str
    marked: tuple[MarkedDay, ...]
    quiet: str
    trend: Trend | None
    months: MonthTable
    year: str
    year_real: str
    year_provider: str
    needs: tuple[Need, ...]
    records: tuple[SeenRow, ...]
    work: tuple[WorkRow, ...]
    feeds: tuple[FeedLink, ...]
    calendar: Alternate
    contacts: tuple[ContactLines, ...]


def services_page(edition: Edition, histories: Histories = service_history) -> Page:
    services = service_states(edition)
    known = {service.service: histories(edition, service.service) for service in services}
    groups = service_groups(edition, services, known)
    clock, day = _as_of(edition)
    sentence = f"{count_text(len(services), 'service')}, with what each is for and how it was in the last {DAYS} days."
    view = ServiceList(sentence, clock, day, groups, axis_of(edition, known.values()))
    return Page(
        path="services/index.html",
        title="Services",
        description=f"{edition.register.provider.name}: {sentence}",
        section="services",
        template="services.html",
        view=view,
        alternates=alternates_for(edition, "services/index.html"),
        as_of=edition.as_of,
        is_open=any(service.is_disrupted for service in services),
        notes=(as_of_note(edition.as_of, edition.zone), zone_note(edition.zone)),
    )


def service_page(edition: Edition, service_id: str, histories: Histories = service_history) -> Page:
    service = edition.register.services[service_id]
    state = next(one for one in service_states(edition, service_id))
    view = _view(edition, service, state, histories(edition, service_id))
    return Page(
        path=service_path(service_id),
        title=view.heading if state.state is not OPERATIONAL else service.name,
        description=_description(view),
        section="services",
        template="service.html",
        view=view,
        alternates=(*alternates_for(edition, service_path(service_id)), view.calendar),
        as_of=edition.as_of,
        is_open=state.is_disrupted,
        notes=(as_of_note(edition.as_of, edition.zone), zone_note(edition.zone)),
    )


def _view(edition: Edition, service: Service, state: ServiceState, history: ServiceHistory) -> ServiceView:
    clock, day = _as_of(edition)
    return ServiceView(
        name=service.name,
        heading=f"{service.name} {verb_of(state.state)}",
        clock=clock,
        day=day,
        state=state,
        description=service.description or "",
        supports=service.supports or "",
        meanwhile=state.plan if state.is_disrupted else "",
        bar=service_bar(history, service.name),
        axis=axis_of(edition, (history,)),
        figure=percent_text(history.availability),
        period=_period(edition, history),
        downtime=_downtime(history),
        marked=tuple(row for _, row in reversed(marked_days(history, service.name, service_path(service.id)))),
        quiet=f"Nothing to report: no disruption and no maintenance {_period(edition, history)}.",
        trend=trend_of(history),
        months=month_table(history, yours=edition.reader.customer is not None),
        year=_year(history),
        year_real=percent_text(history.year.real),
        year_provider=percent_text(history.year.provider),
        needs=needs_of(edition, service),
        records=tuple(_rows(edition, history)),
        work=coming_work(edition, _AHEAD_DAYS, service.id),
        feeds=_feeds(edition, service_path(service.id)),
        calendar=Alternate(f"services/{service.id}.ics", "text/calendar", f"Maintenance of {service.name}"),
        contacts=all_contact_lines(edition.register.provider.contacts, service.name),
    )


def _period(edition: Edition, history: ServiceHistory) -> str:
    """ "in 90 days", or "since 4 November" when only those were measured."""
    begin = unmeasured_until(history)
    if begin is None:
        return f"in {DAYS} days"
    return f"since {instants.plain_day_text(begin, local_date(edition.as_of, edition.zone))}"


def _year(history: ServiceHistory) -> str:
    """ "twelve months", or how many complete ones there are."""
    count = len(measured_months(history))
    return "twelve months" if count == _YEAR_MONTHS else count_text(count, "month") if count else ""


def _downtime(history: ServiceHistory) -> str:
    if history.availability is None:
        return "not measured yet"
    return f"{duration_text(history.downtime)} of downtime" if history.downtime else "no downtime"


def _rows(edition: Edition, history: ServiceHistory) -> Iterator[SeenRow]:
    for seen in history.records[:_MOST_RECORDS]:
        yield _incident_row(edition, seen) if seen.is_incident else _change_row(edition, seen)


def _incident_row(edition: Edition, seen: RecordSeen) -> SeenRow:
    incident = edition.register.incidents[seen.record]
    rfo = rfo_promise(incident, edition.register, edition.as_of)
    note, href = rfo_note(rfo if incident.resolved is not None else None)
    fault = states.fault_text(incident.fault, incident.supplier, yours=edition.reader.customer is not None)
    row = _row(edition, seen, incident_path(incident.id), incident.title, f"{fault}.", note, href)
    return replace(row, amount=f"{row.amount} so far") if incident.is_open else row


def _change_row(edition: Edition, seen: RecordSeen) -> SeenRow:
    change = edition.register.changes[seen.record]
    what = f"{states.CHANGE_KINDS[change.kind]}, {states.OUTCOMES[change.outcome].lower()}."
    row = _row(edition, seen, f"maintenance/{change.id}.html", change.title, what, "", "")
    return replace(row, amount=f"{row.amount} so far") if change.outcome is Outcome.IN_PROGRESS else row


def _row(edition: Edition, seen: RecordSeen, path: str, title: str, what: str, note: str, href: str) -> SeenRow:
    return SeenRow(
        day_moment(seen.start, edition.zone, edition.as_of),
        path,
        title,
        states.by_key(seen.state),
        what,
        duration_text(seen.seconds),
        note,
        href,
    )


def _feeds(edition: Edition, path: str) -> tuple[FeedLink, ...]:
    """The service's own feeds, one of each format: they come first among those of the page."""
    own = alternates_for(edition, path)[: len(FEED_FORMATS)]
    names = dict(FEED_FORMATS.values())
    return tuple(FeedLink(feed.path, names[feed.type]) for feed in own)


def _as_of(edition: Edition) -> tuple[str, str]:
    day = instants.long_day_text(local_date(edition.as_of, edition.zone))
    return f"As of {instants.clock_text(edition.as_of, edition.zone)}", day


def _description(view: ServiceView) -> str:
    return f"{view.heading}. Real availability {view.figure} {view.period}, {view.downtime}. {view.description}".strip()
