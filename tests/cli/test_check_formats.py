"""The formats of `check` for the machines of code hosts, and what it says of announcements that git can date."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aboveboard.cli.checked import Checked
from aboveboard.cli.problem_lines import github_lines, gitlab_lines, text_lines
from aboveboard.cli.step_summary import step_summary
from aboveboard.errors import Problem, Severity
from records.check_cases import AS_OF, BASE

LATE = "incidents/2026/2026-11-15-late.md"
LATE_TEXT = "---\ntitle: Late\nurgency: P1\nfault: software\nstarted: 2026-11-15 12:00 UTC\n---\n"
WARNED = f"{LATE}:3:10: warning: urgency: the first word was due 2026-11-15 12:15 UTC; "
SLOW = "content/changes/2026/2026-11-20-slow.md"
SLOW_TEXT = (
    "---\ntitle: Slow\nkind: maintenance\nannounced: 2026-11-01 09:00 UTC\noutcome: planned\n"
    "window: {from: 2026-11-20 01:00 UTC, to: 2026-11-20 03:00 UTC}\n---\n"
)
HOSTILE = (
    "::set-output name=x::y",
    "a\n::error::owned",
    "a\r\n##[add-mask]b",
    "100%0A::warning::x",
    "%25 , : ,line=9::x",
    "\x1b[31m\N{RIGHT-TO-LEFT OVERRIDE}\N{LINE SEPARATOR}",
    "| a | [b](https://evil.example) ![c](d) <img src=x> `e` *f* $g$ @team",
    "x" * 1_000_000,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "records"))


def test_a_promise_that_is_late_is_a_warning_on_its_line(root: Path) -> None:
    write(root, LATE, LATE_TEXT)
    done = check(root)
    assert done.returncode == 0
    assert done.stdout.startswith(WARNED)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_becomes_no_other_workflow_command(hostile: str) -> None:
    problem = Problem(f"incidents/{hostile}", 3, 1, hostile, hostile, hostile)
    (line,) = github_lines(Checked((problem,), 1))
    assert re.split(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", line) == [line]
    assert line.isprintable()
    command, message = line.removeprefix("::").split("::", 1)
    name, properties = command.split(" ", 1)
    assert name == "error"
    assert [one.split("=", 1)[0] for one in properties.split(",")] == ["file", "line", "col", "title"]
    assert re.search("%(?!25|2C|3A)", line) is None
    assert message


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_in_its_cell_of_the_summary(hostile: str) -> None:
    problem = Problem(f"incidents/{hostile}", 3, 1, hostile, hostile, hostile)
    *_, row, end, _ = step_summary(Checked((problem,), 1)).split("\n")
    assert end == ""
    assert row.startswith("| error | ")
    cells = row.removeprefix("| error | ").removesuffix(" |").split(" | ")
    assert len(cells) == 3
    assert all(re.search(r"[<>|`*_\[\]$@!\\]", cell) is None for cell in cells)
    assert len(row) < 20_000


def test_a_summary_never_grows_beyond_what_github_takes() -> None:
    problems = tuple(Problem(f"incidents/{at}.md", 1, 1, "", "x" * 400, "y" * 400) for at in range(3000))
    text = step_summary(Checked(problems, 3000))
    assert len(text.encode()) < 1024 * 1024
    left = re.search(r"\| (\d+) more stand in the log \|", text)
    assert left is not None
    assert text.count("| error |") + int(left[1]) == 3000


def test_the_summary_is_a_table_appended_to_the_file_that_the_step_names(root: Path, tmp_path: Path) -> None:
    write(root, LATE, LATE_TEXT)
    page = tmp_path / "summary.md"
    page.write_text("Before.\n")
    done = check(root, "--format", "github", GITHUB_STEP_SUMMARY=str(page))
    assert done.returncode == 0
    lines = page.read_text().split("\n")
    assert lines[:5] == [
        "Before.",
        "### aboveboard check: 12 files, 0 errors, 1 warning",
        "",
        "| | where | field | what |",
        "|---|---|---|---|",
    ]
    assert lines[5].startswith(
        "| warning | incidents&#47;2026&#47;2026-11-15-late&#46;md&#58;3&#58;10 | urgency | the first"
    )
    check(root, GITHUB_STEP_SUMMARY=str(page))
    assert page.read_text().split("\n") == lines


def test_a_summary_without_problems_has_no_table(root: Path, tmp_path: Path) -> None:
    check(root, "--format", "github", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))
    assert (tmp_path / "summary.md").read_text() == "### aboveboard check: 11 files, 0 errors, 0 warnings\n\n"


def test_a_summary_that_cannot_be_written_changes_nothing_else(root: Path, tmp_path: Path) -> None:
    write(root, LATE, LATE_TEXT)
    done = check(root, "--format", "github", GITHUB_STEP_SUMMARY=str(tmp_path))
    assert done.returncode == 0
    assert done.stdout.startswith("::warning file=")
    assert "no summary: GITHUB_STEP_SUMMARY: " in done.stderr
    assert "Traceback" not in done.stderr


def test_annotations_of_a_folder_below_the_top_lead_to_the_file(root: Path) -> None:
    write(root, LATE, LATE_TEXT)
    line = check(root, "--format", "github", GITHUB_WORKSPACE=str(root.parent)).stdout
    assert line.startswith(f"::warning file=records/{LATE},line=3,col=10,title=aboveboard%3A urgency::")
    report = json.loads(check(root, "--format", "gitlab", CI_PROJECT_DIR=str(root.parent)).stdout)
    assert report[0]["location"]["path"] == f"records/{LATE}"
    assert check(root, "--format", "github", GITHUB_WORKSPACE=str(root)).stdout.startswith(f"::warning file={LATE},")


def test_gitlab_has_a_code_quality_report(root: Path) -> None:
    write(root, LATE, LATE_TEXT)
    write(root, "incidents/2026/2026-11-14-wrong.md", "---\ntitle: Wrong\n---\n")
    done = check(root, "--format", "gitlab")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert {tuple(sorted(one)) for one in report} == {
        ("check_name", "description", "fingerprint", "location", "severity")
    }
    assert report[-1]["severity"] == "minor"
    assert report[-1]["location"] == {"path": LATE, "lines": {"begin": 3}}
    assert report[0]["severity"] == "major"
    assert report[0]["description"].endswith("is missing; add `fault:`")
    assert len({one["fingerprint"] for one in report}) == len(report)
    assert json.loads(check(BASE, "--format", "gitlab").stdout) == []


def test_a_fingerprint_stays_while_the_problem_does() -> None:
    def fingerprints(*problems: Problem) -> list[str]:
        return [one["fingerprint"] for one in json.loads("\n".join(gitlab_lines(Checked(problems, 1))))]

    first = Problem("a.md", 3, 1, "started", "open for 31 days", "", Severity.WARNING)
    moved = Problem("a.md", 9, 4, "started", "open for 32 days", "", Severity.WARNING)
    other = Problem("a.md", 3, 1, "started", "open for 31 months", "", Severity.WARNING)
    assert fingerprints(first) == fingerprints(moved) != fingerprints(other)
    twins = fingerprints(first, moved)
    assert twins[0] == fingerprints(first)[0]
    assert twins[0] != twins[1]


def test_text_is_one_line_for_each_problem() -> None:
    problems = tuple(Problem("a.md", 1, 1, "", hostile) for hostile in HOSTILE)
    assert all(line.isprintable() for line in text_lines(Checked(problems, 1)))


def test_an_announcement_written_into_the_past_is_a_warning(root: Path) -> None:
    git(root, "init", "--quiet")
    commit(root, "2026-10-20T09:00:00Z")
    write(root, SLOW, SLOW_TEXT)
    assert check(root).stdout == ""
    commit(root, "2026-11-10T09:00:00Z")
    done = check(root)
    assert done.returncode == 0
    assert done.stdout == (
        f"{SLOW}:4:12: warning: announced: 2026-11-01 lies before 2026-11-10, the day on which git first knew of this "
        "change; no earlier notice can be shown; if customers were told elsewhere, record it as a communication\n"
    )
    assert "git first knew" not in check(root, as_of="2026-11-09T09:00:00Z").stdout


def test_a_repository_that_arrived_whole_is_not_judged(root: Path) -> None:
    write(root, SLOW, SLOW_TEXT)
    git(root, "init", "--quiet")
    commit(root, "2026-11-10T09:00:00Z")
    assert (check(root).stdout, check(root).stderr) == ("", "12 files, 0 errors, 0 warnings\n")


def test_a_shallow_clone_says_what_it_cannot_know(root: Path, tmp_path: Path) -> None:
    git(root, "init", "--quiet")
    commit(root, "2026-10-20T09:00:00Z")
    write(root, SLOW, SLOW_TEXT)
    commit(root, "2026-11-10T09:00:00Z")
    git(root, "clone", "--quiet", "--depth=1", f"file://{root}", str(tmp_path / "shallow"))
    done = check(tmp_path / "shallow")
    assert (done.returncode, done.stdout) == (0, "")
    assert "this clone is shallow" in done.stderr
    notes = json.loads(check(tmp_path / "shallow", "--format", "json").stdout)["summary"]["notes"]
    assert len(notes) == 1


def check(root: Path, *arguments: str, as_of: str = AS_OF, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "aboveboard", "check", "--as-of", as_of, *arguments]
    outer = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_"))}
    return subprocess.run(command, cwd=root, env={**outer, **environment}, capture_output=True, text=True, check=False)


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def commit(root: Path, at: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "A commit", at=at)


def git(root: Path, *arguments: str, at: str = "2026-10-01T00:00:00Z") -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for who in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{who}_{what}": "robin@northwind.example" for what in ("NAME", "EMAIL")}
        environment[f"GIT_{who}_DATE"] = at
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
