"""A folder of records as a whole: what is found in it, and what its checks know of each other."""

from __future__ import annotations

import gc
import os
from dataclasses import replace
from pathlib import Path

from aboveboard.errors import Problem
from aboveboard.records.layout import File, Kind, find_files, is_in_a_tree, kind_of
from aboveboard.records.repository import check_repository, read_from_disk, read_repository
from aboveboard.records.values import instant_of

NOW = instant_of("2026-11-15 13:37 UTC")
COMPONENTS = "content/catalog/components.yml"


def test_a_file_that_cannot_be_opened_is_a_problem_and_broken(tmp_path: Path) -> None:
    reading = read_from_disk(tmp_path, File("incidents/2026/gone.md", Kind.INCIDENT))
    assert reading.is_broken
    assert list(map(str, reading.problems)) == [
        "incidents/2026/gone.md:1:1: cannot be read: No such file or directory; mend its permissions"
    ]


def test_a_folder_that_is_none_has_no_files(tmp_path: Path) -> None:
    (tmp_path / "incidents").write_text("not a folder", encoding="utf-8")
    assert find_files(tmp_path) == ((), ())


def test_folders_may_nest_as_deep_as_the_disk_allows(tmp_path: Path) -> None:
    folder = tmp_path / "incidents"
    for _ in range(400):
        folder /= "a"
    folder.mkdir(parents=True)
    (folder / "2026-11-01-example.md").write_text("", encoding="utf-8")
    assert len(find_files(tmp_path)[0]) == 1


def test_what_is_neither_file_nor_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "incidents").mkdir()
    os.mkfifo(tmp_path / "incidents" / "2026-11-01-example.md")
    assert find_files(tmp_path) == ((), ())


def test_the_kind_of_a_file_is_told_by_its_path() -> None:
    kinds = {
        "content/catalog/provider.yml": Kind.PROVIDER,
        "content/catalog/customers/acme.yml": Kind.CUSTOMER,
        "content/catalog/customers/emea/acme.yml": None,
        "content/catalog/customers/acme.yaml": None,
        "content/changes/2026/2026-11-01-example.md": Kind.CHANGE,
        "content/communications/2026-11-01-example.md": Kind.COMMUNICATION,
        "incidents/2026/2026-11-01-example.md": Kind.INCIDENT,
        "incidents/2026/2026-11-01-example.rfo.md": Kind.RFO,
        "incidents/README.md": None,
        "content/pages/index.md": None,
    }
    assert {path: kind_of(path) for path in kinds} == kinds


def test_an_rfo_has_the_id_of_its_incident() -> None:
    assert File("incidents/2026/2026-11-01-example.rfo.md", Kind.RFO).id == "2026-11-01-example"


def test_reading_leaves_the_garbage_collector_as_it_was(tmp_path: Path) -> None:
    for is_enabled in (True, False):
        (gc.enable if is_enabled else gc.disable)()
        try:
            read_repository(tmp_path)
            assert gc.isenabled() is is_enabled
        finally:
            gc.enable()


def test_a_file_that_vanishes_between_reading_and_checking_keeps_its_problems(tmp_path: Path) -> None:
    write(tmp_path, COMPONENTS, "a: {name: A, owner: software, requires: [b]}\n")
    repository = read_repository(tmp_path)
    (tmp_path / COMPONENTS).unlink()
    found = check_repository(repository, NOW)
    assert [str(problem) for problem in found if problem.path == COMPONENTS] == [
        f'{COMPONENTS}:1:1: no component or service "b"; one of a'
    ]


def test_a_record_whose_file_is_not_at_hand_is_told_by_its_path_alone(tmp_path: Path) -> None:
    write(tmp_path, COMPONENTS, "a: {name: A, owner: software, requires: [a]}\n")
    repository = replace(read_repository(tmp_path), readings=())
    assert f'{COMPONENTS}:1:1: "a" requires itself; remove it' in map(str, check_repository(repository, NOW))


def test_a_path_lies_in_a_tree_of_records_unless_something_on_the_way_is_hidden() -> None:
    assert is_in_a_tree("incidents/2026/2026-11-01-example.md")
    assert is_in_a_tree("content/catalog/picture.png")
    for path in ("content/pages/index.md", "incidents", "incidents/.draft.md", "incidents/.old/2026-11-01-example.md"):
        assert not is_in_a_tree(path)


def test_thousands_of_unknown_ids_are_all_told_in_little_time(tmp_path: Path) -> None:
    lines = (f"node-{number}: {{name: N, owner: software, requires: [other-{number}]}}\n" for number in range(3000))
    write(tmp_path, COMPONENTS, "".join(lines))
    found = [problem for problem in problems(tmp_path) if problem.path == COMPONENTS]
    assert len(found) == 3000
    assert {problem.column for problem in found if problem.line == 1500} == {50}


def test_of_very_many_cycles_a_hundred_are_told(tmp_path: Path) -> None:
    lines = (
        f"node-{number}: {{name: N, owner: software, requires: [node-{number + 1}, node-0]}}\n" for number in range(500)
    )
    write(tmp_path, COMPONENTS, "".join(lines))
    assert sum("a cycle" in problem.message for problem in problems(tmp_path)) == 100


def test_earlier_shapes_that_were_never_there_together_make_no_cycle(tmp_path: Path) -> None:
    first = (
        "a: {name: A, owner: software, was: [{until: 2026-01-01, requires: [b]}, {until: 2025-01-01, requires: []}]}\n"
    )
    second = "b: {name: B, owner: software, was: [{until: 2025-01-01, requires: [a]}]}\n"
    write(tmp_path, COMPONENTS, first + second)
    assert [problem for problem in problems(tmp_path) if problem.path == COMPONENTS] == []


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def problems(root: Path) -> tuple[Problem, ...]:
    return check_repository(read_repository(root), NOW)
