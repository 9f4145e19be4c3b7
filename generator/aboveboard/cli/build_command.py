"""`aboveboard build`: the site."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.cli.options import AsOf, EpochsFile, Root

if TYPE_CHECKING:
    from aboveboard.render.shell import Shells
    from aboveboard.site.built import BuiltTree

# More portals than that are only counted.
_MOST_LINES = 20


def add_to(app: typer.Typer) -> None:
    app.command()(build)


def build(
    root: Root = Path(),
    as_of: AsOf = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="Where the trees go.", show_default="site, beside the records")
    ] = None,
    audience: Annotated[
        list[str] | None,
        typer.Option(
            help="Only this tree: public, internal, customers, or customers/ID; can be given several times.",
            show_default="all of them",
        ),
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes to use; default: one for each core.")] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Exit 1 when a record is broken or withheld, or a name or a link leads nowhere."),
    ] = False,
    seal: Annotated[
        Path | None,
        typer.Option("--seal", help="Put all portals there as well, encrypted: for a host without logins."),
    ] = None,
    epochs: EpochsFile = None,
) -> None:
    """Build the trees of the public, of every customer, and of staff: only what changed is written, and the old trees
    stay until the new ones are whole and proven to hold nothing of anybody else's."""
    gc.disable()  # what is imported stays, and so does nearly everything else
    from aboveboard.cli.sealed import seal_portals, sealing_secret
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.errors import Severity, UsageError
    from aboveboard.history.git import Git
    from aboveboard.publish.workers import default_jobs
    from aboveboard.records.instants import utc_text
    from aboveboard.records.wrong import printable
    from aboveboard.render.shell import ShellError
    from aboveboard.render.shell_key import shell_key
    from aboveboard.site.audiences import wanted_of
    from aboveboard.site.build import build as build_trees
    from aboveboard.site.inspection import ProofFailed
    from aboveboard.site.place import Place

    workplace = workplace_at(root, as_of)
    if not (workplace.root / "mkdocs.yml").is_file():
        raise UsageError(f"{workplace.root}: there is no mkdocs.yml; see the handbook for the shortest one")
    secret = sealing_secret(seal, epochs)
    trees = into or workplace.root / "site"
    try:
        with _progress() as progress:
            place = Place(
                workplace.root,
                trees,
                workplace.now,
                workplace.fixed,
                workplace.has_papers,
                jobs or default_jobs(),
                progress,
            )
            done = build_trees(place, wanted_of(audience or ()), (shell_key, _build_shell))
    except ShellError as error:
        raise UsageError(str(error)) from error
    except ProofFailed as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error
    errors = [problem for problem in done.problems if problem.severity is Severity.ERROR]
    for line in (*map(str, errors), *map(str, done.withheld), *done.warnings):
        print(line, file=sys.stderr)
    for line in _summary(done.trees):
        print(f"{trees}/{line}", file=sys.stderr)
    print(f"as of {utc_text(done.as_of)}", file=sys.stderr)
    if silence := Git(workplace.root).silence():
        print(
            f"without a history, so nothing is told of revisions and of last good versions: {printable(silence)}",
            file=sys.stderr,
        )
    if seal is not None and secret is not None:
        print(seal_portals(workplace.root, trees, seal, secret, epochs), file=sys.stderr)
    if strict and (errors or done.withheld or done.warnings):
        raise typer.Exit(1)


def _summary(trees: Sequence[BuiltTree]) -> Iterator[str]:
    """A line for each tree; the portals that nothing happened to share one."""
    portals = [tree for tree in trees if _is_portal(tree)]
    touched = [tree for tree in portals if tree.touched]
    for tree in trees:
        if not _is_portal(tree) or (tree.touched and len(touched) <= _MOST_LINES):
            yield f"{tree.name}: {tree.files} files; {tree.made} made, {tree.written} written, {tree.removed} removed"
    if portals:
        noun = "portal" if len(portals) == 1 else "portals"
        yield f"customers: {len(portals)} {noun}, {len(touched)} touched"


def _is_portal(tree: BuiltTree) -> bool:
    return tree.name.startswith("customers/")


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
