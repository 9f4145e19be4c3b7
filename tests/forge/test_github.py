"""Comments in place and pull requests, over a real connection to a GitHub of this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aboveboard.forge.github import MAX_COMMENT
from github_server import GitHub, github

MARK = "<!-- aboveboard:diff -->"


@pytest.fixture
def forge() -> Iterator[GitHub]:
    with github() as running:
        yield running


def comment(forge: GitHub, tmp_path: Path, text: str, code: int = 0, **environment: str) -> str:
    (tmp_path / "text.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "aboveboard", "comment", "text.md", "--on", "7"]
    whole = {**os.environ, **forge.environment, **environment}
    done = subprocess.run(command, cwd=tmp_path, env=whole, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def bodies(forge: GitHub) -> list[str]:
    return [one["body"] for one in forge.comments.get(7, [])]


def test_a_marked_comment_is_updated_in_place(forge: GitHub, tmp_path: Path) -> None:
    for text in ("one", "two"):
        comment(forge, tmp_path, f"{MARK}\n{text}\n")
    assert bodies(forge) == [f"{MARK}\ntwo\n"]


def test_it_is_found_among_hundreds(forge: GitHub, tmp_path: Path) -> None:
    for at in range(230):
        forge.comment(7, f"Comment {at}" if at != 220 else f"{MARK}\nold")
    comment(forge, tmp_path, f"{MARK}\nnew\n")
    assert bodies(forge)[220] == f"{MARK}\nnew\n"
    assert len(bodies(forge)) == 230


def test_a_mark_that_a_person_wrote_is_left_alone(forge: GitHub, tmp_path: Path) -> None:
    forge.comment(7, f"{MARK}\nI am the diff", kind="User")
    comment(forge, tmp_path, f"{MARK}\nreal\n")
    assert bodies(forge) == [f"{MARK}\nI am the diff", f"{MARK}\nreal\n"]


def test_a_comment_without_a_mark_is_a_new_one(forge: GitHub, tmp_path: Path) -> None:
    for _ in range(2):
        comment(forge, tmp_path, "No.\n")
    assert bodies(forge) == ["No.\n", "No.\n"]


def test_a_long_text_ends_with_a_whole_line_and_says_so(forge: GitHub, tmp_path: Path) -> None:
    comment(forge, tmp_path, MARK + "\n" + "| a row of a table |\n" * 60_000)
    (body,) = bodies(forge)
    assert len(body) <= MAX_COMMENT
    assert body.endswith("| a row of a table |\n\n(The rest stands in the job's summary.)\n")


def test_a_refusal_of_github_is_one_clear_line(forge: GitHub, tmp_path: Path) -> None:
    forge.refuses = 403
    said = comment(forge, tmp_path, "Hello", code=3)
    assert "403" in said
    assert "permissions" in said
    assert said.count("\n") == 1


def test_a_github_that_is_not_there_is_one_clear_line(forge: GitHub, tmp_path: Path) -> None:
    assert "cannot be asked" in comment(forge, tmp_path, "Hello", code=3, GITHUB_API_URL="http://127.0.0.1:9")


@pytest.mark.parametrize(
    ("environment", "words"),
    [({"GITHUB_TOKEN": ""}, "GITHUB_TOKEN is empty"), ({"GITHUB_REPOSITORY": "../../x"}, "GITHUB_REPOSITORY")],
)
def test_outside_of_a_workflow_it_says_what_is_missing(
    forge: GitHub, tmp_path: Path, environment: dict[str, str], words: str
) -> None:
    assert words in comment(forge, tmp_path, "Hello", code=2, **environment)


def test_an_empty_text_is_no_comment(forge: GitHub, tmp_path: Path) -> None:
    assert "nothing to say" in comment(forge, tmp_path, " \n", code=2)
