"""Every service as a row with its bar, its figure and its state, by group: for the home page and the list of services."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.views.edition import Edition
from aboveboard.views.service_bar import MarkedDay, ServiceBar, marked_days, service_bar, unmeasured_until
from aboveboard.views.service_history import DAYS, ServiceHistory
from aboveboard.views.service_state import ServiceState
from aboveboard.views.words.instants import plain_day_text, short_day_text
from aboveboard.views.words.numbers import percent_text

# Answers with the history of a service as the edition's reader had it; a cache may stand in for `service_history`.
Histories = Callable[[Edition, str], ServiceHistory]

PHONE_DAYS = 30
_MOST_MARKED = 60


@frozen
class ServiceRow:
    """`figure` is the real availability of the days of the bar, `supports` what customers use the service for, and
    `meanwhile` what to do while it is disrupted."""

    state: ServiceState
    bar: ServiceBar
    figure: str
    supports: str
    meanwhile: str


@frozen
class ServiceGroup:
    """`name` is empty where services have no groups at all."""

    name: str
    rows: tuple[ServiceRow, ...]


@frozen
class Axis:
    """What stands below the bars: the first day, the first one that a phone shows, and what nobody measured."""

    first_day: str
    phone_first_day: str
    unmeasured: str


@frozen
class MarkedTable:
    """The marked days of all bars, newest first, as far as one table can hold them; `title` is empty without any."""

    title: str
    rows: tuple[MarkedDay, ...]


def service_groups(
    edition: Edition, services: Sequence[ServiceState], histories: Mapping[str, ServiceHistory]
) -> tuple[ServiceGroup, ...]:
    """In the order of the groups' names, services without one last; by name within a group."""
    groups: dict[str, list[ServiceRow]] = {}
    for state in sorted(services, key=lambda one: (one.name.casefold(), one.service)):
        service = edition.register.services[state.service]
        row = service_row(state, histories[state.service], service.supports or "")
        groups.setdefault(service.group or "", []).append(row)
    ordered = sorted(groups.items(), key=lambda item: (not item[0], item[0].casefold()))
    rest = "Other services" if len(groups) > 1 else ""
    return tuple(ServiceGroup(name or rest, tuple(rows)) for name, rows in ordered)


def service_row(state: ServiceState, history: ServiceHistory, supports: str) -> ServiceRow:
    meanwhile = state.plan if state.is_disrupted else ""
    return ServiceRow(state, service_bar(history, state.name), percent_text(history.availability), supports, meanwhile)


def axis_of(edition: Edition, histories: Iterable[ServiceHistory]) -> Axis:
    today = local_date(edition.as_of, edition.zone)
    unmeasured = [day for history in histories if (day := unmeasured_until(history)) is not None]
    return Axis(
        short_day_text(today - timedelta(days=DAYS - 1), today),
        short_day_text(today - timedelta(days=PHONE_DAYS - 1), today),
        _unmeasured(min(unmeasured), today) if unmeasured else "",
    )


def marked_table(services: Iterable[ServiceState], histories: Mapping[str, ServiceHistory]) -> MarkedTable:
    """Newest first, by the services' names within a day."""
    found = [
        (day, row)
        for service in services
        for day, row in marked_days(histories[service.service], service.name, service.path)
    ]
    by_name = sorted(found, key=lambda pair: pair[1].service.casefold())
    rows = tuple(row for _, row in sorted(by_name, key=lambda pair: pair[0], reverse=True))
    return MarkedTable(_marked_title(len(rows)), rows[:_MOST_MARKED])


def _marked_title(count: int) -> str:
    if count > _MOST_MARKED:
        return f"Show the newest {_MOST_MARKED} of {count:,} marked days as a table"
    if count == 1:
        return "Show the marked day as a table"
    return f"Show the {count} marked days as a table" if count else ""


def _unmeasured(day: date, today: date) -> str:
    return f"Not measured before {plain_day_text(day, today)}."
