"""As-of: now, cut to the hour, unless a record says that something happened since."""

from __future__ import annotations

import pytest

from aboveboard.records.as_of import as_of_of
from aboveboard.records.values import instant_of
from builders import change, incident, register_of

NOW = instant_of("2026-10-03 10:47:11 UTC")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, "2026-10-03 10:00 UTC"),
        (incident("2026-10-03-a", "started: 2026-10-03 09:12 UTC"), "2026-10-03 10:00 UTC"),
        (incident("2026-10-03-a", "started: 2026-10-03 10:12 UTC"), "2026-10-03 10:12 UTC"),
        (incident("2026-10-03-a", "started: 2026-10-03 10:12 UTC\ndetected: 2026-10-03 10:47:12 UTC"), "2026-10-03 10:12 UTC"),
        (
            incident("2026-10-03-a", "started: 2026-10-03 09:12 UTC", "## Update · 2026-10-03 10:20 UTC"),
            "2026-10-03 10:20 UTC",
        ),
        (
            incident(
                "2026-10-03-a",
                "started: 2026-10-03 09:12 UTC\nimpacts: [{on: erp, level: outage, to: 2026-10-03 10:30 UTC}]",
            ),
            "2026-10-03 10:30 UTC",
        ),
        (
            change("2026-10-03-b", "window: {from: 2026-10-03 10:05 UTC, to: 2026-10-03 10:10 UTC}\nannounced: 2026-10-03 10:01 UTC"),
            "2026-10-03 10:01 UTC",
        ),
        (
            change("2026-10-03-b", "window: {from: 2026-10-03 10:05 UTC, to: 2026-10-03 10:10 UTC}", "## In progress · 2026-10-03 10:06 UTC"),
            "2026-10-03 10:06 UTC",
        ),
    ],
)  # fmt: skip
def test_as_of_is_the_newest_thing_that_happened_in_this_hour_or_its_beginning(
    files: dict[str, str], expected: str
) -> None:
    assert as_of_of(register_of(files), NOW) == instant_of(expected)
