"""Every month page of every customer of the example, as it is read: rows add up to totals, and totals are the ledger's."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from aboveboard.availability.figures import Figure
from aboveboard.availability.months import Month
from aboveboard.records.register import Register
from aboveboard.records.repository import read_repository
from aboveboard.records.values import instant_of
from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.render.working_csv import month_csv
from aboveboard.views.audience import Reader
from aboveboard.views.edition import Edition, edition_for
from aboveboard.views.portal.month import portal_month_page
from aboveboard.views.portal.months import portal_months_page
from aboveboard.views.portal.months_shown import is_unmeasured, months_shown, older_months
from month_scenes import hit, months_scene

ROOT = Path(__file__).parents[2]
AS_OF = instant_of("2026-11-15 13:37 UTC")
FRAGMENTS = Fragments(theme_folders("html", ROOT))


@cache
def example() -> Register:
    return read_repository(ROOT).register


def edition(customer: str) -> Edition:
    return edition_for(Reader(customer), example(), AS_OF)


@dataclass
class Row:
    kind: str
    cells: list[str] = field(default_factory=list)


@dataclass
class Table:
    name: str
    rows: list[Row] = field(default_factory=list)


class Tables(HTMLParser):
    """The numbers of each table, row by row; what stands small beside one is passed over. Also ids and open tags."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self._in_cell = False
        self._beside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.attributes.update(given)
        self.ids.extend(value for name, value in given.items() if name == "id")
        self.links.extend(value for name, value in given.items() if name == "href" and tag == "a")
        if tag not in ("rect", "use", "br", "path"):
            self.open.append(tag)
        classes = given.get("class", "").split()
        if tag == "table":
            self.tables.append(Table(given.get("class", "")))
        elif tag == "tr":
            self.tables[-1].rows.append(Row(given.get("class", "")))
        elif tag == "td" and "n" in classes:
            self.tables[-1].rows[-1].cells.append("")
            self._in_cell = True
        elif self._in_cell:
            self._beside += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("rect", "use", "br", "path"):
            return
        assert self.open.pop() == tag
        if tag == "td":
            self._in_cell = False
        elif self._in_cell:
            self._beside -= 1

    def handle_data(self, data: str) -> None:
        if self._in_cell and not self._beside:
            self.tables[-1].rows[-1].cells[-1] += data


def read(html: str) -> Tables:
    reader = Tables()
    reader.feed(html)
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    assert {href[1:] for href in reader.links if href.startswith("#")} <= set(reader.ids)
    assert "style" not in reader.attributes
    return reader


def number(text: str) -> Decimal:
    return Decimal(0) if text == "–" else Decimal(text.replace(",", "").rstrip("…"))


def column(rows: list[Row], at: int) -> list[Decimal]:
    return [number(row.cells[at]) for row in rows]


def check_sum(table: Table) -> list[list[Decimal]]:
    """A pocket calculator's way through one sum; agreed, downtime and figure of each of its columns."""
    kinds = {
        kind: [row for row in table.rows if row.kind == kind] for kind in ("agreed", "minus", "sub", "total", "rest")
    }
    (result,) = (row for row in table.rows if row.kind == "result")
    found = []
    for at in range(len(result.cells)):
        (agreed,), (downtime,) = column(kinds["agreed"], at), column(kinds["total"], at)
        assert sum(column(kinds["minus"], at)) == downtime == sum(column(kinds["sub"], at))
        available = number(kinds["rest"][0].cells[at])
        assert available == agreed - downtime
        cut = "–"
        if agreed:
            quotient = available / agreed
            assert Decimal(0) <= quotient - number(kinds["rest"][1].cells[at]) < Decimal("1e-8")
            cut = "100 %" if quotient == 1 else f"{int(quotient * 100000) / 1000:.3f} %"
        assert result.cells[at].replace("\N{NO-BREAK SPACE}", " ") == cut
        found.append([agreed, downtime])
    return found


def check_left_out(table: Table) -> None:
    (total,), (counted,), (charged,) = (
        [row for row in table.rows if row.kind == kind] for kind in ("total", "rest", "result")
    )
    rows = [row for row in table.rows if not row.kind and row.cells]
    assert sum(column(rows, 0)) == number(total.cells[0])
    assert number(total.cells[0]) + number(counted.cells[0]) == number(charged.cells[0])


def check_page(found: Edition, month: Month) -> int:
    """The number of sums on the page."""
    reader = read(FRAGMENTS.render(portal_month_page(found, month)))
    expected = found.ledger.customer_month(found.register.customers[found.reader.customer or ""], month)
    wholes = [table for table in reader.tables if "all" in table.name.split()]
    for table in wholes:
        rows, (total,) = (
            [row for row in table.rows if not row.kind and row.cells],
            [row for row in table.rows if row.kind],
        )
        for at in range(3):
            assert sum(column(rows, at)) == number(total.cells[at])
        assert [number(cell) for cell in total.cells[:3]] == [
            expected.real.agreed, expected.real.downtime, expected.provider.downtime,
        ]  # fmt: skip
    sums = [table for table in reader.tables if table.name == "sum"]
    shown = [pair for table in sums for pair in check_sum(table)]
    assert sum(downtime for _, downtime in shown) == sum(downtimes(found, month))
    for table in reader.tables:
        if "out" in table.name.split():
            check_left_out(table)
    assert len(wholes) == (bool(expected.real.agreed) and not is_unmeasured(found, month))
    return len(sums)


