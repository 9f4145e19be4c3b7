"""The first page of every customer's portal in the example: it can be shown, its tables add up, and it names nobody else."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from aboveboard.availability.figures import Figure, total
from aboveboard.availability.ledger import Ledger
from aboveboard.availability.months import month_at, trailing_twelve
from aboveboard.records.register import Register
from aboveboard.records.repository import read_repository
from aboveboard.records.values import instant_of
from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.views.audience import Reader
from aboveboard.views.edition import edition_for
from aboveboard.views.portal.home import PortalHome, portal_home
from aboveboard.views.words.numbers import duration_text, percent_text

ROOT = Path(__file__).parents[3]
AS_OF = instant_of("2026-11-15 13:37 UTC")
CUSTOMERS = sorted(path.stem for path in (ROOT / "content/catalog/customers").glob("*.yml"))


@cache
def example() -> Register:
    return read_repository(ROOT).register


@cache
def ledger() -> Ledger:
    return Ledger(example(), AS_OF)


@cache
def fragments() -> Fragments:
    return Fragments(theme_folders("html", ROOT))


@pytest.mark.parametrize("id", CUSTOMERS)
def test_the_page_shows_the_ledgers_figures_and_names_nobody_else(id: str) -> None:
    edition = edition_for(Reader(customer=id), example(), AS_OF)
    page = portal_home(edition)
    html = fragments().render(page)
    view = page.view
    assert isinstance(view, PortalHome)
    own = example().customers[id]
    now = ledger().customer_month(own, month_at(AS_OF, edition.zone))
    months = [ledger().customer_month(own, month) for month in trailing_twelve(AS_OF, edition.zone)]
    year = total(month.real for month in months)
    assert view.figures.real == percent_text(now.real.availability)
    assert view.figures.provider == percent_text(now.provider.availability)
    assert view.figures.down == (duration_text(now.real.downtime) if now.real.downtime else "")
    assert view.figures.periods[-1].real == percent_text(year.availability)
    assert _sum_of_faults(view) == _minutes(year)
    assert re.search(r"\sstyle=|>\s*None\s*<", html) is None
    assert html.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    names = {other.name for other in example().customers.values() if other.id != id}
    assert [name for name in sorted(names) if name in html] == []


def _sum_of_faults(view: PortalHome) -> int:
    """Minutes, as a reader with a pocket calculator adds the rows up; they must give the total that is shown."""
    rows = [_minutes_of(row.downtime) for row in view.faults.rows]
    if view.faults.rows:
        assert sum(rows) == _minutes_of(view.faults.total)
        assert sum(int(row.share.split("\N{NO-BREAK SPACE}")[0]) for row in view.faults.rows) == 100
    return sum(rows)


def _minutes(figure: Figure) -> int:
    assert figure.downtime % 60 == 0
    return int(figure.downtime) // 60


def _minutes_of(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
