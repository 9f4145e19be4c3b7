"""What a page says about its own record."""

from __future__ import annotations

import pytest

from aboveboard.records.incident import Incident
from aboveboard.records.layout import File, Kind
from aboveboard.records.reading import read_file
from aboveboard.views.flags import DRAFT, RESTORED, WITHHELD, flags_of
from builders import at, catalog, change, register_of

NOW = at("2026-11-15 12:00 UTC")


def incident(matter: str) -> Incident:
    """Through the reader, which finds fault with most of these and keeps them all the same."""
    text = f"---\ntitle: X\nurgency: P1\nfault: software\n{matter}\n---\n"
    record = read_file(File("incidents/2026/2026-10-01-x.md", Kind.INCIDENT), text.encode()).records[0]
    assert isinstance(record, Incident)
    return record


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("started: 2026-10-01 00:00 UTC\nresolved: 2026-10-01 01:00 UTC", []),
        ("started: 2026-10-01 00:00 UTC", []),
        ("started: 2026-10-01 02:00 UTC\nresolved: 2026-10-01 01:00 UTC", ["ends before it starts"]),
        ("started: 2026-10-01 02:00 UTC\ndetected: 2026-10-01 01:00 UTC", ["contradict each other"]),
        ("started: 2026-08-01 00:00 UTC\nresolved: 2026-10-01 01:00 UTC", ["lasts for months"]),
        ("long: true\nstarted: 2026-08-01 00:00 UTC\nresolved: 2026-10-01 01:00 UTC", []),
        ("started: 2026-12-01 00:00 UTC", ["in the future"]),
        (
            "started: 2026-10-01 00:00 UTC\nimpacts: [{on: a, level: outage, from: 2026-10-01 02:00 UTC, to: 2026-10-01 01:00 UTC}]",
            ["A disruption in this record ends before it starts"],
        ),
        ("started: 2026-10-01 00:00 UTC\nimpacts: [{on: a, level: outage}]", []),
    ],
)
def test_what_is_impossible_is_said_in_a_sentence(matter: str, expected: list[str]) -> None:
    found = flags_of(incident(matter), NOW)
    assert len(found) == len(expected)
    assert all(part in flag for part, flag in zip(expected, found, strict=True))


def test_an_older_version_is_called_one() -> None:
    record = incident("started: 2026-10-01 00:00 UTC")
    assert flags_of(record, NOW, is_restored=True) == (RESTORED,)


def test_what_is_withheld_says_who_reads_it() -> None:
    told = incident("started: 2026-10-01 00:00 UTC\nresolved: 2026-10-01 01:00 UTC")
    assert flags_of(told, NOW, is_withheld=True) == (WITHHELD,)


def test_a_change_may_lie_ahead() -> None:
    window = "window: {from: 2026-12-01 00:00 UTC, to: 2026-12-01 01:00 UTC}"
    register = register_of(catalog() | change("2026-12-01-w", window))
    assert flags_of(register.changes["2026-12-01-w"], NOW) == ()


def test_a_draft_says_that_nobody_else_reads_or_counts_it() -> None:
    assert flags_of(incident("audience: internal\nstarted: 2026-10-01 00:00 UTC"), NOW) == (DRAFT,)
    assert flags_of(incident("audience: affected\nstarted: 2026-10-01 00:00 UTC"), NOW) == ()
