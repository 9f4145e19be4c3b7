"""`aboveboard build`: the site."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.cli.options import AsOf, Root

if TYPE_CHECKING:
    from aboveboard.render.shell import Shells


def add_to(app: typer.Typer) -> None:
    app.command()(build)


def build(
    root: Root = Path(),
    as_of: AsOf = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="Where the trees go.", show_default="site, beside the records")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes to use; default: one for each core.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 when a record is broken or a link is wrong.")
    ] = False,
) -> None:
    """Build the public site: only what changed is written, and the old tree stays until the new one is whole."""
    gc.disable()  # what is imported stays, and so does nearly everything else
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.errors import Severity, UsageError
    from aboveboard.publish.workers import default_jobs
    from aboveboard.records.instants import utc_text
    from aboveboard.render.shell import ShellError
    from aboveboard.render.shell_key import shell_key
    from aboveboard.site.build import build_public

    workplace = workplace_at(root, as_of)
    if not (workplace.root / "mkdocs.yml").is_file():
        raise UsageError(f"{workplace.root}: there is no mkdocs.yml; see the handbook for the shortest one")
    tree = (into or workplace.root / "site") / "public"
    try:
        with _progress() as progress:
            done = build_public(
                workplace.root,
                tree,
                workplace.now,
                workplace.fixed,
                jobs or default_jobs(),
                (shell_key, _build_shell),
                progress,
            )
    except ShellError as error:
        raise UsageError(str(error)) from error
    errors = [problem for problem in done.made_of.problems if problem.severity is Severity.ERROR]
    for line in (*map(str, errors), *done.warnings):
        print(line, file=sys.stderr)
    print(
        f"{tree}: {done.kept + done.written} files as of {utc_text(done.as_of)}; "
        f"{done.made} made, {done.written} written, {done.removed} removed",
        file=sys.stderr,
    )
    if strict and (errors or done.warnings):
        raise typer.Exit(1)


def _build_shell(config_file: Path, into: Path, known_paths: Sequence[str]) -> Shells:
    import os

    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from aboveboard.mkdocs_plugin.shell_build import build_shell

    return build_shell(config_file, into, known_paths)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal; nothing anywhere else."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Pages", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
