"""What one customer had, month by month, in the words that staff read: made once for the table of all and their own page."""

from __future__ import annotations

from collections.abc import Callable

from aboveboard.availability.figures import Figure, total
from aboveboard.availability.months import Month, month_at, trailing_twelve
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Customer
from aboveboard.views.edition import Edition
from aboveboard.views.service_history import measured_since
from aboveboard.views.words.instants import month_text
from aboveboard.views.words.numbers import DASH, duration_text, percent_text

_UNMEASURED = "not measured"


@frozen
class MonthFigures:
    """`real` and `provider` are availabilities; `down` is empty when there was no downtime, `missed`, which counts SLAs,
    while the month runs. Of a month before the first record nothing is claimed, and `down` says so."""

    name: str
    real: str
    provider: str
    down: str
    missed: str


@frozen
class CustomerFigures:
    """`months` are the one of as-of and the twelve before, newest first; `real` and `down` are those of the twelve, and
    `sentence` tells them with the first month that was measured, if it is a later one."""

    months: tuple[MonthFigures, ...]
    real: str
    down: str
    sentence: str


# The figures of the customer with this id, from wherever they are.
FiguresOf = Callable[[Edition, str], CustomerFigures]


def customer_figures(edition: Edition, id: str) -> CustomerFigures:
    """`edition` is staff's."""
    customer = edition.register.customers[id]
    zone = edition.ledger.zone_of(customer)
    year = trailing_twelve(edition.as_of, zone)
    months = tuple(_month(edition, customer, month) for month in (month_at(edition.as_of, zone), *reversed(year)))
    measured = [month for month in year if _is_measured(edition, month, zone)]
    if not measured:
        return CustomerFigures(months, DASH, _UNMEASURED, "Not measured in these twelve months.")
    real = total(edition.ledger.customer_month(customer, month).real for month in year)
    share, down = percent_text(real.availability), _down(real)
    since = f", measured since {month_text(measured[0].first_day)}" if len(measured) < len(year) else ""
    return CustomerFigures(months, share, down, f"{share} in twelve months, down for {down or 'no time'}{since}.")


def _is_measured(edition: Edition, month: Month, zone: str) -> bool:
    return month.interval(zone)[1] > measured_since(edition)


def _month(edition: Edition, customer: Customer, month: Month) -> MonthFigures:
    zone = edition.ledger.zone_of(customer)
    if not _is_measured(edition, month, zone):
        return MonthFigures(month_text(month.first_day), DASH, DASH, _UNMEASURED, "")
    is_closed = month.interval(zone)[1] <= edition.as_of
    figures = edition.ledger.customer_month(customer, month)
    verdicts = [verdict.met for service in figures.services.values() for verdict in service.slas]
    judged = [met for met in verdicts if met is not None]
    return MonthFigures(
        month_text(month.first_day) + ("" if is_closed else ", so far"),
        percent_text(figures.real.availability),
        percent_text(figures.provider.availability),
        _down(figures.real),
        f"{judged.count(False)} of {len(judged)}" if judged and is_closed else "",
    )


def _down(figure: Figure) -> str:
    return duration_text(figure.downtime) if figure.downtime else ""
