"""Ids of new records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.records.ids import dated_id_at, slug_of, undated, unique_id
from aboveboard.records.values import is_id


@given(st.text(), st.sets(st.integers(2, 12)))
def test_every_title_makes_an_id(title: str, numbers: set[int]) -> None:
    id = dated_id_at(1_790_000_000, title, "incident")
    assert is_id(id)
    taken = {id, *(f"{id[:60]}-{number}" for number in numbers)}
    other = unique_id(id, taken)
    assert is_id(other)
    assert other not in taken


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Über-Dienst (EU)", "uber-dienst-eu"),
        ("Straße", "strasse"),
        ("::set-output name=x", "set-output-name-x"),
        ("漢字", "change"),
    ],
)
def test_titles_become_readable(title: str, slug: str) -> None:
    assert slug_of(title, "change") == slug


def test_a_date_is_taken_off() -> None:
    assert undated("2026-10-27-pg-17-minor") == "pg-17-minor"
