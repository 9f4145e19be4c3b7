"""Every customer at a glance, and one page for each: what they had, what was said to them, and who they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aboveboard.records.catalog import Customer
from aboveboard.records.communication import Communication
from aboveboard.views.edition import Edition
from aboveboard.views.internal.customer_figures import CustomerFigures, FiguresOf, customer_figures
from aboveboard.views.internal.due import customer_path
from aboveboard.views.internal.sheet import Cell, Section, Sheet, number, sheet_page, table
from aboveboard.views.page import Page
from aboveboard.views.tree_paths import record_href
from aboveboard.views.words.instants import full_day_text, full_moment
from aboveboard.views.words.prose import count_text, list_text, shortened
from aboveboard.views.words.seconds import number_text

CUSTOMERS = "customers/index.html"
LOG = "log.html"
_MOST_SAID = 200
_LONGEST_SAID = 240
_NONE = "none"


def customers_page(edition: Edition, figures_of: FiguresOf = customer_figures) -> Page:
    """`edition` is staff's. The most important first: by tier, then by value."""
    known = ranked(edition.register.customers.values())
    rows = (
        (
            Cell(customer.name, customer_path(customer.id)),
            number(str(customer.tier or "")),
            number(number_text(customer.value) if customer.value is not None else ""),
            Cell(customer.account_manager.name if customer.account_manager else ""),
            *_figure_cells(figures_of(edition, customer.id)),
            Cell(full_day_text(customer.ended.on) if customer.ended else ""),
        )
        for customer in known
    )
    columns = (
        "Customer",
        "Tier#",
        "Value#",
        "Account manager",
        "This month#",
        "Last month#",
        "T12M#",
        "Down T12M#",
        "Ended",
    )
    heading = count_text(len(known), "customer")
    section = table("customers", "Real availability", "Whoever caused it, every disruption counts.", columns, rows)
    return sheet_page(
        edition, CUSTOMERS, "customers", "Customers", Sheet(heading, "By tier, then by value.", (section,))
    )


def customer_page(edition: Edition, id: str, figures_of: FiguresOf = customer_figures) -> Page:
    """`edition` is staff's."""
    customer = edition.register.customers[id]
    sheet = Sheet(
        customer.name,
        _standing(customer),
        (
            _months(figures_of(edition, id)),
            _subscriptions(edition, customer),
            _people(customer),
            _said(edition, "said", "What was said", _about(edition, customer), has_whom=False),
        ),
    )
    return sheet_page(edition, customer_path(id), "customers", customer.name, sheet)


def log_page(edition: Edition) -> Page:
    """What was said to whom outside of the site; `edition` is staff's."""
    said = edition.register.communications.values()
    section = _said(edition, "log", "The newest first", said)
    return sheet_page(
        edition, LOG, "log", "Communication", Sheet(count_text(len(said), "conversation"), "", (section,))
    )


def ranked(customers: Iterable[Customer]) -> Sequence[Customer]:
    """Tier 1 is the most important, then who pays most (records.md, "Catalog"); who has neither stands last."""
    return sorted(customers, key=lambda one: (one.tier or 99, -(one.value or 0), one.name))


def _figure_cells(figures: CustomerFigures) -> Iterator[Cell]:
    this, last, *_ = figures.months
    return map(number, (this.real, last.real, figures.real, figures.down or _NONE))


def _standing(customer: Customer) -> str:
    ended = customer.ended
    parts = (
        f"Tier {customer.tier}" if customer.tier is not None else "",
        f"value {number_text(customer.value)}" if customer.value is not None else "",
        f"ended {full_day_text(ended.on)}: {ended.reason}" if ended else "",
        (ended.note or "") if ended else "",
    )
    return ", ".join(part for part in parts if part)


def _months(figures: CustomerFigures) -> Section:
    rows = (
        (Cell(one.name), *map(number, (one.real, one.provider, one.down or _NONE, one.missed)))
        for one in figures.months
    )
    return table("months", "Months", figures.sentence, ("Month", "Real#", "Our part#", "Down#", "SLAs missed#"), rows)


def _subscriptions(edition: Edition, customer: Customer) -> Section:
    rows = (
        (
            Cell(
                edition.register.services[one.service].name if one.service in edition.register.services else one.service
            ),
            Cell(full_day_text(one.since)),
            Cell(full_day_text(end) if (end := customer.end_of(one)) is not None else ""),
            Cell(one.sla or ""),
            Cell(list_text(one.via)),
        )
        for one in customer.subscriptions
    )
    finding = "" if customer.subscriptions else "None."
    return table("subscriptions", "Subscriptions", finding, ("Service", "Since", "Until", "SLA", "Via"), rows)


def _people(customer: Customer) -> Section:
    rows = [
        (
            Cell(one.name or ""),
            Cell(one.role or ""),
            Cell(one.phone or "", _tel(one.phone)),
            Cell(one.email or "", _mail(one.email)),
        )
        for one in customer.contacts
    ]
    manager = customer.account_manager
    finding = f"Account manager: {manager.name}." if manager else "Nobody is named as account manager."
    return table("people", "People", finding, ("Name", "Role", "Phone", "E-mail"), rows)


def _about(edition: Edition, customer: Customer) -> Iterator[Communication]:
    return (one for one in edition.register.communications.values() if one.customer == customer.id)


def _said(edition: Edition, id: str, title: str, said: Iterable[Communication], *, has_whom: bool = True) -> Section:
    """Newest first; without `has_whom` all of it was said to one."""
    newest = sorted(said, key=lambda one: (-one.at, one.id))
    rows = (
        (
            Cell(full_moment(one.at, edition.zone).text),
            *((_to_whom(edition, one),) if has_whom else ()),
            Cell(one.channel.value),
            Cell(one.by or ""),
            Cell(list_text(one.about), record_href(edition, one.about[0]) if len(one.about) == 1 else ""),
            Cell(shortened(" ".join(one.body.split()), _LONGEST_SAID)),
        )
        for one in newest[:_MOST_SAID]
    )
    more = f"The {_MOST_SAID} newest of {len(newest)}." if len(newest) > _MOST_SAID else ""
    finding = "" if newest else "Nothing is on record."
    columns = ("When", *(("To",) if has_whom else ()), "Channel", "By", "About", "What was said")
    return table(id, title, finding, columns, rows, more)


def _to_whom(edition: Edition, said: Communication) -> Cell:
    known = edition.register.customers.get(said.customer or "")
    return Cell(said.function or said.customer or "") if known is None else Cell(known.name, customer_path(known.id))


def _tel(phone: str | None) -> str:
    return f"tel:{''.join(one for one in phone if one in '+0123456789')}" if phone else ""


def _mail(email: str | None) -> str:
    return f"mailto:{email}" if email else ""
