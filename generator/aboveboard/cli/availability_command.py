"""`aboveboard availability`: the figures, and the working behind them."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from aboveboard.cli.options import AsOf, FigureFormat, Root
from aboveboard.errors import UsageError

if TYPE_CHECKING:
    from aboveboard.availability.ledger import Ledger
    from aboveboard.availability.months import Month
    from aboveboard.render.figure_rows import Table

# What is no terminal has no width: a table takes as much as its rows need.
_NEVER_CUT = 10_000


def add_to(app: typer.Typer) -> None:
    app.command()(availability)


def availability(
    root: Root = Path(),
    as_of: AsOf = None,
    first: Annotated[str | None, typer.Option("--from", help="First month: 2026-08.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last month; the month of as-of when left out.")] = None,
    customer: Annotated[list[str] | None, typer.Option(help="Only this customer; can be given several times.")] = None,
    node: Annotated[list[str] | None, typer.Option(help="Only this service or component, with --public.")] = None,
    public: Annotated[bool, typer.Option("--public", help="The public view of services and components.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="List the charged intervals, and add them up.")] = False,
    format: Annotated[FigureFormat, typer.Option(help="How to print them.")] = FigureFormat.TABLE,
) -> None:
    """Print the availability that customers really had, per month, beside the provider's view and the SLA's figure."""
    from aboveboard.availability.ledger import Ledger
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.records.repository import read_repository
    from aboveboard.render import explanation, figure_rows

    workplace = workplace_at(root, as_of)
    repository = read_repository(workplace.root)
    for problem in repository.problems:
        print(problem, file=sys.stderr)
    register = repository.register
    ledger = Ledger(register, workplace.as_of(register))
    customers = _known(customer, register.customers, "customer")
    nodes = _known(node, [*register.services, *register.components], "service or component")
    if customer and public:
        raise UsageError("--customer and --public exclude each other: the public view knows no customers")
    if node and not public:
        raise UsageError("--node belongs to --public: customers have services alone")
    months = _months(ledger, first, last)
    if explain:
        working = (
            explanation.of_nodes(ledger, nodes, months)
            if public
            else explanation.of_customers(ledger, customers, months)
        )
        _print(format, working.table, working.json)
    elif public:
        _print(format, figure_rows.of_nodes(ledger, nodes, months), figure_rows.nodes_json(ledger, nodes, months))
    else:
        document = figure_rows.customers_json(ledger, customers, months)
        _print(format, figure_rows.of_customers(ledger, customers, months), document)


def _known(asked: Sequence[str] | None, known: Any, what: str) -> list[str]:
    """The ids that were asked for, or all; raises UsageError with the nearest id for one that names nothing."""
    from aboveboard.records.nearest import did_you_mean

    for id in asked or ():
        if id not in known:
            raise UsageError("; ".join(part for part in (f'no {what} "{id}"', did_you_mean(id, known)) if part))
    return list(asked) if asked else list(known)


def _months(ledger: Ledger, first: str | None, last: str | None) -> tuple[Month, ...]:
    from aboveboard.availability.months import month_at, month_of, months_between

    zone = ledger.register.provider.timezone
    try:
        end = month_of(last) if last is not None else month_at(ledger.as_of, zone)
        if first is not None:
            start = month_of(first)
        else:
            start = min(end, month_at(ledger.as_of if ledger.first_impact is None else ledger.first_impact, zone))
    except ValueError as error:
        raise UsageError(str(error)) from error
    if end < start:
        raise UsageError(f"--to {end} is before --from {start}")
    return tuple(months_between(start, end))


def _print(format: FigureFormat, table: Table, document: object) -> None:
    if format is FigureFormat.JSON:
        print(json.dumps(document, indent=1, ensure_ascii=False))
    elif format is FigureFormat.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(table.header)
        writer.writerows(table.rows)
    else:
        _print_table(table)


def _print_table(table: Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable

    shown = RichTable(box=box.SIMPLE_HEAD, caption=table.caption, caption_justify="left")
    for at, title in enumerate(table.header):
        justify: Literal["left", "right"] = "right" if at in table.numeric else "left"
        shown.add_column(title, justify=justify, no_wrap=at in table.numeric, overflow="fold")
    for row in table.rows:
        shown.add_row(*("" if cell is None else str(cell) for cell in row))
    width = None if sys.stdout.isatty() else _NEVER_CUT
    Console(width=width, markup=False, highlight=False).print(shown)
