"""`make bench`: the ratios that the project promises, measured side by side in one run."""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import portals, writing
from tests.benchmarks.generate import AS_OF, generate
from tests.benchmarks.timing import Run, median, put_aside, run

ABOVEBOARD = (sys.executable, "-m", "aboveboard")
AT = f"{AS_OF:%Y-%m-%dT%H:%M:%SZ}"

_SHELL = """site_name: Bench Cloud status
site_url: https://status.bench.example/
docs_dir: {docs}
use_directory_urls: false
theme: {{name: material, font: false}}
{rest}
"""

_LOAD_ALONE = """
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).rglob("*.md")):
    yaml.load(path.read_text("utf-8").split("---\\n", 2)[1], Loader=yaml.CSafeLoader)
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--customers", type=int, default=2_000, help="whose portals are built without PDFs; 0 for none")
    parser.add_argument(
        "--papers", type=int, default=50, help="customers whose portals are built with PDFs; 0 for none"
    )
    parser.add_argument("--only", choices=("public", "portals", "writing"), help="one of the three parts")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="leave everything in this folder")
    wanted = parser.parse_args()
    folder = wanted.keep or Path(tempfile.mkdtemp(prefix="aboveboard-bench-"))
    try:
        if wanted.only != "writing":
            if wanted.only == "portals":
                mkdocs = _mkdocs(folder, wanted.incidents)
                _say(f"mkdocs build of {wanted.incidents} incidents as pages", [mkdocs])
            else:
                mkdocs = _bench(folder, wanted.incidents, wanted.runs)
            if wanted.only != "public" and wanted.customers:
                portals.bench(folder, wanted.incidents, wanted.customers, wanted.papers, mkdocs)
        if wanted.only in (None, "writing"):
            writing.bench(folder, wanted.runs)
    finally:
        if wanted.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


class _Turn(NamedTuple):
    """One after the other. `alone` is reading and parsing the files, `tenth` a cold build of a tenth of them."""

    mkdocs: Run
    cold: Run
    nothing: Run
    changed: Run
    tenth: Run
    alone: Run
    check: Run


def _bench(folder: Path, incidents: int, runs: int) -> Run:
    """What MkDocs took. All that is compared takes turns, and each ratio is of one turn: a machine's speed changes within
    minutes."""
    turns = [_turn(folder, incidents, at) for at in range(runs)]
    mkdocs = [turn.mkdocs for turn in turns]
    _say(f"mkdocs build of {incidents} incidents as pages", mkdocs)
    _say_beside("cold public tree", [(turn.cold, turn.mkdocs) for turn in turns], "mkdocs build", 0.25)
    _say_beside("nothing changed", [(turn.nothing, turn.mkdocs) for turn in turns], "mkdocs build")
    _say_beside("one changed incident", [(turn.changed, turn.mkdocs) for turn in turns], "mkdocs build", 0.02)
    _say(f"cold, {incidents // 10} incidents", [turn.tenth for turn in turns])
    growth = [turn.cold.cpu / incidents / (turn.tenth.cpu / (incidents // 10)) for turn in turns]
    print(f"  cost of an incident among many / among few: {_middle(growth)}, goal 1.1")
    peak = max(turn.cold.peak_bytes for turn in turns)
    print(f"  peak of the largest process, cold: {peak / 1e6:.0f} MB, goal 300 MB")
    _say("reading and parsing the same files alone", [turn.alone for turn in turns])
    _say_beside("aboveboard check", [(turn.check, turn.alone) for turn in turns], "parsing alone", 2.5)
    return median(mkdocs)


def _turn(folder: Path, incidents: int, at: int) -> _Turn:
    large, small = _repository(folder / "large", incidents), _repository(folder / "small", incidents // 10)
    mkdocs, cold, nothing = _mkdocs(folder, incidents), _cold(large, folder), _build(large, folder)
    _one_changed(large, folder, 2 * at)  # the first after a cold build makes the spare tree that later ones begin with
    return _Turn(
        mkdocs,
        cold,
        nothing,
        _one_changed(large, folder, 2 * at + 1),
        _cold(small, folder),
        run((sys.executable, "-c", _LOAD_ALONE, str(large)), folder),
        run((*ABOVEBOARD, "check", "--root", str(large), "--as-of", AT), folder),
    )


def _mkdocs(folder: Path, incidents: int) -> Run:
    baseline = _mkdocs_alone(folder / "mkdocs", _repository(folder / "large", incidents))
    command = ("mkdocs", "build", "-q", "-f", str(baseline / "mkdocs.yml"))
    return _fresh(command, folder, baseline / "site")


def _repository(root: Path, incidents: int) -> Path:
    if not root.exists():
        generate(root, incidents, customers=0)
        rest = "plugins: [search, aboveboard]"
        (root / "mkdocs.yml").write_text(_SHELL.format(docs="content/pages", rest=rest))
    return root


def _mkdocs_alone(root: Path, records: Path) -> Path:
    """The incidents as hand-written pages, out of the nav: what MkDocs costs without us."""
    docs = root / "docs"
    if not docs.exists():
        docs.mkdir(parents=True)
        (docs / "index.md").write_text("# Status\n")
        for path in (records / "incidents").rglob("*.md"):
            shutil.copy(path, docs / path.name)
        rest = "plugins: [search]\nnot_in_nav: /*\nnav: [index.md]"
        (root / "mkdocs.yml").write_text(_SHELL.format(docs="docs", rest=rest))
    return root


def _build(root: Path, scratch: Path) -> Run:
    return run(_public_tree(root), scratch)


def _cold(root: Path, scratch: Path) -> Run:
    put_aside(root / ".cache")
    return _fresh(_public_tree(root), scratch, root / "site")


def _public_tree(root: Path) -> tuple[str, ...]:
    return (*ABOVEBOARD, "build", "--root", str(root), "--as-of", AT, "--audience", "public")


def _fresh(command: tuple[str, ...], scratch: Path, site: Path) -> Run:
    put_aside(site)
    return run(command, scratch)


def _one_changed(root: Path, scratch: Path, at: int) -> Run:
    incidents = sorted((root / "incidents").rglob("*.md"))
    path = incidents[(at * 7919 + len(incidents) // 2) % len(incidents)]
    path.write_text(path.read_text() + f"\nOne more sentence, number {at}.\n")
    return _build(root, scratch)


def _say(what: str, runs: Sequence[Run]) -> None:
    """The medians; of the peak the largest."""
    measured = median(runs)
    print(
        f"{what}: {measured.wall:.2f} s ({measured.cpu:.2f} s of processor), {measured.peak_bytes / 1e6:.0f} MB",
        flush=True,
    )


def _say_beside(what: str, pairs: Sequence[tuple[Run, Run]], other: str, goal: float | None = None) -> None:
    _say(what, [one for one, _ in pairs])
    ratios = [one.wall / beside.wall for one, beside in pairs]
    print(f"  / {other}: {_middle(ratios)}" + (f", goal {goal}" if goal is not None else ""), flush=True)


def _middle(ratios: Sequence[float]) -> str:
    """The median, and between what it lies."""
    return f"{statistics.median(ratios):.4f} ({min(ratios):.4f} to {max(ratios):.4f})"


if __name__ == "__main__":
    main()
