"""A customer's status and incidents for programs."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from aboveboard.availability.months import Month
from aboveboard.records.repository import read_repository
from aboveboard.records.values import instant_of
from aboveboard.render.portal_json import portal_json, portal_schema, schema_files
from aboveboard.views.edition import Edition
from aboveboard.views.own_registers import OwnRegisters
from aboveboard.views.portal.reached import own_charges
from builders import PROVIDER, incident, rfo
from portal_scene import SITE, portal_of

ROOT = Path(__file__).parents[2]
CUSTOMERS = ("acme", "beta", "later", "gone", "nobody", "renewed", "quiet")


def read(edition: Edition, shared: dict[str, str] | None = None) -> dict[str, Any]:
    return {
        path.rpartition("/")[2].partition(".")[0]: json.loads(make()) for path, make in portal_json(edition, shared)
    }


def check(files: dict[str, Any]) -> None:
    for name, file in files.items():
        schema = json.loads(portal_schema(name))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(file)


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_the_files_are_what_their_schemas_say(customer: str) -> None:
    edition = portal_of(customer)
    assert [path for path, _ in portal_json(edition)] == [
        "api/aboveboard/v1/status.json",
        "api/aboveboard/v1/incidents.json",
    ]
    check(read(edition))


def test_a_schema_refuses_what_it_does_not_know() -> None:
    files = read(portal_of("acme"))
    files["status"]["services"][0]["colour"] = "green"
    with pytest.raises(jsonschema.ValidationError):
        check(files)


def test_the_schemas_lie_beside_the_files() -> None:
    assert [path for path, _ in schema_files()] == [
        "api/aboveboard/v1/status.schema.json",
        "api/aboveboard/v1/incidents.schema.json",
        "api/aboveboard/v1/month.schema.json",
    ]
    assert all(json.loads(data)["title"] for _, data in schema_files())


def test_services_say_how_they_are_and_since_when() -> None:
    assert read(portal_of("acme"))["status"]["services"] == [
        {"id": "erp", "name": "ERP Suite", "state": "partial", "since": "2026-10-20T12:00:00Z", "record": "2026-10-20-now"},
        {"id": "mail", "name": "Mail", "state": "partial", "since": "2026-10-20T11:10:00Z", "record": "2026-10-20-mail-slow"},
    ]  # fmt: skip
    calm = read(portal_of("renewed", as_of="2026-10-20 11:00 UTC"))["status"]["services"]
    assert calm == [
        {"id": "erp", "name": "ERP Suite", "state": "operational", "since": "2026-10-12T11:00:00Z", "record": None}
    ]
    never = read(portal_of("quiet"))["status"]["services"]
    assert [one["since"] for one in never] == ["2026-01-01T00:00:00Z"]
    fresh = {"content/catalog/customers/quiet.yml": "name: Q\nsubscriptions: [{service: mail, since: 2026-10-14}]\n"}
    since = read(portal_of("quiet", as_of="2026-10-15 00:00 UTC", more=fresh))["status"]["services"][0]["since"]
    assert since == "2026-10-14T00:00:00Z"
    assert read(portal_of("gone"))["status"]["services"] == []


def test_open_incidents_have_the_customer_s_seconds_and_what_is_promised() -> None:
    (mail,) = read(portal_of("beta"))["status"]["open_incidents"]
    assert mail == {
        "id": "2026-10-20-mail-slow",
        "title": "Mail is slow",
        "url": f"{SITE}incidents/2026-10-20-mail-slow.html",
        "page": None,
        "urgency": "P1",
        "started": "2026-10-20T11:00:00Z",
        "resolved": None,
        "fault": "unknown",
        "supplier": None,
        "rfo": {"status": None, "url": None, "page": None, "due": None, "within": "2 business days", "is_late": False},
        "worst": "partial",
        "downtime_seconds": 3000,
        "by_fault": {"unknown": 3000},
        "degraded_seconds": 0,
        "services": [{"id": "mail", "name": "Mail", "downtime_seconds": 3000}],
        "next_update": "2026-10-20T12:10:00Z",
    }


def test_work_ahead_on_the_customer_s_paths_is_there() -> None:
    assert read(portal_of("renewed"))["status"]["maintenance"] == [
        {
            "id": "2026-10-25-firmware",
            "title": "Firmware of the pod",
            "url": f"{SITE}maintenance/2026-10-25-firmware.html",
            "page": None,
            "from": "2026-10-25T02:00:00Z",
            "to": "2026-10-25T04:00:00Z",
            "phase": "ahead",
            "expected": "degraded",
            "services": ["erp"],
        }
    ]
    assert read(portal_of("beta"))["status"]["maintenance"] == []
    own = {
        "content/changes/2026/2026-10-20-line.md": "---\ntitle: Line\nkind: maintenance\noutcome: in-progress\n"
        "audience: affected\ncomponents: [acme-line]\nwindow: {from: 2026-10-20 11:00 UTC, to: 2026-10-20 13:00 UTC}\n---\n"
    }
    first = read(portal_of("acme", more=own))["status"]["maintenance"][0]
    assert (first["url"], first["page"], first["phase"]) == (None, "maintenance/2026-10-20-line.html", "running")


def test_where_a_report_is_and_when_the_next_one_is_due() -> None:
    told = {one["id"]: one["rfo"] for one in read(portal_of("acme"))["incidents"]["incidents"]}
    assert told["2026-10-03-pod-down"] == {
        "status": "final",
        "url": f"{SITE}rfo/2026-10-03-pod-down.html",
        "page": "rfo/2026-10-03-pod-down.html",
        "due": None,
        "within": None,
        "is_late": False,
    }
    assert told["2026-10-06-mailboxes"] == {
        "status": "preliminary",
        "url": None,
        "page": "rfo/2026-10-06-mailboxes.html",
        "due": "2026-10-13",
        "within": None,
        "is_late": True,
    }
    assert told["2026-10-05-line"] is None
    assert told["2026-10-12-over"]["due"] == "2026-10-14"
    later = {
        one["id"]: one["rfo"] for one in read(portal_of("acme", as_of="2027-06-01 00:00 UTC"))["incidents"]["incidents"]
    }
    assert later["2026-10-12-over"] is None
    assert later["2026-10-03-pod-down"]["status"] == "final"


def test_an_affected_report_of_a_public_incident_has_no_public_page() -> None:
    files = rfo("2026-10-12-over", "final_on: 2026-10-15\nroot_cause: x\nsummary: S.\nactions: []\naudience: affected")
    told = {one["id"]: one for one in read(portal_of("acme", more=files))["incidents"]["incidents"]}["2026-10-12-over"]
    assert (told["url"] is None, told["rfo"]["url"], told["rfo"]["page"]) == (False, None, "rfo/2026-10-12-over.html")


def test_what_must_not_be_told_is_null_and_counts() -> None:
    edition = portal_of("acme", withheld=frozenset({"2026-10-03-pod-down"}))
    files = read(edition)
    check(files)
    (told,) = (one for one in files["incidents"]["incidents"] if one["id"] is None)
    assert (told["title"], told["url"], told["page"], told["rfo"]) == (None, None, None, None)
    assert (told["started"], told["downtime_seconds"]) == ("2026-10-03T08:12:00Z", 2941)
    assert "2026-10-03-pod-down" not in str(files)


def test_a_record_without_words_holds_a_state_without_a_name() -> None:
    edition = portal_of("beta", withheld=frozenset({"2026-10-20-mail-slow"}))
    files = read(edition)
    check(files)
    (mail,) = files["status"]["services"]
    assert (mail["state"], mail["since"], mail["record"]) == ("partial", "2026-10-20T11:10:00Z", None)
    assert files["status"]["open_incidents"] == []


def test_fractions_stay_exact_where_weights_make_them() -> None:
    provider = {"content/catalog/provider.yml": PROVIDER + "weights: {outage: 1, partial: 0.5, degraded: 0.001}\n"}
    one_more = incident(
        "2026-10-16-short",
        "started: 2026-10-16 10:00 UTC\nresolved: 2026-10-16 10:00:01 UTC\nimpacts: [{on: mail, level: partial}]",
    )
    told = {one["id"]: one for one in read(portal_of("beta", more={**provider, **one_more}))["incidents"]["incidents"]}
    assert told["2026-10-16-short"]["downtime_seconds"] == 0.5
    assert told["2026-10-08-slow"]["by_fault"] == {"software": 1.32}


def test_customers_of_one_build_share_what_everybody_is_told() -> None:
    shared: dict[str, str] = {}
    as_of = "2027-06-01 00:00 UTC"
    alone = [read(portal_of(id, as_of=as_of)) for id in CUSTOMERS]
    together = [read(portal_of(id, as_of=as_of), shared) for id in CUSTOMERS]
    assert alone == together
    assert "2026-10-12-over" in shared
    assert "2026-10-06-mailboxes" not in shared
    assert "2026-10-20-mail-slow" not in shared


@pytest.mark.parametrize("customer", ["kestrel-freight", "ravenquay-shipping", "tamarind-textiles"])
def test_the_example_s_incidents_add_up_to_its_months(customer: str) -> None:
    """With the planned work that disrupted; an incident over midnight of a month would not be told apart."""
    register = read_repository(ROOT).register
    edition = OwnRegisters(register).edition(customer, instant_of("2026-11-15 13:37 UTC"), is_fixed=True)
    files = read(edition)
    check(files)
    incidents = files["incidents"]["incidents"]
    for one in incidents:
        assert sum(one["by_fault"].values()) == one["downtime_seconds"]
        assert sum(service["downtime_seconds"] for service in one["services"]) == one["downtime_seconds"]
        assert sum(row.seconds for row in own_charges(edition, one["id"])) == one["downtime_seconds"]
    months = [Month(2025, 9).plus(at) for at in range(15)]
    figures = [edition.ledger.customer_month(edition.register.customers[customer], month).real for month in months]
    works = sum((row.seconds for id in register.changes for row in own_charges(edition, id)), Fraction(0))
    assert sum(one["downtime_seconds"] for one in incidents) + works == sum(figure.downtime for figure in figures)
