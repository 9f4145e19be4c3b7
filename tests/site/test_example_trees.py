"""The example's trees, as a clean clone has them after `make site`: whole, apart from one another, and adding up."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from fractions import Fraction
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from aboveboard.records.repository import read_repository
from site_links import wrong_links
from small_site import ROOT, aboveboard, differing

SITE = ROOT / "site"
THREE = ("kestrel-freight", "ravenquay-shipping", "hollowpine-mutual")


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    aboveboard("build", "--root", ROOT)


@cache
def customers() -> tuple[str, ...]:
    return tuple(read_repository(ROOT).register.customers)


def test_there_is_a_tree_for_everybody() -> None:
    assert sorted(path.name for path in (SITE / "customers").iterdir()) == sorted(customers())
    for tree in ("public", "internal", *(f"customers/{id}" for id in customers())):
        assert (SITE / tree / "index.html").is_file()


def test_a_portal_that_is_made_alone_is_the_one_that_is_made_with_others(tmp_path: Path) -> None:
    """Of several, papers about one incident are printed one after the other."""
    aboveboard("build", "--root", ROOT, "--audience", f"customers/{THREE[0]}", "--into", tmp_path)
    assert differing(tmp_path / "customers" / THREE[0], SITE / "customers" / THREE[0]) == []


def test_no_customer_is_named_in_the_public_tree() -> None:
    names = [one.name for one in read_repository(ROOT).register.customers.values()]
    assert len(names) == 26
    for name in names:
        assert subprocess.run(["grep", "-ri", "-F", name, SITE / "public"], capture_output=True).stdout == b"", name


@pytest.mark.parametrize("id", ["public", "internal", *(f"customers/{id}" for id in sorted(customers()))])
def test_no_link_of_a_tree_is_wrong(id: str) -> None:
    assert wrong_links(SITE / id, "https://status.northwind.example/", SITE / "public") == []


@pytest.mark.parametrize("id", THREE)
def test_the_intervals_of_a_month_summed_by_hand_give_the_figures_of_the_command_line(id: str) -> None:
    said = aboveboard("availability", "--root", ROOT, "--customer", id, "--from", "2024-01", "--format", "json").stdout
    figures = json.loads(said)["customers"][id]["months"]
    sheets = sorted((SITE / "customers" / id / "months").glob("20*.csv"))
    assert len(sheets) >= 12
    for sheet in sheets:
        with sheet.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["row"] == "interval"]
        month = figures[sheet.stem]
        for lens in ("real", "provider"):
            downtime = sum(Fraction(row["downtime_seconds"]) for row in rows if row["lens"] == lens)
            assert downtime == Fraction(str(month[lens]["downtime_seconds"])), f"{sheet.stem} {lens}"
            faults = {row["fault"] for row in rows if row["lens"] == lens and Fraction(row["downtime_seconds"])}
            assert faults == set(month[lens]["by_fault"])
        page = (SITE / "customers" / id / "months" / f"{sheet.stem}.html").read_text("utf-8")
        assert f"{month['real']['downtime_seconds']:,}" in page


@pytest.mark.parametrize("tree", ["public", f"customers/{THREE[0]}"])
def test_every_pdf_opens_and_has_tags_a_title_and_a_language(tree: str) -> None:
    papers = sorted((SITE / tree).rglob("*.pdf"))
    assert papers
    for paper in papers:
        data = paper.read_bytes()
        with pypdfium2.PdfDocument(data) as document:
            assert len(document) >= 1
            assert document.get_metadata_dict()["Title"]
            assert document.is_tagged()
        assert re.search(rb"/Lang\s*\(", data)
