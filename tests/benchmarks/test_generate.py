"""What is measured: the same records on every machine, with customers that a proof can look for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aboveboard.records.register import Register
from aboveboard.records.repository import Repository, read_repository

ROOT = Path(__file__).parents[2]


def generated(into: Path, incidents: int, customers: int) -> Path:
    command = ["-m", "tests.benchmarks.generate", str(into)]
    options = ["--incidents", str(incidents), "--customers", str(customers)]
    subprocess.run([sys.executable, *command, *options], cwd=ROOT, check=True)
    return into


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(tmp_path_factory.mktemp("bench"), 110, 24)


@pytest.fixture(scope="module")
def repository(root: Path) -> Repository:
    return read_repository(root)


@pytest.fixture(scope="module")
def register(repository: Repository) -> Register:
    return repository.register


def test_generated_records_have_no_errors(repository: Repository) -> None:
    assert repository.problems == ()


def test_each_customer_has_what_a_portal_shows(register: Register) -> None:
    customers = list(register.customers.values())
    assert len(customers) == 24
    for one in customers:
        assert 5 <= len(one.subscriptions) <= 20
        assert all((one.account_manager, one.contacts, one.meetings, one.value, one.tier))
    assert sum(any(sub.via for sub in one.subscriptions) for one in customers) == 8
    assert {sub.sla for one in customers for sub in one.subscriptions} == {"gold", "silver", "platinum", None}
    assert sum(one.ended is not None for one in customers) == 1


def test_own_incidents_are_for_one_customer_and_one_is_open(register: Register) -> None:
    own = [one for one in register.incidents.values() if "-line-" in one.id]
    assert len(own) == 8
    assert all(impact.customers and len(impact.customers) == 1 for one in own for impact in one.impacts)
    assert sum(one.is_open for one in own) == 1
    assert len(register.rfos) >= 2


def test_no_customers_name_lies_within_another_text(register: Register) -> None:
    texts = [
        one.introduction + one.title + str(one.updates) for one in register.incidents.values() if "-line-" not in one.id
    ]
    for one in register.customers.values():
        assert not [other for other in register.customers if other != one.id and one.id in other]
        assert not [text for text in texts if one.id in text.lower()]


def test_the_incidents_of_everybody_are_the_same_without_customers(root: Path, tmp_path: Path) -> None:
    alone = generated(tmp_path / "alone", 110, 0)
    for path in sorted((alone / "incidents").rglob("*.md")):
        assert (root / path.relative_to(alone)).read_bytes() == path.read_bytes()
    assert not list((alone / "content" / "catalog" / "customers").iterdir())
    assert (alone / "content/catalog/slas.yml").read_text().count("target") == 1
    assert not list(alone.rglob("*.rfo.md"))
