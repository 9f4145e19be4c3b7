"""`make bench`: the ratios that the project promises, measured side by side in one run."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

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
            else:
                mkdocs = _bench(folder, wanted.incidents, wanted.runs)
            if wanted.only != "public" and wanted.customers:
                portals.bench(folder, wanted.incidents, wanted.customers, wanted.papers, mkdocs)
        if wanted.only in (None, "writing"):
            writing.bench(folder, wanted.runs)
    finally:
        if wanted.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def _bench(folder: Path, incidents: int, runs: int) -> Run:
    """What MkDocs took. It takes turns with the cold builds: a machine's speed changes within minutes."""
    large, small = _repository(folder / "large", incidents), _repository(folder / "small", incidents // 10)
    turns = [(_mkdocs(folder, incidents), _cold(large, folder)) for _ in range(runs)]
    mkdocs, cold = (median(those) for those in zip(*turns, strict=True))
    _say("cold public tree", cold, "/ mkdocs build", cold.wall / mkdocs.wall, 0.25)
    nothing = median([_build(large, folder) for _ in range(runs)])
    _say("nothing changed", nothing, "/ mkdocs build", nothing.wall / mkdocs.wall)
    changed = median([_one_changed(large, folder, at) for at in range(runs)])
    _say("one changed incident", changed, "/ mkdocs build", changed.wall / mkdocs.wall, 0.02)
    tenth = median([_cold(small, folder) for _ in range(runs)])
    each, each_of_fewer = cold.cpu / incidents, tenth.cpu / (incidents // 10)
    _say(
        f"cold, {incidents // 10} incidents",
        tenth,
        "cost of an incident among many / among few",
        each / each_of_fewer,
        1.1,
    )
    print(f"  peak of the largest process, cold: {cold.peak_bytes / 1e6:.0f} MB, goal 300 MB")
    alone = median([run((sys.executable, "-c", _LOAD_ALONE, str(large)), folder) for _ in range(runs)])
    check = median([run((*ABOVEBOARD, "check", "--root", str(large), "--as-of", AT), folder) for _ in range(runs)])
    _say("reading and parsing the same files alone", alone)
    _say("aboveboard check", check, "/ parsing alone", check.wall / alone.wall, 2.5)
    return mkdocs


def _mkdocs(folder: Path, incidents: int) -> Run:
    baseline = _mkdocs_alone(folder / "mkdocs", _repository(folder / "large", incidents))
    command = ("mkdocs", "build", "-q", "-f", str(baseline / "mkdocs.yml"))
    measured = _fresh(command, folder, baseline / "site")
    _say(f"mkdocs build of {incidents} incidents as pages", measured)
    return measured


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


def _say(what: str, measured: Run, ratio_of: str = "", ratio: float | None = None, goal: float | None = None) -> None:
    line = f"{what}: {measured.wall:.2f} s ({measured.cpu:.2f} s of processor), {measured.peak_bytes / 1e6:.0f} MB"
    if ratio is not None:
        line += f"; {ratio_of}: {ratio:.4f}" + (f", goal {goal}" if goal is not None else "")
    print(line, flush=True)


if __name__ == "__main__":
    main()
