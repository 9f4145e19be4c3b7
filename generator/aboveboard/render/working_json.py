"""A customer's month as JSON: the figures as `aboveboard availability` prints them, and every charged interval of all lenses.

The shapes are those of `--format json` without and with `--explain`, for one customer and one month; `schemas/month.schema.json`
describes them. Intervals are cut to the month, so that a closed one depends on nothing after its end. What the reader must not
know by name is null: the node or the record of an interval, never its seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aboveboard.availability.months import Month
from aboveboard.records.instants import iso_text
from aboveboard.render.explanation import sums_json
from aboveboard.render.figure_rows import customers_json
from aboveboard.render.indented import indented_json
from aboveboard.views.edition import Edition

# What `sums_of` gives of one month, which several files of it are made of.
Sums = Callable[[], Sequence[dict[str, Any]]]


def month_json(edition: Edition, month: Month, sums: Sums | None = None) -> bytes:
    """`as_of` is the latest instant that the figures depend on: of a closed month its end."""
    ids = _customers(edition)
    document = {
        **customers_json(edition.ledger, ids, (month,)),
        "as_of": iso_text(min(edition.as_of, month.interval(edition.zone)[1])),
        "sums": sums_of(edition, (month,)) if sums is None else sums(),
    }
    return f"{indented_json(document)}\n".encode()


def sums_of(edition: Edition, months: Sequence[Month]) -> list[dict[str, Any]]:
    """Each figure with its charged intervals: by month, service, subscription, and real, provider, SLA."""
    found = [one for id in _customers(edition) for one in sums_json(edition.ledger, id, months)]
    spans = {str(month): tuple(map(iso_text, month.interval(edition.zone))) for month in months}
    return [
        {**one, "charges": [_known(edition, charge, *spans[one["month"]]) for charge in one["charges"]]}
        for one in found
    ]


def _customers(edition: Edition) -> list[str]:
    """The one whose edition it is; nobody in the public one and in that of staff."""
    id = edition.reader.customer
    return [id] if id is not None and id in edition.register.customers else []


def _known(edition: Edition, charge: dict[str, Any], start: str, end: str) -> dict[str, Any]:
    """Instants as text sort like instants."""
    register = edition.register
    is_told = charge["record"] in register.incidents or charge["record"] in register.changes
    return {
        **charge,
        "from": max(charge["from"], start),
        "to": min(charge["to"], end),
        "node": charge["node"] if register.node(charge["node"]) is not None else None,
        "record": charge["record"] if is_told else None,
    }
