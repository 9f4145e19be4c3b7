"""Whether a root cause has struck before."""

from __future__ import annotations

from dataclasses import replace

from aboveboard.views.audience import STAFF
from aboveboard.views.edition import edition_for
from aboveboard.views.recurrence import Recurrence, recurrence_of
from aboveboard.views.rfos import RfosView, rfos_page
from builders import at, catalog, edition_of, incident, register_of, rfo

CATALOG = catalog(services="mail: {name: Mail}\n")
AS_OF = "2028-06-01 12:00 UTC"


def struck(*days: str, cause: str = "fibre-cut") -> dict[str, str]:
    files: dict[str, str] = {}
    for day in days:
        files |= incident(
            f"{day}-cut",
            f"started: {day} 10:00 UTC\nresolved: {day} 11:00 UTC\nimpacts: [{{on: mail, level: outage}}]",
        )
        files |= rfo(f"{day}-cut", f"final_on: {day}\nroot_cause: {cause}\nsummary: S.\nactions: []")
    return files


def recurrence(day: str, files: dict[str, str]) -> Recurrence:
    edition = edition_of(CATALOG | files, AS_OF)
    return recurrence_of(edition, edition.register.rfos[f"{day}-cut"], edition.register.incidents[f"{day}-cut"])


def test_the_twelve_months_before_are_counted_and_older_ones_are_named() -> None:
    files = struck("2026-02-28", "2026-03-01", "2026-09-09", "2027-03-01", "2027-05-05")
    found = recurrence("2027-03-01", files)
    assert found.sentence == "Second incident with root cause fibre cut in twelve months."
    assert [link.path for link in found.earlier] == [
        "rfo/2026-09-09-cut.html",
        "rfo/2026-03-01-cut.html",
        "rfo/2026-02-28-cut.html",
    ]
    assert recurrence("2027-05-05", files).sentence.startswith("Third incident")
    assert recurrence("2026-02-28", files) == Recurrence("", ())


def test_a_year_before_the_29th_of_february_is_the_28th() -> None:
    files = struck("2027-02-28", "2027-03-01", "2028-02-29")
    assert recurrence("2028-02-29", files).sentence.startswith("Second incident")


def test_other_causes_are_others() -> None:
    files = struck("2027-03-01", cause="power") | struck("2027-03-02")
    assert recurrence("2027-03-02", files) == Recurrence("", ())


def test_without_a_root_cause_nothing_recurs() -> None:
    files = struck("2027-03-01") | struck("2027-03-02")
    files["incidents/2027/2027-03-02-cut.rfo.md"] = (
        files["incidents/2027/2027-03-02-cut.rfo.md"]
        .replace("status: final", "status: preliminary")
        .replace("root_cause: fibre-cut\n", "")
    )
    assert recurrence("2027-03-02", files) == Recurrence("", ())


def test_very_many_are_counted_in_digits() -> None:
    days = [f"2027-03-{day:02}" for day in range(1, 13)]
    files = struck(*days)
    assert recurrence(days[9], files).sentence.startswith("Tenth incident with")
    assert recurrence(days[10], files).sentence.startswith("Number 11: incident with")


def test_an_rfo_without_its_incident_is_listed_nowhere() -> None:
    register = register_of(CATALOG | struck("2027-03-01", "2027-03-02"))
    orphaned = replace(register, incidents={"2027-03-02-cut": register.incidents["2027-03-02-cut"]})
    view = rfos_page(edition_for(STAFF, orphaned, at(AS_OF))).view
    assert isinstance(view, RfosView)
    assert [row.path for row in view.rows] == ["https://status.northwind.example/rfo/2027-03-02-cut.html"]
