"""Ids that name nothing, as every build asks for them: quickly, and as `check` tells them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aboveboard.errors import Problem
from aboveboard.records.repository import check_repository, read_repository, strangers_in
from aboveboard.records.values import instant_of
from records.check_cases import BASE

NOW = instant_of("2026-11-15 13:37 UTC")
CATALOG = "content/catalog"
ACME = f"{CATALOG}/customers/acme.yml"
LOSS = "incidents/2026/2026-10-03-fra1-packet-loss.md"
FIRMWARE = "content/changes/2026/2026-10-03-edge-firmware.md"
CALL = "content/communications/2026/2026-10-03-acme-call.md"
# The only name that is changed, in every place that can name one.
PLACES = [
    (f"{CATALOG}/components.yml", "requires: [edge-fra1,"),
    (f"{CATALOG}/components.yml", "{any: [db-eu-a,"),
    (f"{CATALOG}/components.yml", "requires: [edge-old]}"),
    (f"{CATALOG}/services.yml", "requires: [auth]"),
    (f"{CATALOG}/alerts.yml", "on: pod-eu-2"),
    (ACME, "service: erp, since: 2026"),
    (ACME, "sla: silver"),
    (ACME, "acme-vpn]"),
    (LOSS, "on: norvia-ip"),
    (LOSS, "customers: [acme]"),
    (LOSS, "change: 2026-10-03-edge-firmware"),
    (FIRMWARE, "components: [edge-fra1]"),
    (CALL, "customer: acme"),
    (CALL, "[2026-10-03-fra1-packet-loss,"),
    (CALL, "rfo/2026-10-03-fra1-packet-loss"),
]


def strangers(root: Path) -> list[Problem]:
    """What is found, all of which `check` finds as well."""
    repository = read_repository(root)
    found = list(strangers_in(repository))
    assert {*found} <= {*check_repository(repository, NOW)}
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(BASE, tmp_path / "records")


def test_where_every_id_names_something_there_are_none(root: Path) -> None:
    assert strangers(root) == []


@pytest.mark.parametrize(("path", "place"), PLACES)
def test_a_stranger_is_found_wherever_it_is_named(root: Path, path: str, place: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    id = place.rstrip(",]}").split(", since")[0].split()[-1].split("[")[-1].removeprefix("rfo/")
    assert place in text
    (root / path).write_text(text.replace(place, place.replace(id, "a-stranger"), 1), encoding="utf-8")
    (found,) = strangers(root)
    assert found.path == path
    assert '"a-stranger"' in found.message


def test_a_report_whose_incident_has_another_name_is_one(root: Path) -> None:
    report = root / LOSS.replace(".md", ".rfo.md")
    report.rename(report.with_name("2026-10-03-fra1.rfo.md"))
    (found,) = strangers(root)
    assert "an RFO without its incident" in found.message


def test_an_impact_of_a_change_may_name_one(root: Path) -> None:
    text = (root / FIRMWARE).read_text(encoding="utf-8")
    (root / FIRMWARE).write_text(
        text.replace("impacts: none", "impacts: [{on: gone, level: partial}]"), encoding="utf-8"
    )
    assert [one.field for one in strangers(root)] == ["impacts[0].on"]


def test_without_alerts_nothing_is_asked_of_them(root: Path) -> None:
    (root / CATALOG / "alerts.yml").unlink()
    assert strangers(root) == []


def test_what_is_broken_makes_no_strangers_of_those_who_name_it(root: Path) -> None:
    path = root / CATALOG / "slas.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("target:", "tarket:"), encoding="utf-8")
    assert strangers(root) == []
