"""`aboveboard diff`: what a branch does to records, figures and the public state."""

from __future__ import annotations

import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.cli.options import AsOf, Root
from aboveboard.errors import UsageError

if TYPE_CHECKING:
    from aboveboard.comparison.compare import Comparison, Names
    from aboveboard.history.commit_tree import Recorded
    from aboveboard.records.register import Register


class DiffFormat(StrEnum):
    MARKDOWN = "markdown"
    JSON = "json"
    TEXT = "text"


def add_to(app: typer.Typer) -> None:
    app.command()(diff)


def diff(
    base: Annotated[str, typer.Argument(help="A branch, a tag or a commit to compare with: main.")],
    root: Root = Path(),
    as_of: AsOf = None,
    head: Annotated[
        str | None, typer.Option("--head", help="A commit instead of the files as they lie in the folder.")
    ] = None,
    merge_base: Annotated[
        bool, typer.Option("--merge-base", help="Compare with where head and BASE parted, as a pull request does.")
    ] = False,
    customer: Annotated[
        list[str] | None, typer.Option(help="Only this customer's figures; can be given several times.")
    ] = None,
    format: Annotated[
        DiffFormat, typer.Option("--format", help="`markdown` for a pull request, `json` has everything.")
    ] = DiffFormat.MARKDOWN,
) -> None:
    """Show what a branch does: closed months restated, figures, SLAs, services' state, records, problems."""
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.comparison.compare import compare
    from aboveboard.comparison.side import Side
    from aboveboard.history.commit_tree import commit_of, digest_of, recorded_at, recorded_on_disk
    from aboveboard.records.repository import check_repository

    workplace = workplace_at(root, as_of)
    names = _names(workplace.root, base, head, merge_base)
    if head is None:
        after = recorded_on_disk(workplace.root, digest_of(names.base_commit))
    else:
        after = recorded_at(workplace.root, commit_of(workplace.root, head))
    before = recorded_at(workplace.root, names.base_commit, after)
    instant = workplace.as_of(after.repository.register)
    _refuse_unknown(customer, before.repository.register, after.repository.register)

    def side(recorded: Recorded) -> Side:
        problems = check_repository(recorded.repository, workplace.now, recorded.bytes_of)
        return Side(recorded.repository, problems, instant)

    _print(compare(side(before), side(after), names, frozenset(customer) if customer else None), format)


def _names(root: Path, base: str, head: str | None, merge_base: bool) -> Names:
    from aboveboard.comparison.compare import Names
    from aboveboard.history.commit_tree import commit_of, is_ancestor, is_dirty, is_shallow, merge_base_of

    base_commit = commit_of(root, base)
    head_commit = commit_of(root, head or "HEAD")
    if merge_base:
        base_commit = merge_base_of(root, base_commit, head_commit)
    return Names(
        base=f"where it parted from {base}" if merge_base else base,
        base_commit=base_commit,
        head=head or "This folder",
        head_commit=head_commit,
        is_dirty=head is None and is_dirty(root),
        # A shallow clone cannot tell.
        is_behind=not is_ancestor(root, base_commit, head_commit) and not is_shallow(root),
    )


def _refuse_unknown(asked: list[str] | None, before: Register, after: Register) -> None:
    from aboveboard.records.nearest import did_you_mean

    known = {*before.customers, *after.customers}
    for id in asked or ():
        if id not in known:
            raise UsageError("; ".join(part for part in (f'no customer "{id}"', did_you_mean(id, known)) if part))


def _print(comparison: Comparison, format: DiffFormat) -> None:
    from aboveboard.comparison.story import story_of
    from aboveboard.render.comparison_json import comparison_json
    from aboveboard.render.comparison_markdown import story_markdown
    from aboveboard.render.comparison_text import story_text

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if format is DiffFormat.JSON:
        sys.stdout.write(comparison_json(comparison))
    else:
        story = story_of(comparison)
        sys.stdout.write(story_markdown(story) if format is DiffFormat.MARKDOWN else story_text(story))
