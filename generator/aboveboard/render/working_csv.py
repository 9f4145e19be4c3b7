"""A customer's months as CSV: a row for each charged interval of each lens, and one for each sum.

Nothing in it was typed by people but ids, so no cell can be a formula. What the reader must not know by name is empty.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from aboveboard.availability.months import Month
from aboveboard.render.working_json import Sums, sums_of
from aboveboard.views.edition import Edition

# A row's cells by their names in the JSON; `row` tells an interval from the sum of those above it.
COLUMNS = (
    "row", "month", "service", "lens", "from", "to", "seconds", "weight", "downtime_seconds",
    "node", "level", "fault", "planned", "record", "agreed_seconds", "availability",
)  # fmt: skip


def month_csv(edition: Edition, month: Month, sums: Sums | None = None) -> bytes:
    return _csv(sums_of(edition, (month,)) if sums is None else sums())


def older_csv(edition: Edition, months: Sequence[Month]) -> bytes:
    """Several months in one file, in the order given, each as it would have one of its own."""
    return _csv(sums_of(edition, months))


def _csv(sums: Sequence[dict[str, Any]]) -> bytes:
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for one in sums for row in _rows(one))
    return text.getvalue().encode()


def _rows(one: dict[str, Any]) -> Iterator[dict[str, Any]]:
    lead = {"month": one["month"], "service": one["service"], "lens": one["lens"]}
    for charge in one["charges"]:
        planned = "true" if charge["planned"] else "false"
        yield {**lead, "row": "interval", **charge, "planned": planned}
    yield {**one, "row": "sum"}
