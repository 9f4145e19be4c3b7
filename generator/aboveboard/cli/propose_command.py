"""`aboveboard propose`: changed records as a pull request, for workflows."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aboveboard.cli.options import Root

# Who commits when a workflow's own token does: GitHub's bot for Actions.
_BOT = ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")


class Outcome(StrEnum):
    """What a step of a workflow can end with."""

    SUCCESS = "success"
    FAILURE = "failure"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


def add_to(app: typer.Typer) -> None:
    app.command()(propose)


def propose(
    branch: Annotated[str, typer.Option("--branch", help="The branch to push.")],
    title: Annotated[str, typer.Option("--title", help="Of the commit and the pull request.")],
    base: Annotated[str, typer.Option("--base", help="Where the pull request leads.")] = "main",
    issue: Annotated[int | None, typer.Option("--issue", min=1, help="The issue that asked for it.")] = None,
    checked: Annotated[
        Outcome | None, typer.Option("--checked", help="How the check ended: becomes the commit's status `check`.")
    ] = None,
    comment: Annotated[
        Path | None, typer.Option("--comment", help="A file to comment on the pull request, updated in place.")
    ] = None,
    root: Root = Path(),
) -> None:
    """Commit the records that changed, push them as a branch, and open its pull request unless there is one."""
    from aboveboard.errors import UsageError
    from aboveboard.forge.github import repository_of, run_address
    from aboveboard.forge.proposal import Author, Remote
    from aboveboard.forge.proposal import propose as push
    from aboveboard.forge.request import one_line

    repository = repository_of(os.environ)
    line = one_line(title)
    if not line:
        raise UsageError("--title is empty")
    about = f"Asked for in #{issue}." if issue else ""
    remote = Remote("origin", os.environ.get("GITHUB_SERVER_URL", "https://github.com"), repository.token)
    commit = push(root.resolve(), branch, f"{line}\n\n{about}".strip() + "\n", Author(*_BOT), remote)
    number, address = repository.pull_request(branch, base, line, about)
    if comment is not None:
        repository.comment_in_place(number, comment.read_text("utf-8", "replace"))
    if checked is not None:
        passed = checked is Outcome.SUCCESS
        said = "No errors" if passed else "Errors: see the run"
        repository.set_status(commit, "check", "success" if passed else "failure", said, run_address(os.environ))
    print(address)
    print(f"{branch} at {commit[:10]}, pull request {number}", file=sys.stderr)
