from __future__ import annotations

from aboveboard.availability.months import Month
from builders import catalog, change, edition_of, incident, rfo

NOW = "2026-11-15 13:37 UTC"
FILES = {
    **catalog(services="dns: {name: DNS}"),
    **incident("2026-10-31-a", "started: 2026-10-31 23:00 UTC\nresolved: 2026-11-01 01:00 UTC"),
    **incident("2026-09-30-b", "started: 2026-09-30 23:00 UTC\nresolved: 2026-10-01 00:00 UTC"),
    **incident("2026-10-20-c", "started: 2026-10-20 10:00 UTC\nchange: 2026-10-20-w"),
    **change("2026-10-20-w", "window: {from: 2026-10-20 09:00 UTC, to: 2026-10-20 11:00 UTC}"),
    **change("2026-12-24-x", "window: {from: 2026-12-24 09:00 UTC, to: 2026-12-24 11:00 UTC}"),
    **rfo("2026-10-31-a", "status: preliminary\npreliminary_on: 2026-11-05\nroot_cause: disk-full"),
    **rfo("2026-09-30-b", "status: preliminary\npreliminary_on: 2026-11-05\nroot_cause: disk-full"),
}
INDEX = edition_of(FILES, NOW).index


def test_incidents_stand_newest_first() -> None:
    assert [one.id for one in INDEX.incidents] == ["2026-10-31-a", "2026-10-20-c", "2026-09-30-b"]


def test_an_incident_stands_in_each_month_that_it_lies_in_and_an_open_one_until_as_of() -> None:
    found = {str(month): [one.id for one in incidents] for month, incidents in INDEX.incidents_by_month.items()}
    assert found == {
        "2026-09": ["2026-09-30-b"],
        "2026-10": ["2026-10-31-a", "2026-10-20-c"],
        "2026-11": ["2026-10-31-a", "2026-10-20-c"],
    }


def test_changes_stand_in_the_months_of_their_windows() -> None:
    assert sorted(INDEX.changes_by_month) == [Month(2026, 10), Month(2026, 12)]


def test_a_change_knows_what_it_caused_and_a_root_cause_its_reports() -> None:
    assert [one.id for one in INDEX.incidents_by_change["2026-10-20-w"]] == ["2026-10-20-c"]
    assert [one.id for one in INDEX.rfos_by_root_cause["disk-full"]] == ["2026-10-31-a", "2026-09-30-b"]


def test_a_register_without_records_has_no_months() -> None:
    index = edition_of(catalog(), NOW).index
    assert (dict(index.incidents_by_month), dict(index.changes_by_month)) == ({}, {})
