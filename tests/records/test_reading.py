"""What a reading keeps, what it calls broken, and what it salvages for checks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, model_validator

from aboveboard.errors import Problem
from aboveboard.records.catalog import Component, Customer, Provider, Service
from aboveboard.records.incident import Incident
from aboveboard.records.layout import File, Kind, kind_of
from aboveboard.records.place import Place
from aboveboard.records.reading import FileReading, ids_in, place_in, read_file, schema_models, unread_entries
from aboveboard.records.requires import Group
from aboveboard.records.rfo import Rfo
from aboveboard.records.validation import validated
from aboveboard.records.written import Written
from aboveboard.records.wrong import wrong
from records.check_cases import BASE

INCIDENT = File("incidents/2026/2026-11-01-example.md", Kind.INCIDENT)
COMPONENTS = File("content/catalog/components.yml", Kind.COMPONENTS)
HEAD = "---\ntitle: An example\nurgency: P2\nfault: software\nstarted: 2026-11-01 08:12 UTC\n"


def test_a_component_that_cannot_be_read_leaves_the_others_alone() -> None:
    reading = read(COMPONENTS, "a: {name: A, owner: software}\nb: {name: B}\nc: {name: C, owner: software}\n")
    assert ids_in(reading.records) == {"a", "c"}
    assert reading.is_broken
    assert unread_entries(reading) == {"b"}


def test_nobody_can_tell_what_stands_in_a_file_that_is_not_yaml() -> None:
    assert unread_entries(read(COMPONENTS, "a: {name: A")) is None


def test_nobody_can_tell_which_component_a_key_meant_that_is_no_id() -> None:
    assert unread_entries(read(COMPONENTS, "A: {name: A}\nb: {name: B, owner: software}\n")) is None


def test_nothing_is_unread_in_a_file_that_is_not_broken() -> None:
    assert unread_entries(read(COMPONENTS, "a: {name: A, owner: software}\n")) == frozenset()


def test_a_provider_has_no_id() -> None:
    assert ids_in([Provider(name="Northwind Cloud", url="https://status.northwind.example/")]) == frozenset()


def test_an_empty_catalog_file_has_no_entries_and_is_not_broken() -> None:
    for text in ("", "# nothing yet\n", "{}\n", "---\n"):
        assert read(COMPONENTS, text) == FileReading(COMPONENTS)


def test_a_key_that_stands_twice_breaks_the_whole_file() -> None:
    reading = read(COMPONENTS, "a: {name: A, owner: software}\nb: {name: B, owner: software}\na: {}\n")
    assert reading.records == ()
    assert reading.is_broken


def test_a_heading_that_cannot_be_read_keeps_its_text_in_the_update_above() -> None:
    body = "## Monitoring · 2026-11-01 08:20 UTC\nIt is better.\n\n## Resolved · soon\nIt is over.\n"
    reading = read(INCIDENT, f"{HEAD}---\n{body}")
    (incident,) = reading.records
    assert isinstance(incident, Incident)
    assert not reading.is_broken
    assert [update.text for update in incident.updates] == ["It is better.\n\n## Resolved · soon\nIt is over."]


def test_updates_are_sorted_and_those_of_one_instant_keep_their_order() -> None:
    headings = ("Update · 2026-11-01 08:30 UTC", "Identified · 2026-11-01 08:20 UTC", "Update · 2026-11-01 09:20+01:00")
    (incident,) = read(INCIDENT, f"{HEAD}---\n" + "".join(f"## {one}\n" for one in headings)).records
    assert isinstance(incident, Incident)
    assert [(update.status, update.line) for update in incident.updates] == [
        ("Identified", 8),
        ("Update", 9),
        ("Update", 7),
    ]


def test_front_matter_ends_with_dashes_or_dots_and_the_body_keeps_its_own_dashes() -> None:
    for end in ("---", "...", "---  \t"):
        (incident,) = read(INCIDENT, f"{HEAD}{end}\nOne.\n\n---\n\nTwo.\n").records
        assert isinstance(incident, Incident)
        assert incident.introduction == "One.\n\n---\n\nTwo."


def test_an_id_at_the_limit_is_one_and_a_letter_more_is_none() -> None:
    assert read(File(f"incidents/{'a' * 64}.md", Kind.INCIDENT), f"{HEAD}---\n").records
    assert not read(File(f"incidents/{'a' * 65}.md", Kind.INCIDENT), f"{HEAD}---\n").records


def test_a_sound_remainder_is_checked_and_not_kept() -> None:
    reading = read(INCIDENT, f"{HEAD}detected: 2026-11-01 08:00 UTC\ncolour: red\n---\n")
    assert reading.records == ()
    assert [one.is_sound for one in reading.salvaged] == [True]
    assert [problem.field for problem in reading.problems] == ["colour", "detected"]


@pytest.mark.parametrize(
    "line",
    [
        "resolved: 2026-11-01 09:12",
        "reslved: 2026-11-01 09:12 UTC",
        "customers: [acme]",
        "impacts: [{on: erp, level: outage, customers: ACME}]",
        "impacts: [{on: erp}, {level: outage}]",
        "impacts: [{on: erp, level: gone}, erp]",
        "supplier: [Norvia]",
    ],
)
def test_a_remainder_is_not_sound_when_a_check_would_miss_what_is_wrong(line: str) -> None:
    (salvaged,) = read(INCIDENT, f"{HEAD}{line}\n---\n").salvaged
    assert not salvaged.is_sound


@pytest.mark.parametrize("line", ["contact: Robin", "tags: {}", "detected: soon", "impacts: [{on: erp, level: gone}]"])
def test_a_remainder_is_sound_when_no_check_would_miss_what_is_wrong(line: str) -> None:
    (salvaged,) = read(INCIDENT, f"{HEAD}{line}\n---\n").salvaged
    assert salvaged.is_sound


def test_a_doubled_key_that_a_check_looks_for_makes_the_remainder_unsound() -> None:
    for key, is_sound in (
        ("title: Another", True),
        ("started: 2026-11-01 08:13 UTC", True),
        ("long: true\nlong: true", False),
    ):
        (salvaged,) = read(INCIDENT, f"{HEAD}{key}\n---\n").salvaged
        assert salvaged.is_sound is is_sound


def test_what_must_be_there_is_filled_in_as_far_as_that_makes_sense() -> None:
    text = "gold: {hours: 9to5}\n"
    (salvaged,) = read(File("content/catalog/slas.yml", Kind.SLAS), text).salvaged
    assert salvaged.is_sound
    text = "---\nchanges: [{what: Something}]\nactions: [{id: A1}]\n---\n"
    (salvaged,) = read(File("incidents/2026/2026-11-01-example.rfo.md", Kind.RFO), text).salvaged
    assert isinstance(salvaged.record, Rfo)
    assert not salvaged.is_sound
    assert salvaged.record.changes[0].on == date(1970, 1, 1)


def test_nothing_is_salvaged_from_what_is_wrong_as_a_whole() -> None:
    class Whole(Written):
        @model_validator(mode="after")
        def _refuse(self) -> Whole:
            raise wrong("is never right")

    found = validated(Whole, {}, Place("a.yml", None, 1), [], {})
    assert (found.record, found.is_sound) == (None, False)


def test_an_error_that_has_no_words_of_its_own_shows_no_type_of_python() -> None:
    class Odd(Written):
        count: int

    problems: list[Problem] = []
    validated(Odd, {"count": []}, Place("a.yml", None, 1), problems, {})
    assert [str(problem) for problem in problems] == ["a.yml:1:1: a list does not fit; the handbook says what does"]


def test_a_file_that_is_too_deep_for_the_stack_is_a_problem() -> None:
    def read_below(frames: int) -> FileReading:
        return read(COMPONENTS, "a: {name: A, owner: software}\n") if frames == 0 else read_below(frames - 1)

    limit = sys.getrecursionlimit()
    deepest = next(frames for frames in range(limit, 0, -1) if _fits(read_below, frames))
    reading = next(reading for frames in range(deepest, 0, -1) if (reading := read_below(frames)).problems)
    assert [problem.message for problem in reading.problems] == ["is nested too deeply to be read"]
    assert reading.is_broken


@pytest.mark.parametrize("path", sorted(BASE.rglob("*.*")), ids=lambda path: path.name)
def test_a_place_can_be_had_of_every_kind_of_file(path: Path) -> None:
    place = place_in(file_of(path), path.read_bytes())
    assert place.first_line == (1 if path.suffix == ".yml" else 2)


def test_a_record_can_be_made_of_the_values_of_another() -> None:
    for path in sorted(BASE.rglob("*.*")):
        for record in read_file(file_of(path), path.read_bytes()).records:
            assert type(record)(**dict(record)) == record


def test_every_kind_has_a_model() -> None:
    models = schema_models()
    assert set(models) == set(Kind)
    assert all(issubclass(model, BaseModel) for model in models.values())
    assert models[Kind.SERVICES] is Service
    assert models[Kind.CUSTOMER] is Customer


def test_a_group_is_read_as_how_many_of_its_entries_must_work() -> None:
    text = "a: {name: A, owner: software, requires: [{any: [b, c]}, {all: [b, c]}, {at_least: 2, of: [b, c, {any: [d]}]}]}\n"
    (component,) = read(COMPONENTS, text).records
    assert isinstance(component, Component)
    inner = Group(1, ("d",))
    assert component.requires == (Group(1, ("b", "c")), Group(2, ("b", "c")), Group(2, ("b", "c", inner)))


def read(file: File, text: str) -> FileReading:
    return read_file(file, text.encode())


def file_of(path: Path) -> File:
    name = path.relative_to(BASE).as_posix()
    kind = kind_of(name)
    assert kind is not None
    return File(name, kind)


def _fits(read_below: Callable[[int], FileReading], frames: int) -> bool:
    try:
        read_below(frames)
    except RecursionError:
        return False
    return True
