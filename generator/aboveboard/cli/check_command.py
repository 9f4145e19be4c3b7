"""`aboveboard check`: everything that is wrong, and every promise that is about to be broken, in one run."""

from __future__ import annotations

import gc
import io
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.cli.options import AsOf, Root

if TYPE_CHECKING:
    from aboveboard.cli.checked import Checked
    from aboveboard.records.checks.finding import Finding
    from aboveboard.records.register import Register

# The file to which a GitHub workflow's step appends its part of the summary page.
SUMMARY = "GITHUB_STEP_SUMMARY"
# Where code hosts check a repository out: the paths that they show count from there.
_TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


class ProblemFormat(StrEnum):
    TEXT = "text"
    GITHUB = "github"
    GITLAB = "gitlab"
    JSON = "json"


Format = Annotated[
    ProblemFormat,
    typer.Option("--format", help="`github` for annotations, `gitlab` for Code Quality, `json` for other tools."),
]


def add_to(app: typer.Typer) -> None:
    app.command()(check)


def check(root: Root = Path(), as_of: AsOf = None, format: Format = ProblemFormat.TEXT) -> None:
    """Report every problem of the records as file:line:column, and what would be right. Exit 1 when there are errors."""
    # What is read stays until the end: there is nothing to collect.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        checked = _checked(root, as_of)
    finally:
        if was_enabled:
            gc.enable()
    _print(checked, format)
    if checked.errors:
        raise typer.Exit(1)


def _checked(root: Path, as_of: str | None) -> Checked:
    from aboveboard.cli.checked import Checked
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.errors import Severity
    from aboveboard.promises.warnings import promise_findings
    from aboveboard.proof.check import private_problems
    from aboveboard.records.repository import check_repository, pin_findings, read_repository

    workplace = workplace_at(root, as_of)
    repository = read_repository(workplace.root)
    problems = check_repository(repository, workplace.now)
    wrong = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    findings, notes = _announcements(workplace.root, repository.register, workplace.now)
    findings += promise_findings(repository.register, workplace.now, wrong)
    if findings:
        problems = tuple(sorted({*problems, *pin_findings(repository, findings)}))
    if private := private_problems(repository.register, workplace.root):
        problems = tuple(sorted({*problems, *private}))
    return Checked(problems, len(repository.readings), notes, _folder(workplace.root))


def _announcements(root: Path, register: Register, now: int) -> tuple[list[Finding], tuple[str, ...]]:
    """Those that were written into the past, and what git cannot tell."""
    from aboveboard.promises.announcements import announced_changes, announcement_findings

    if not announced_changes(register):
        return [], ()
    from aboveboard.history.first_known import first_known
    from aboveboard.history.git import Git
    from aboveboard.records.wrong import printable

    git = Git(root)
    known = first_known(git)
    notes: tuple[str, ...] = ()
    if not known.is_there and (silence := git.silence()):
        notes = (f"git does not tell when changes were announced: {printable(silence)}",)
    if known.is_cut:
        notes = (
            "this clone is shallow, so git cannot say when older changes were announced; fetch the whole history to know",
        )
    return list(announcement_findings(register, known.instants, now)), notes


def _folder(root: Path) -> str:
    for name in _TOPS:
        top = os.environ.get(name)
        if top and root.is_relative_to(Path(top).resolve()):
            folder = root.relative_to(Path(top).resolve()).as_posix()
            return "" if folder == "." else f"{folder}/"
    return ""


def _print(checked: Checked, format: ProblemFormat) -> None:
    from aboveboard.cli.problem_lines import LINES

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    for line in LINES[format.value](checked):
        print(line)
    for note in checked.notes:
        print(note, file=sys.stderr)
    print(checked.counts, file=sys.stderr)
    if format is ProblemFormat.GITHUB and os.environ.get(SUMMARY):
        _append_summary(Path(os.environ[SUMMARY]), checked)


def _append_summary(path: Path, checked: Checked) -> None:
    """The annotations are out already: a summary that cannot be written changes nothing about what was found."""
    from aboveboard.cli.step_summary import step_summary

    try:
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(step_summary(checked))
    except OSError as error:
        print(f"no summary: {SUMMARY}: {error.strerror}", file=sys.stderr)
