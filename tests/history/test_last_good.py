"""The last good version of what cannot be read, out of real git repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from aboveboard.availability.impacts import impacts_of
from aboveboard.errors import Severity
from aboveboard.history.git import Git
from aboveboard.history.last_good import with_last_good_versions
from aboveboard.records.reading import FileReading
from aboveboard.records.repository import Repository, check_repository, read_repository
from aboveboard.records.values import instant_of
from disks import skip_unless_files
from records.check_cases import BASE

NOW = instant_of("2026-11-15 13:37 UTC")
COMPONENTS = "content/catalog/components.yml"
FIRST, SECOND, THIRD = (f"incidents/2026/2026-11-0{day}-example.md" for day in (1, 2, 3))


def test_what_is_broken_is_taken_from_its_last_good_version_and_the_rest_as_it_is(root: Path) -> None:
    write(root, FIRST, incident(1, "First"))
    write(root, SECOND, incident(2, "Second", "impacts: [{on: erp, level: outage}]\n"))
    commit(root, "good")
    write(root, FIRST, incident(1, "First, better"))
    commit(root, "better")
    write(root, FIRST, incident(1, "First, broken", "impacts: [{on: erp, level: out}]\n"))
    ends_too_early = "impacts: [{on: erp, level: outage, from: 2026-11-02 09:00 UTC, to: 2026-11-02 08:30 UTC}]\n"
    write(root, SECOND, incident(2, "Second, odd", ends_too_early))
    write(root, THIRD, incident(3, "Third"))
    commit(root, "the newest")

    repository = read_repository(root)
    restored = with_last_good_versions(repository)
    assert titles(restored) == ["First, better", "Second, odd", "Third"]
    assert [reading.file.path for reading in restored.readings if reading.is_restored] == [FIRST]
    assert {impact.source for impact in impacts_of(restored.register, NOW)}.isdisjoint({"2026-11-02-example"})
    assert lines(repository) == [
        f'{FIRST}:7:28: impacts[0].level: "out" is not one of outage, partial, degraded; did you mean "outage"?',
        f"{SECOND}:7:68: impacts[0].to: the impact ends 2026-11-02 08:30 UTC, not after its start 2026-11-02 09:00 UTC; "
        "it is not counted; correct `from` or `to`",
    ]
    assert restored.problems == repository.problems


def test_edits_that_are_not_committed_fall_back_on_the_commit(root: Path) -> None:
    write(root, FIRST, incident(1, "Committed"))
    commit(root, "good")
    write(root, FIRST, "<<<<<<< HEAD\n" + incident(1, "In a merge"))
    assert titles(with_last_good_versions(read_repository(root))) == ["Committed"]


def test_a_broken_component_comes_back_alone(root: Path) -> None:
    write(
        root,
        COMPONENTS,
        "a: {name: A, owner: software}\nb: {name: B, owner: software}\nc: {name: C, owner: software}\n",
    )
    commit(root, "good")
    write(root, COMPONENTS, "a: {name: A again, owner: software}\nb: {name: B again}\nd: {name: D, owner: software}\n")
    commit(root, "b is broken, c is gone, d is new")
    restored = with_last_good_versions(read_repository(root))
    assert names(restored) == {"a": "A again", "b": "B", "d": "D"}
    assert reading_of(restored, COMPONENTS).is_restored


def test_every_entry_comes_back_from_the_version_in_which_it_could_be_read_last(root: Path) -> None:
    write(root, COMPONENTS, "a: {name: A1, owner: software}\nb: {name: B1, owner: software}\n")
    commit(root, "both are good")
    write(root, COMPONENTS, "a: {name: A2}\nb: {name: B2, owner: software}\n")
    commit(root, "a is broken")
    write(root, COMPONENTS, "a: {name: A3}\nb: {name: B3}\nc: {name: C3, owner: software}\n")
    commit(root, "so is b")
    restored = with_last_good_versions(read_repository(root))
    assert names(restored) == {"a": "A1", "b": "B2", "c": "C3"}
    assert len(reading_of(restored, COMPONENTS).records) == 3


def test_a_catalog_that_is_not_yaml_comes_back_whole_as_far_as_it_could_be_read(root: Path) -> None:
    write(root, COMPONENTS, "a: {name: A1, owner: software}\nb: {name: B1, owner: software}\n")
    commit(root, "good")
    write(root, COMPONENTS, "a: {name: A2, owner: software}\nb: {name: B2}\n")
    commit(root, "b is broken")
    write(root, COMPONENTS, "a: {name: A3\n")
    commit(root, "everything is")
    assert names(with_last_good_versions(read_repository(root))) == {"a": "A2", "b": "B1"}


def test_a_key_that_is_no_id_brings_back_what_it_may_have_meant(root: Path) -> None:
    write(root, COMPONENTS, "a: {name: A, owner: software}\nb: {name: B, owner: software}\n")
    commit(root, "good")
    write(root, COMPONENTS, "A: {name: A again, owner: software}\nb: {name: B again, owner: software}\n")
    assert names(with_last_good_versions(read_repository(root))) == {"a": "A", "b": "B again"}


def test_a_provider_comes_back(root: Path) -> None:
    write(root, "content/catalog/provider.yml", "name: Northwind Cloud\n")
    restored = with_last_good_versions(read_repository(root))
    assert restored.register.provider.url == "https://status.northwind.example/"
    assert reading_of(restored, "content/catalog/provider.yml").is_restored


def test_what_never_had_a_good_version_is_left_out_and_stops_nobody(root: Path) -> None:
    write(root, FIRST, "---\ntitle: Never good\n---\n")
    commit(root, "bad")
    write(root, FIRST, "---\ntitle: Still not\n---\n")
    write(root, SECOND, incident(2, "Fine"))
    restored = with_last_good_versions(read_repository(root))
    assert titles(restored) == ["Fine"]
    assert not reading_of(restored, FIRST).is_restored
    assert reading_of(restored, FIRST).is_broken


def test_without_git_what_is_broken_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, FIRST, "---\ntitle: Broken\n---\n")
    write(tmp_path, SECOND, incident(2, "Fine"))
    assert titles(with_last_good_versions(read_repository(tmp_path))) == ["Fine"]


def test_without_the_program_git_what_is_broken_is_left_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, FIRST, "---\ntitle: Broken\n---\n")
    monkeypatch.setenv("PATH", "/nonexistent")
    assert titles(with_last_good_versions(read_repository(root))) == []


def test_a_repository_without_a_commit_has_no_versions(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    write(tmp_path, FIRST, "---\ntitle: Broken\n---\n")
    assert titles(with_last_good_versions(read_repository(tmp_path))) == []


def test_nothing_is_asked_of_git_when_nothing_is_broken(root: Path) -> None:
    repository = read_repository(root)
    assert with_last_good_versions(repository) is repository


def test_a_shallow_clone_knows_the_versions_that_it_has(root: Path, tmp_path: Path) -> None:
    write(root, FIRST, incident(1, "Long ago"))
    commit(root, "good")
    write(root, FIRST, incident(1, "Just before"))
    commit(root, "good too")
    write(root, FIRST, "---\ntitle: Broken\n---\n")
    commit(root, "bad")
    assert titles(with_last_good_versions(read_repository(clone(root, tmp_path / "two", 2)))) == ["Just before"]
    assert titles(with_last_good_versions(read_repository(clone(root, tmp_path / "one", 1)))) == []


def test_a_folder_of_records_may_lie_below_the_top_of_the_working_tree(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    below = tmp_path / "status pages" / "Zürich"
    write(below, FIRST, incident(1, "Good"))
    commit(tmp_path, "good")
    write(below, FIRST, "---\ntitle: Broken\n---\n")
    commit(tmp_path, "bad")
    assert titles(with_last_good_versions(read_repository(below))) == ["Good"]


@pytest.mark.parametrize(
    "folder",
    [
        "ein Jahr",
        "*",
        ":(glob)2026",
        "-2026",
        "2026[1]",
        'say "2026"',
        "jahr\t2026",
        "änderung",
        "zwei\nzeilen",
        "\udce4",
    ],
)
def test_a_path_may_have_any_character(root: Path, folder: str) -> None:
    skip_unless_files(root, folder)
    path = f"incidents/{folder}/2026-11-01-example.md"
    write(root, path, incident(1, "Good"))
    write(root, f"incidents/other/{Path(path).name}x", "not this one")
    commit(root, "good")
    write(root, path, "---\ntitle: Broken\n---\n")
    commit(root, "bad")
    restored = with_last_good_versions(read_repository(root))
    assert titles(restored) == ["Good"]
    assert restored.register.incidents["2026-11-01-example"].path == path


def test_the_name_of_a_file_may_be_odd_where_it_is_no_id(root: Path) -> None:
    path = "content/catalog/customers/a\nb\x1b[31m.yml"
    write(root, path, "name: Acme\n")
    assert [
        reading.is_restored for reading in with_last_good_versions(read_repository(root)).readings if reading.is_broken
    ] == [False]


def test_settings_of_git_that_print_more_change_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {
        "log.showSignature": "true",
        "log.decorate": "full",
        "color.ui": "always",
        "core.quotePath": "true",
        "format.pretty": "fuller",
    }
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(settings)))
    for at, (key, value) in enumerate(settings.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{at}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{at}", value)
    write(root, FIRST, incident(1, "Good"))
    commit(root, "good")
    write(root, FIRST, "---\ntitle: Broken\n---\n")
    assert titles(with_last_good_versions(read_repository(root))) == ["Good"]


def test_versions_are_newest_first_and_leave_out_where_the_file_was_gone(root: Path) -> None:
    for text in ("one", "two"):
        write(root, FIRST, text)
        commit(root, text)
    (root / FIRST).unlink()
    commit(root, "gone")
    write(root, FIRST, "three")
    commit(root, "three")
    assert list(Git(root).versions(FIRST)) == [b"three", b"two", b"one"]
    assert list(Git(root).versions(FIRST, at_most=2)) == [b"three"]


def test_a_deleted_file_stays_deleted(root: Path) -> None:
    write(root, FIRST, incident(1, "Good"))
    commit(root, "good")
    (root / FIRST).unlink()
    write(root, SECOND, "---\ntitle: Broken\n---\n")
    assert titles(with_last_good_versions(read_repository(root))) == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A git repository with the provider and the services of the base, committed."""
    root = tmp_path / "records"
    for name in ("provider.yml", "services.yml"):
        write(root, f"content/catalog/{name}", (BASE / "content" / "catalog" / name).read_text(encoding="utf-8"))
    write(
        root,
        "content/catalog/components.yml",
        "edge-fra1: {name: Edge, owner: infrastructure}\ndb-eu-a: {name: DB, owner: software}\n",
    )
    git(root, "init", "--quiet")
    commit(root, "the beginning")
    return root


def incident(day: int, title: str, more: str = "") -> str:
    head = f"title: {title}\nurgency: P2\nfault: software\nstarted: 2026-11-0{day} 08:12 UTC\nresolved: 2026-11-0{day} 10:12 UTC\n"
    return f"---\n{head}{more}---\n## Resolved · 2026-11-0{day} 10:12 UTC\nIt is over.\n"


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def commit(root: Path, message: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message)


def clone(root: Path, into: Path, depth: int) -> Path:
    git(root, "clone", "--quiet", f"--depth={depth}", f"file://{root}", str(into))
    return into


def git(root: Path, *arguments: str) -> None:
    person = {
        f"GIT_{who}_{what}": "robin@northwind.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    environment = {**os.environ, **person, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def titles(repository: Repository) -> list[str]:
    return [incident.title for incident in repository.register.incidents.values()]


def names(repository: Repository) -> dict[str, str]:
    return {id: component.name for id, component in repository.register.components.items()}


def lines(repository: Repository) -> list[str]:
    return [str(problem) for problem in check_repository(repository, NOW) if problem.severity is Severity.ERROR]


def reading_of(repository: Repository, path: str) -> FileReading:
    (reading,) = (reading for reading in repository.readings if reading.file.path == path)
    return reading
