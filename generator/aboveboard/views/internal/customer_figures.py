"""What one customer had, month by month, in the words that staff read: made once for the table of all and their own page."""

from __future__ import annotations

from collections.abc import Callable

from aboveboard.availability.figures import Figure, total
from aboveboard.availability.months import Month, month_at, trailing_twelve
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Customer
from aboveboard.views.edition import Edition
from aboveboard.views.words.instants import month_text
from aboveboard.views.words.numbers import duration_text, percent_text


@frozen
class MonthFigures:
    """`real` and `provider` are availabilities; `down` is empty when there was no downtime, `missed`, which counts SLAs,
    while the month runs."""

    name: str
    real: str
    provider: str
    down: str
    missed: str


@frozen
class CustomerFigures:
    """`months` are the one of as-of and the twelve before, newest first; `real` and `down` are those of the twelve."""

    months: tuple[MonthFigures, ...]
    real: str
    down: str


# The figures of the customer with this id, from wherever they are.
FiguresOf = Callable[[Edition, str], CustomerFigures]


def customer_figures(edition: Edition, id: str) -> CustomerFigures:
    """`edition` is staff's."""
    customer = edition.register.customers[id]
    zone = edition.ledger.zone_of(customer)
    year = trailing_twelve(edition.as_of, zone)
    months = (month_at(edition.as_of, zone), *reversed(year))
    real = total(edition.ledger.customer_month(customer, month).real for month in year)
    return CustomerFigures(
        tuple(_month(edition, customer, month, month in year) for month in months),
        percent_text(real.availability),
        _down(real),
    )


def _month(edition: Edition, customer: Customer, month: Month, is_closed: bool) -> MonthFigures:
    figures = edition.ledger.customer_month(customer, month)
    verdicts = [verdict.met for service in figures.services.values() for verdict in service.slas]
    judged = [met for met in verdicts if met is not None]
    return MonthFigures(
        month_text(month.first_day),
        percent_text(figures.real.availability),
        percent_text(figures.provider.availability),
        _down(figures.real),
        f"{judged.count(False)} of {len(judged)}" if judged and is_closed else "",
    )


def _down(figure: Figure) -> str:
    return duration_text(figure.downtime) if figure.downtime else ""
