"""When git first knew a record: asked of real repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from aboveboard.history.first_known import first_known
from aboveboard.history.git import Git

ROOT_COMMIT, LATER, LATEST = 1_790_000_000, 1_790_100_000, 1_790_200_000
EDGE = "content/changes/2026/2026-10-03-edge.md"
LOSS = "incidents/2026/2026-10-03-loss.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a first commit that holds one record."""
    git(tmp_path, "init", "--quiet")
    write(tmp_path, "content/changes/2026/2026-01-01-old.md")
    return commit(tmp_path, ROOT_COMMIT)


def test_a_record_is_known_since_the_commit_that_added_it(root: Path) -> None:
    write(root, EDGE)
    commit(root, LATER)
    write(root, EDGE, "changed")
    write(root, LOSS)
    commit(root, LATEST)
    known = first_known(Git(root))
    assert known.instants == {EDGE: LATER, LOSS: LATEST}
    assert (known.is_there, known.is_cut) == (True, False)


def test_of_what_came_with_the_first_commit_nobody_can_tell(root: Path) -> None:
    assert first_known(Git(root)).instants == {}


def test_a_commit_of_many_records_is_an_import(root: Path) -> None:
    for at in range(10):
        write(root, f"incidents/2026/2026-10-0{at}-x.md", f"{at}")
    commit(root, LATER)
    assert first_known(Git(root)).instants == {}
    for at in range(9):
        write(root, f"incidents/2026/2026-11-0{at}-x.md", f"{at + 20}")
    commit(root, LATEST)
    assert len(first_known(Git(root)).instants) == 9


def test_a_record_that_was_renamed_keeps_its_day(root: Path) -> None:
    write(root, EDGE, "the same text")
    commit(root, LATER)
    (root / EDGE).rename(root / "content/changes/2026/2026-10-03-edge-fra1.md")
    commit(root, LATEST)
    assert first_known(Git(root)).instants["content/changes/2026/2026-10-03-edge-fra1.md"] == LATER


def test_a_record_that_went_and_came_back_was_known(root: Path) -> None:
    write(root, EDGE)
    commit(root, LATER)
    (root / EDGE).unlink()
    commit(root, LATER + 1000)
    write(root, EDGE)
    commit(root, LATEST)
    assert first_known(Git(root)).instants == {EDGE: LATER}


def test_a_branch_knew_it_before_the_merge(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "proposal")
    write(root, EDGE)
    commit(root, LATER)
    git(root, "switch", "--quiet", "-")
    write(root, LOSS)
    commit(root, LATEST)
    git(root, "merge", "--quiet", "--no-ff", "--no-edit", "proposal", at=LATEST + 1000)
    assert first_known(Git(root)).instants == {EDGE: LATER, LOSS: LATEST}


def test_what_is_not_committed_is_not_known_yet(root: Path) -> None:
    write(root, EDGE)
    assert first_known(Git(root)).instants == {}


def test_records_may_lie_below_the_top_of_the_working_tree(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    write(tmp_path, "README.md")
    commit(tmp_path, ROOT_COMMIT)
    write(tmp_path, f"status pages/Zürich/{EDGE}")
    write(tmp_path, f"elsewhere/{EDGE}", "another one")
    commit(tmp_path, LATER)
    assert first_known(Git(tmp_path / "status pages" / "Zürich")).instants == {EDGE: LATER}


def test_a_shallow_clone_says_that_its_history_is_cut(root: Path, tmp_path: Path) -> None:
    write(root, EDGE)
    commit(root, LATER)
    write(root, LOSS)
    commit(root, LATEST)
    git(root, "clone", "--quiet", "--depth=1", f"file://{root}", str(tmp_path / "one"))
    git(root, "clone", "--quiet", "--depth=2", f"file://{root}", str(tmp_path / "two"))
    one, two = first_known(Git(tmp_path / "one")), first_known(Git(tmp_path / "two"))
    assert (one.instants, one.is_cut) == ({}, True)
    assert (two.instants, two.is_cut) == ({LOSS: LATEST}, True)


def test_hostile_names_and_settings_change_nothing(root: Path) -> None:
    write(root, EDGE)
    write(root, "incidents/2026/commit 1 2\n\tx\N{LINE SEPARATOR}commit y.md")
    (root / "incidents/2026" / os.fsdecode(b"\xff\xfe.md")).write_text("x")
    git(root, "config", "log.showSignature", "true")
    git(root, "config", "diff.renames", "copies")
    git(root, "config", "color.ui", "always")
    commit(root, LATER)
    assert first_known(Git(root)).instants[EDGE] == LATER


def test_a_folder_without_git_knows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not first_known(Git(tmp_path)).is_there
    git(tmp_path, "init", "--quiet")
    assert not first_known(Git(tmp_path)).is_there
    monkeypatch.setenv("PATH", "/nonexistent")
    assert not first_known(Git(tmp_path)).is_there


def write(root: Path, path: str, text: str = "") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(f"{path}: {text}" if text != "the same text" else text * 20, encoding="utf-8")


def commit(root: Path, at: int) -> Path:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "A commit", at=at)
    return root


def git(root: Path, *arguments: str, at: int = ROOT_COMMIT) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for who in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{who}_{what}": "robin@northwind.example" for what in ("NAME", "EMAIL")}
        environment[f"GIT_{who}_DATE"] = f"{at} +0000"
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
