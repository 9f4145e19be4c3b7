"""Changed records on a branch of a real remote repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from aboveboard.errors import MachineError, UsageError
from aboveboard.forge.proposal import Author, Remote, propose
from aboveboard.writing.merging import GITATTRIBUTES
from status_repository import git

AUTHOR = Author("Bot", "bot@hosting.example")
REMOTE = Remote("origin", "https://forge.example", "a-token-of-the-test")
RECORD = "incidents/2026/2026-10-03-edge.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "status"
    made.mkdir()
    git(tmp_path, "init", "--quiet", "--bare", str(tmp_path / "remote.git"))
    git(made, "init", "--quiet")
    (made / "incidents/2026").mkdir(parents=True)
    (made / RECORD).write_text("---\ntitle: Edge\n---\n")
    (made / ".gitattributes").write_text(GITATTRIBUTES)
    git(made, "add", "--all")
    git(made, "commit", "--quiet", "-m", "Begin")
    git(made, "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(made, "push", "--quiet", "origin", "main")
    return made


def say(root: Path, text: str) -> None:
    with (root / RECORD).open("a") as file:
        file.write(text)


def test_the_records_and_nothing_else_are_pushed(root: Path) -> None:
    say(root, "\nOne.\n")
    (root / "secret.txt").write_text("x")
    commit = propose(root, "aboveboard/issue-1", "# A title with a mark\n", AUTHOR, REMOTE)
    assert git(root, "ls-remote", "origin", "refs/heads/aboveboard/issue-1").split()[0] == commit
    assert git(root, "show", "--name-only", "--format=%an %s", commit).split("\n") == [
        "Bot # A title with a mark",
        "",
        RECORD,
        "",
    ]


def test_somebody_elses_push_is_taken_in(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", "--branch", "main", str(tmp_path / "remote.git"), str(other))
    for folder, text in ((root, "\nOne.\n"), (other, "\nTwo.\n")):
        say(folder, text)
        propose(folder, "aboveboard/issue-1", "Say it\n", AUTHOR, REMOTE)
    text = git(tmp_path / "remote.git", "show", f"aboveboard/issue-1:{RECORD}")
    assert "One." in text
    assert "Two." in text


def test_nothing_changed_is_nothing_to_propose(root: Path) -> None:
    with pytest.raises(UsageError, match="nothing to propose"):
        propose(root, "aboveboard/issue-1", "x\n", AUTHOR, REMOTE)


@pytest.mark.parametrize("branch", ["--force", "a..b", "a b", "-x", "refs/../x", ""])
def test_a_name_that_is_no_branch_is_refused_before_anything_is_written(root: Path, branch: str) -> None:
    say(root, "\nOne.\n")
    with pytest.raises(MachineError, match="check-ref-format"):
        propose(root, branch, "x\n", AUTHOR, REMOTE)
    assert git(root, "rev-list", "--count", "HEAD").strip() == "1"


def test_a_remote_that_refuses_is_one_clear_line_without_the_token(root: Path) -> None:
    say(root, "\nOne.\n")
    git(root, "remote", "set-url", "origin", str(root.parent / "nowhere.git"))
    with pytest.raises(MachineError, match="cannot be pushed") as error:
        propose(root, "aboveboard/issue-1", "x\n", AUTHOR, REMOTE)
    assert "a-token" not in str(error.value)
    assert "\n" not in str(error.value)
