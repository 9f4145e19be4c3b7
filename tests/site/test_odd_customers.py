"""Customers as they come: every one of them gets a portal, and nobody's odd record takes another one's down."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from private_scene import RFO, private_repository
from site_links import wrong_links
from small_site import aboveboard, incident, write

LONG = "Very Long Name of a Cooperative Society for the Improvement of Everything " * 4
CUSTOMERS = {
    "bare-bones": "name: Bare Bones Trading\n",
    "gone-fishing": "name: Gone Fishing Tackle\nended: {on: 2026-03-31, reason: price}\nsubscriptions: [{service: mail, since: 2025-01-01}]\n",
    "soon-traders": "name: Soon To Be Traders\nsubscriptions: [{service: mail, since: 2027-01-01, sla: gold}]\n",
    "twice-told": (
        "name: Twice Told Tales\nsubscriptions:\n  - {service: mail, since: 2025-01-01, until: 2026-10-03, sla: gold}\n"
        "  - {service: mail, since: 2026-10-03, via: [acme-vpn]}\n"
    ),
    "rtl-trading": 'name: "شركة الاختبار المحدودة"\nsubscriptions: [{service: erp, since: 2026-09-15, sla: gold}]\n',
    "long-coop": f"name: {LONG.strip()}\nsubscriptions: [{{service: erp, since: 2026-09-15}}]\n",
    "orange": "name: Orange\nsubscriptions: [{service: mail, since: 2026-09-15}]\n",
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = private_repository(tmp_path_factory.mktemp("odd") / "scene")
    services = root / "content/catalog/services.yml"
    services.write_text(services.read_text() + "ghost: {name: Ghost service, requires: [edge]}\n")
    for id, text in CUSTOMERS.items():
        write(root, f"content/catalog/customers/{id}.yml", text)
    write(root, "incidents/2026/2026-10-09-nothing.rfo.md", RFO)
    incident(root, "2026-10-03-db-a", "impacts: [{on: db-a, level: outage}]\n", title="Database A restarts")
    write(root, "incidents/2026/2026-10-03-db-a.rfo.md", RFO.replace("actions: [{", "actions: []\nsummary_of: [{"))
    aboveboard("build", "--root", root)
    return root


@pytest.mark.parametrize("id", sorted(CUSTOMERS))
def test_each_has_a_portal_whose_links_lead_somewhere(odd: Path, id: str) -> None:
    tree = odd / "site/customers" / id
    assert "Operations" in (tree / "index.html").read_text("utf-8")
    assert wrong_links(tree) == []


def test_a_month_with_nothing_agreed_shows_a_dash_and_never_100_percent(odd: Path) -> None:
    month = (odd / "site/customers/gone-fishing/months/2026-09.html").read_text("utf-8")
    assert "100 %" not in month.replace("\N{NO-BREAK SPACE}", " ")
    assert "–" in month


def test_who_starts_in_the_future_has_no_months_yet(odd: Path) -> None:
    assert list((odd / "site/customers/soon-traders/months").glob("20*.html")) == []
    assert list((odd / "site/customers/bare-bones/months").glob("20*.html")) == []


def test_check_names_an_account_manager_in_a_public_text_on_its_line(odd: Path, tmp_path: Path) -> None:
    root = shutil.copytree(odd, tmp_path / "odd", ignore=shutil.ignore_patterns(".cache", "site"))
    path = "incidents/2026/2026-10-03-edge.md"
    incident(
        root, "2026-10-03-edge", "impacts: [{on: edge, level: outage}]\n",
        "\n## Update · 2026-10-03 08:40 UTC\n\nWe look.\nCall Ottoline Prake.\n\n## Resolved · 2026-10-03 09:02 UTC\n\nOver.\n",
    )  # fmt: skip
    line = (root / path).read_text().splitlines().index("Call Ottoline Prake.") + 1
    said = aboveboard("check", "--root", root, code=1).stdout
    assert f"{path}:{line}:6: " in said
    assert "Ottoline Prake" in said


def test_a_common_word_as_a_name_can_be_allowed_with_a_reason(odd: Path, tmp_path: Path) -> None:
    root = shutil.copytree(odd, tmp_path / "odd", ignore=shutil.ignore_patterns(".cache", "site"))
    incident(root, "2026-10-03-edge", "impacts: [{on: edge, level: outage}]\n", title="The orange lamp of the edge")
    assert "withheld" in aboveboard("build", "--root", root).stderr
    write(root, "content/catalog/allowed-words.yml", '- {word: orange, reason: "A colour, too."}\n')
    assert "withheld" not in aboveboard("build", "--root", root).stderr
    assert (root / "site/public/incidents/2026-10-03-edge.html").is_file()


def test_a_report_without_an_incident_and_one_without_actions_stop_nobody(odd: Path) -> None:
    assert not (odd / "site/public/rfo/2026-10-09-nothing.html").exists()
    said = aboveboard("check", "--root", odd, code=1).stdout
    assert "2026-10-09-nothing" in said
    assert "2026-10-03-db-a.rfo.md" in said
