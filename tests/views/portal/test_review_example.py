"""The packs of the example's customers: rows add up to the second, and the figures are those of `aboveboard availability`."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from aboveboard.availability.figures import Figure, total
from aboveboard.availability.ledger import Ledger
from aboveboard.availability.quarters import Quarter
from aboveboard.records.register import Register
from aboveboard.records.repository import read_repository
from aboveboard.records.values import instant_of
from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.views.edition import Edition
from aboveboard.views.own_registers import OwnRegisters
from aboveboard.views.portal.pack import ReviewPack
from aboveboard.views.portal.pack_facts import quarters_shown
from aboveboard.views.portal.review import review_pack, review_page
from aboveboard.views.portal.reviews import portal_reviews_page
from aboveboard.views.words.numbers import percent_text

ROOT = Path(__file__).parents[3]
AS_OF = instant_of("2026-11-15 13:37 UTC")
CUSTOMERS = ("kestrel-freight", "zauberberg-clinics", "cinderhaven-studios")


@cache
def example() -> Register:
    return read_repository(ROOT).register


@cache
def own_registers() -> OwnRegisters:
    return OwnRegisters(example())


@cache
def edition(customer: str) -> Edition:
    return own_registers().edition(customer, AS_OF, is_fixed=True)


@cache
def whole_ledger() -> Ledger:
    """What the command asks."""
    return Ledger(example(), AS_OF)


def packs(customer: str) -> Iterable[tuple[Quarter, ReviewPack]]:
    for quarter in quarters_shown(edition(customer)):
        yield quarter, review_pack(edition(customer), quarter)


def seconds(text: str) -> int:
    """Of `8832:00` or `1:42:59`; a dash is nothing."""
    if text == "–":
        return 0
    hours, minutes, *rest = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + sum(rest)


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_rows_of_every_table_add_up_to_its_total(customer: str) -> None:
    seen = 0
    for _, pack in packs(customer):
        months, found = pack.by_month, pack.disruptions
        for place in range(len(months.columns)):
            assert sum(seconds(row.faults[place].text) for row in months.rows) == seconds(
                months.total.faults[place].text
            )
        assert sum(seconds(row.agreed) for row in months.rows) == seconds(months.total.agreed)
        assert sum(seconds(row.downtime) for row in months.rows) == seconds(months.total.downtime)
        for row in (*months.rows, months.total):
            assert sum(seconds(cell.text) for cell in row.faults) == seconds(row.downtime)
        assert (
            sum(seconds(row.downtime) for row in found.faults) == seconds(found.total) == seconds(months.total.downtime)
        )
        assert sum(seconds(row.downtime) for row in found.rows) == seconds(found.total)
        assert sum(int(row.share.split()[0]) for row in found.faults) == (100 if found.faults else 0)
        seen += seconds(found.total)
    assert seen > 0


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_figures_are_those_of_the_command(customer: str) -> None:
    record = example().customers[customer]
    for quarter, pack in packs(customer):
        figures = [whole_ledger().customer_month(record, month) for month in quarter.months]
        for row, month in zip(pack.by_month.rows, figures, strict=True):
            assert (row.real, row.provider) == (
                percent_text(month.real.availability),
                percent_text(month.provider.availability),
            )
            assert seconds(row.agreed) == month.real.agreed
            assert Fraction(seconds(row.downtime)) == month.real.downtime
        real = total(month.real for month in figures)
        assert pack.overview.cards[0].number == percent_text(real.availability)
        assert {row.key: seconds(row.downtime) for row in pack.disruptions.faults} == by_key(real)
        assert pack.disruptions.spent == by_key(real)
        shown = [one.state.word == "Met" for row in pack.overview.sla for month in row.months for one in month]
        judged = [one.met for month in figures for service in month.services.values() for one in service.slas]
        assert sorted(shown) == sorted(bool(met) for met in judged)


def by_key(figure: Figure) -> dict[str, Fraction]:
    return {fault.value: spent for fault, spent in figure.by_fault.items()}


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_every_pack_can_be_shown(customer: str) -> None:
    fragments = Fragments(theme_folders("html", ROOT))
    quarters = quarters_shown(edition(customer))
    pages = [review_page(edition(customer), one, restated=["It was less."], has_pdf=True) for one in quarters]
    for page in (*pages, portal_reviews_page(edition(customer), quarters, with_pdf=quarters)):
        html = fragments.render(page)
        assert ">None<" not in html
        assert "style=" not in html
        assert html.count("<h1") == 1
    assert all("It was less." in fragments.render(page) for page in pages)


def test_nobody_elses_pack_is_named_in_one() -> None:
    others = [one.name for one in example().customers.values() if one.id != "kestrel-freight"]
    for _, pack in packs("kestrel-freight"):
        assert not [name for name in others if name in repr(pack)]
