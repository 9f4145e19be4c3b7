"""A git that does not answer, and why."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aboveboard.history.git import Git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return tmp_path


@pytest.fixture
def of_somebody_else(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return repository


def test_a_folder_without_a_history_or_with_one_that_is_told_keeps_no_silence(repository: Path, tmp_path: Path) -> None:
    assert Git(repository).silence() == ""
    (tmp_path / ".git").rename(tmp_path / "no-git")
    assert Git(tmp_path).silence() == ""


def test_a_history_of_somebody_else_is_silent_and_git_says_what_would_help(of_somebody_else: Path) -> None:
    said = Git(of_somebody_else).silence()
    assert "dubious ownership" in said
    assert f"safe.directory {of_somebody_else}" in said


def test_a_machine_without_git_is_silent_where_there_is_a_history(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "records").mkdir()
    monkeypatch.setenv("PATH", str(repository / "records"))
    assert Git(repository / "records").silence() == "there is no git on this machine"
    (repository / ".git").rename(repository / "no-git")
    assert Git(repository / "records").silence() == ""


def test_check_and_build_say_what_git_did_not_tell(of_somebody_else: Path) -> None:
    root = of_somebody_else / "status"
    aboveboard("init", str(root))
    (root / "content" / "changes" / "2026-11-23-fan.md").write_text(
        "---\ntitle: New fan\nkind: maintenance\nannounced: 2026-11-01 10:00 UTC\nexpected: none\noutcome: planned\n"
        "window: {from: 2026-11-23 02:00 UTC, to: 2026-11-23 04:00 UTC}\n---\n"
    )
    now = ("--root", str(root), "--as-of", "2026-11-02T10:00:00Z")
    assert "git does not tell when changes were announced: fatal: detected dubious" in aboveboard("check", *now)
    assert "without a history" in aboveboard("build", "--audience", "public", *now)


def aboveboard(*arguments: str) -> str:
    command = [sys.executable, "-m", "aboveboard", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr
