"""The nearest past incidents, out of the example's history."""

from __future__ import annotations

from pathlib import Path

import pytest

from aboveboard.records.register import Register
from aboveboard.records.repository import read_repository
from aboveboard.writing.similar import Likeness, nearest_past, root_causes

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def register() -> Register:
    return read_repository(ROOT).register


def test_the_same_carrier_and_the_same_words_come_first(register: Register) -> None:
    past = nearest_past(register, Likeness("Packet loss at Norvia", ("norvia-ip",), "Norvia"))
    assert past
    assert past[0].incident.supplier == "Norvia"
    assert past[0].root_cause == "fibre-cut"
    assert past[0].mitigated_by
    assert past[0].mitigation_seconds is not None


def test_an_open_incident_is_nobodys_example(register: Register) -> None:
    past = nearest_past(register, Likeness("Packet loss between Frankfurt and Norvia", ("norvia-ip",), "Norvia"), 200)
    assert all(one.incident.resolved is not None for one in past)


def test_nothing_in_common_is_nothing_to_show(register: Register) -> None:
    assert nearest_past(register, Likeness("Qwertzuiop")) == ()
    assert nearest_past(Register(), Likeness("Packet loss")) == ()


def test_the_root_causes_are_those_of_the_rfos(register: Register) -> None:
    causes = root_causes(register)
    assert set(causes) == {rfo.root_cause for rfo in register.rfos.values() if rfo.root_cause}
