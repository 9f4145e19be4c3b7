"""The files of a customer's months: the numbers of `aboveboard availability`, nothing that the reader must not know."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from aboveboard.availability.months import Month, month_of
from aboveboard.render import working_json as module
from aboveboard.render.explanation import of_customers
from aboveboard.render.figure_rows import customers_json
from aboveboard.render.working_csv import COLUMNS, month_csv, older_csv
from aboveboard.render.working_json import month_json
from aboveboard.views.edition import Edition
from aboveboard.views.portal.month import portal_month_page
from builders import incident
from month_scenes import acme, hit, months_scene, work

SCHEMA = json.loads((Path(module.__file__).parent / "schemas/month.schema.json").read_text("utf-8"))
OCTOBER = month_of("2026-10")
SCENE = (
    hit("2026-10-06-edge", "2026-10-06 15:00 to 2026-10-06 16:30", level="partial"),
    hit("2026-09-30-line", "2026-09-30 20:00 to 2026-09-30 23:00", "line", "customer"),
    work("2026-10-10-fw", "2026-10-10 08:00 to 2026-10-10 09:00", "2026-10-01 07:00"),
)


def document(edition: Edition, month: Month = OCTOBER) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(month_json(edition, month))
    assert list(Draft202012Validator(SCHEMA).iter_errors(found)) == []
    return found


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(data.decode().splitlines()))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_json_has_the_figures_and_the_sums_of_the_command() -> None:
    edition = months_scene(*SCENE)
    found = document(edition)
    assert found["customers"] == customers_json(edition.ledger, ["acme"], [OCTOBER])["customers"]
    explained = of_customers(edition.ledger, ["acme"], [OCTOBER]).json["sums"]
    assert [uncut(one) for one in found["sums"]] == [uncut(one) for one in explained]
    whole = [charge for one in explained for charge in one["charges"]]
    assert [
        charge for one in found["sums"] for charge in one["charges"] if charge["from"] != "2026-09-30T22:00:00Z"
    ] == [charge for charge in whole if charge["from"] > "2026-10"]
    assert [one["lens"] for one in found["sums"]] == ["real", "provider", "sla:gold", "real", "provider", "sla:office"]


def uncut(one: dict[str, Any]) -> dict[str, Any]:
    """Without where its intervals begin and end: the command tells of whole ones."""
    return {**one, "charges": [{**charge, "from": "", "to": ""} for charge in one["charges"]]}


def test_an_interval_is_cut_to_the_month_and_needs_no_later_instant() -> None:
    open_ended = incident("2026-10-31-open", "started: 2026-10-31 22:00 UTC\nimpacts: [{on: edge, level: outage}]")
    young = acme("{service: erp, since: 2026-10-10, sla: gold}")
    at_its_end = months_scene(open_ended, young, as_of="2026-10-31 23:00 UTC")
    later = months_scene(open_ended, young)
    charge = document(later)["sums"][0]["charges"][0]
    assert (charge["from"], charge["to"], charge["seconds"]) == ("2026-10-31T22:00:00Z", "2026-10-31T23:00:00Z", 3600)
    assert month_json(at_its_end, OCTOBER) == month_json(later, OCTOBER)
    assert month_csv(at_its_end, OCTOBER) == month_csv(later, OCTOBER)
    at_once, afterwards = (portal_month_page(edition, OCTOBER) for edition in (at_its_end, later))
    assert replace(at_once, view=None) == replace(afterwards, view=None)
    assert at_once.view == replace(afterwards.view, following=None)  # which has no second yet


def test_a_closed_month_is_as_of_its_end() -> None:
    edition = months_scene(*SCENE)
    assert document(edition)["as_of"] == "2026-10-31T23:00:00Z"
    assert document(edition, month_of("2026-11"))["as_of"] == "2026-11-15T13:37:00Z"
    assert month_json(months_scene(*SCENE, as_of="2026-11-10 10:00 UTC"), OCTOBER) == month_json(edition, OCTOBER)


@pytest.mark.parametrize("reader", ["", "acme"])
def test_a_month_without_anything_agreed_is_still_a_document(reader: str) -> None:
    found = document(months_scene(acme("{service: erp, since: 2026-12-01}"), reader=reader))
    assert found["sums"] == []
    assert list(found["customers"]) == [reader] * bool(reader)


def test_what_the_reader_must_not_know_is_null_and_empty() -> None:
    edition = months_scene(*SCENE)
    known = replace(edition.register, incidents={}, changes={}, components={})
    hidden = replace(edition, register=known)
    assert {(one["node"], one["record"]) for sum in document(hidden)["sums"] for one in sum["charges"]} == {
        (None, None)
    }
    cells = {(row["node"], row["record"]) for row in table(month_csv(hidden, OCTOBER))}
    assert cells == {("", "")}
    told = {(row["node"], row["record"]) for row in table(month_csv(edition, OCTOBER)) if row["row"] == "interval"}
    assert told == {("edge", "2026-10-06-edge"), ("line", "2026-09-30-line"), ("edge", "2026-10-10-fw")}


def test_rows_of_intervals_add_up_to_the_row_of_their_sum() -> None:
    rows = table(month_csv(months_scene(*SCENE), OCTOBER))
    assert tuple(rows[0]) == COLUMNS
    added = 0.0
    sums = 0
    for row in rows:
        if row["row"] == "interval":
            assert float(row["seconds"]) * float(row["weight"]) == pytest.approx(float(row["downtime_seconds"]))
            added += float(row["downtime_seconds"])
        else:
            assert added == pytest.approx(float(row["downtime_seconds"]))
            assert 1 - added / float(row["agreed_seconds"]) == pytest.approx(float(row["availability"]))
            added, sums = 0.0, sums + 1
    assert sums == 6
    assert {row["planned"] for row in rows} == {"true", "false", ""}


def test_older_months_are_one_file_in_the_order_given() -> None:
    edition = months_scene(*SCENE)
    months = [month_of("2026-10"), month_of("2026-09")]
    whole = older_csv(edition, months)
    assert list(dict.fromkeys(row["month"] for row in table(whole))) == ["2026-10", "2026-09"]
    parts = [table(month_csv(edition, month)) for month in months]
    assert table(whole) == [row for part in parts for row in part]