def downtimes(found: Edition, month: Month) -> Iterator[Fraction]:
    """The downtime of each service in each lens, as the ledger has it."""
    customer = found.register.customers[found.reader.customer or ""]
    for service in found.ledger.customer_month(customer, month).services.values():
        yield from (service.real.downtime, service.provider.downtime)
        yield from (verdict.figure.downtime for verdict in service.slas)


def test_every_page_of_the_example_adds_up() -> None:
    pages = sums = 0
    for customer in example().customers:
        found = edition(customer)
        for month in months_shown(found):
            sums += check_page(found, month)
            pages += 1
    assert pages > 500
    assert sums > 300


def test_a_month_of_fractions_adds_up() -> None:
    weighed = (
        hit("2026-10-06-edge", "2026-10-06 07:00 to 2026-10-06 08:55:07", level="partial"),
        hit("2026-10-07-edge", "2026-10-07 07:00 to 2026-10-07 17:00", level="degraded"),
        hit("2026-10-09-edge", "2026-10-09 15:00 to 2026-10-09 17:00:01", level="partial"),
    )
    assert check_page(months_scene(*weighed), Month(2026, 10)) == 2


def minutes(text: str) -> int:
    hours, _, rest = text.partition(":")
    return int(hours) * 60 + int(rest)


@pytest.mark.parametrize("customer", ["kestrel-freight", "zauberberg-clinics", "mangrovia-exports"])
def test_the_table_of_months_adds_up(customer: str) -> None:
    found = edition(customer)
    (table,) = read(FRAGMENTS.render(portal_months_page(found, months_shown(found)))).tables
    *rows, total = [row for row in table.rows if row.cells]
    assert len(rows) == len(months_shown(found))
    rows = [row for row in rows if row.cells[0] != "–"]
    for at in range(2, len(total.cells) - 1):
        assert sum(minutes(row.cells[at]) for row in rows) == minutes(total.cells[at])
    for row in (*rows, total):
        faults, downtime = row.cells[2:-3], row.cells[-3]
        assert sum(map(minutes, faults)) == minutes(downtime)


@pytest.mark.parametrize("customer", ["kestrel-freight", "zauberberg-clinics", "hollowpine-mutual"])
def test_intervals_summed_by_hand_give_the_figures_of_the_ledger(customer: str) -> None:
    found = edition(customer)
    own = found.register.customers[customer]
    compared = 0
    for month in (*months_shown(found), *older_months(found)):
        expected = found.ledger.customer_month(own, month)
        lines = list(csv.DictReader(month_csv(found, month).decode().splitlines()))
        for lens, figure in (("real", expected.real), ("provider", expected.provider)):
            assert by_hand([line for line in lines if line["lens"] == lens]) == as_written(figure)
        for service, figures in expected.services.items():
            verdicts = [verdict.figure for verdict in figures.slas]
            mine = [line for line in lines if line["service"] == service and line["lens"].startswith("sla:")]
            assert by_hand(mine)[1] == sum((as_written(figure)[1] for figure in verdicts), Decimal(0))
            compared += len(verdicts)
    assert compared > 50


def by_hand(lines: list[dict[str, str]]) -> tuple[int, Decimal, dict[str, Decimal]]:
    """Agreed seconds, and of the intervals alone: seconds times weight, altogether and by fault."""
    faults: dict[str, Decimal] = {}
    for line in lines:
        if line["row"] == "interval":
            cost = Decimal(line["seconds"]) * Decimal(line["weight"])
            faults[line["fault"]] = faults.get(line["fault"], Decimal(0)) + cost
    agreed = sum(int(line["agreed_seconds"]) for line in lines if line["row"] == "sum")
    return agreed, sum(faults.values(), Decimal(0)), faults


def as_written(figure: Figure) -> tuple[int, Decimal, dict[str, Decimal]]:
    faults = {
        fault.value: Decimal(seconds.numerator) / seconds.denominator for fault, seconds in figure.by_fault.items()
    }
    return figure.agreed, sum(faults.values(), Decimal(0)), faults


def test_the_key_of_the_fault_bar_has_the_fills_of_its_segments() -> None:
    html = FRAGMENTS.render(portal_month_page(edition("kestrel-freight"), Month(2026, 10)))
    fills = [re.findall(r"f-[a-z-]+", part) for part in re.split(r'<p class="shares">', html, maxsplit=1)]
    key = fills[1][:3]
    assert fills[0][-3:] == key == ["f-infrastructure", "f-software", "f-customer"]


def test_no_word_of_a_record_becomes_markup() -> None:
    id = "2026-10-06-edge"
    hostile = hit(id, "2026-10-06 08:00 to 2026-10-06 09:00")
    path = next(iter(hostile))
    hostile[path] = hostile[path].replace(
        f"Title of {id}", "'<img src=x onerror=alert(1)> \"quoted\" & \u202eright to left'"
    )
    html = FRAGMENTS.render(portal_month_page(months_scene(hostile), Month(2026, 10)))
    read(html)
    assert "&lt;img src=x" in html
    assert not re.search(r"<img|None<", html)
