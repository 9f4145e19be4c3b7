"""Figures of many customers or nodes as one table, and as one JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aboveboard.availability.figures import Figure
from aboveboard.availability.ledger import Ledger
from aboveboard.availability.months import Month
from aboveboard.frozen import frozen
from aboveboard.records.instants import iso_text, utc_text
from aboveboard.records.vocabulary import Fault
from aboveboard.render.figures_json import customer_json, node_json, number
from aboveboard.views.words.numbers import percent_text

Cell = str | int | float | None


@frozen
class Table:
    """`numeric` are the columns that line up on the right."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str
    numeric: frozenset[int]


# With its unit, the fault of a customer is not called as the customer beside it.
_FIGURES = ("agreed s", "downtime s", "planned s", *(f"{fault.value} s" for fault in Fault), "availability")


def of_customers(ledger: Ledger, customers: Sequence[str], months: Sequence[Month]) -> Table:
    """A row for each customer and month as a whole, and one for each of its services and lenses."""
    rows: list[tuple[Cell, ...]] = []
    for id in customers:
        for month in months:
            figures = ledger.customer_month(ledger.register.customers[id], month)
            lead = (id, str(month))
            rows.append((*lead, "(all)", "real", *_cells(figures.real), None, None))
            rows.append((*lead, "(all)", "provider", *_cells(figures.provider), None, None))
            for service, one in figures.services.items():
                rows.append((*lead, service, "real", *_cells(one.real), None, None))
                rows.append((*lead, service, "provider", *_cells(one.provider), None, None))
                for verdict in one.slas:
                    met = {True: "met", False: "missed", None: None}[verdict.met]
                    credit = number(verdict.credit_percent)
                    rows.append((*lead, service, f"sla:{verdict.sla.id}", *_cells(verdict.figure), met, credit))
    return _table(("customer", "month", "service", "lens"), (*_FIGURES, "sla", "credit %"), rows, ledger)


def of_nodes(ledger: Ledger, nodes: Sequence[str], months: Sequence[Month]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for id in nodes:
        for month in months:
            figures = ledger.node_month(id, month)
            rows.append((id, str(month), "real", *_cells(figures.real)))
            rows.append((id, str(month), "provider", *_cells(figures.provider)))
    return _table(("node", "month", "lens"), _FIGURES, rows, ledger)


def customers_json(ledger: Ledger, customers: Sequence[str], months: Sequence[Month]) -> dict[str, Any]:
    found = {}
    for id in customers:
        customer = ledger.register.customers[id]
        figures = {month: ledger.customer_month(customer, month) for month in months}
        found[id] = customer_json(ledger.zone_of(customer), figures)
    return {"as_of": iso_text(ledger.as_of), "customers": found}


def nodes_json(ledger: Ledger, nodes: Sequence[str], months: Sequence[Month]) -> dict[str, Any]:
    found = {}
    for id in nodes:
        kind = "service" if id in ledger.register.services else "component"
        found[id] = node_json(kind, {month: ledger.node_month(id, month) for month in months})
    return {"as_of": iso_text(ledger.as_of), "nodes": found}


def _cells(figure: Figure) -> tuple[Cell, ...]:
    faults = (number(figure.by_fault[fault]) if fault in figure.by_fault else 0 for fault in Fault)
    return (
        figure.agreed,
        number(figure.downtime),
        number(figure.planned),
        *faults,
        percent_text(figure.availability).replace("\N{NO-BREAK SPACE}", " "),
    )


def _table(lead: tuple[str, ...], columns: tuple[str, ...], rows: list[tuple[Cell, ...]], ledger: Ledger) -> Table:
    header = (*lead, *columns)
    caption = f"As of {utc_text(ledger.as_of)}. Months are those of the customer's zone. Percentages are cut."
    return Table(header, tuple(rows), caption, frozenset(range(len(lead), len(header))))
