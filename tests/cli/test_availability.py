"""The figures as a tool reads them from CSV by the names of columns, and as a person does from a table in a file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from case_files import write_case
from small_site import aboveboard

VECTOR = Path(__file__).parents[1] / "vectors" / "03-customer-fault.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_case(json.loads(VECTOR.read_text("utf-8"))["case"], tmp_path)
    return tmp_path


def said(root: Path, *options: str) -> str:
    return aboveboard(
        "availability", "--root", root, "--as-of", "2026-11-15T12:00:00Z", "--from", "2026-10", "--to", "2026-10",
        *options,
    ).stdout  # fmt: skip


@pytest.mark.parametrize("options", [(), ("--public",), ("--explain",), ("--explain", "--public")])
def test_no_two_columns_of_the_csv_have_one_name(root: Path, options: tuple[str, ...]) -> None:
    header = next(csv.reader(said(root, *options, "--format", "csv").splitlines()))
    assert len(set(header)) == len(header)


def test_the_customer_and_the_seconds_of_its_own_fault_stand_side_by_side(root: Path) -> None:
    figures = json.loads(said(root, "--format", "json"))["customers"]["acme"]["months"]["2026-10"]["real"]
    rows = csv.DictReader(said(root, "--format", "csv").splitlines())
    real = next(row for row in rows if (row["customer"], row["service"], row["lens"]) == ("acme", "(all)", "real"))
    assert int(real["customer s"]) == figures["by_fault"]["customer"] == int(real["downtime s"]) > 0


def test_a_table_in_a_file_cuts_no_id(root: Path) -> None:
    incident = next((root / "incidents").glob("*/*.md"))
    long = f"{incident.stem}-{'with-a-long-name-' * 2}of-its-own"
    incident.rename(incident.with_stem(long))
    table = said(root, "--explain")
    assert long in table
    assert "…" not in table
