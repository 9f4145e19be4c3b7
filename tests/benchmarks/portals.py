"""What the trees of all customers cost, beside `mkdocs build` of the same incidents: cold, unchanged, and after one change.

Two incidents are added to the generated ones: one on a part of one service, which reaches about 86 of 2,000 customers, and
one on parts of five services, which reaches about 367.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.benchmarks.generate import AS_OF, generate
from tests.benchmarks.timing import Run, put_aside, run

_NOW = int(AS_OF.timestamp())
_LATER_SECONDS = 600
_STARTED = AS_OF - timedelta(days=9)
_NARROW, _WIDE = "narrow", "wide"
_PARTS = {_NARROW: 1, _WIDE: 5}
# What a file's time must be older than to be believed.
_SETTLED_SECONDS = 3

_MKDOCS = """site_name: Bench Cloud status
site_url: https://status.bench.example/
docs_dir: content/pages
use_directory_urls: false
theme: {{name: material, font: false}}
plugins: [search, {{aboveboard: {{pdf: {pdf}, shared_assets: shared}}}}]
"""


def bench(folder: Path, incidents: int, customers: int, papers: int, mkdocs: Run) -> None:
    """Without PDFs for all `customers`; with PDFs for `papers` of them, in a repository of their own."""
    root = _repository(folder / "customers", incidents, customers, pdf=False)
    without = _portals(root, folder, f"{customers} customers without PDFs", mkdocs)
    if papers:
        again = _repository(folder / "papers", incidents, papers, pdf=True)
        cold = _portals(again, folder, f"{papers} customers with PDFs", mkdocs)
        plain = _repository(folder / "plain", incidents, papers, pdf=False)
        less = _cold(plain, folder)
        files = sum(1 for _ in (again / "site").rglob("*.pdf"))
        each = (cold.cpu - less.cpu) / max(files, 1)
        print(f"  {files} PDFs: {each * 1000:.0f} ms of processor each, goal 50", flush=True)
    print(f"  peak of the largest process, cold: {without.peak_bytes / 1e6:.0f} MB, goal 250 MB")


def _portals(root: Path, folder: Path, what: str, mkdocs: Run) -> Run:
    cold = _cold(root, folder)
    _say(f"cold, all trees, {what}", cold, mkdocs)
    _say("  nothing changed", _settled(root, folder), mkdocs)
    for name in (_NARROW, _WIDE):
        _say(f"  one more sentence ({name})", _changed(root, folder, name, _one_more_sentence), mkdocs)
        moved = _changed(root, folder, name, _one_more_minute)
        _say(f"  another end ({name})", moved, mkdocs)
        later = _changed(root, folder, name, _one_more_sentence, _NOW + _LATER_SECONDS)
        _say(f"  one more sentence, ten minutes later ({name})", later, mkdocs)
    return cold


def _repository(root: Path, incidents: int, customers: int, *, pdf: bool) -> Path:
    if not root.exists():
        generate(root, incidents, customers)
        for name in _PARTS:
            _path(root, name).write_text(_incident(name))
        (root / "mkdocs.yml").write_text(_MKDOCS.format(pdf=str(pdf).lower()))
    return root


def _path(root: Path, name: str) -> Path:
    folder = root / "incidents" / f"{_STARTED:%Y}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{_STARTED:%Y-%m-%d}-{name}.md"


def _incident(name: str) -> str:
    ended = _STARTED + timedelta(minutes=40)
    impacts = ", ".join(f"{{on: part-{at}, level: outage}}" for at in range(_PARTS[name]))
    return (
        f"---\ntitle: A {name} outage\nurgency: P1\nfault: infrastructure\nstarted: {_STARTED:%Y-%m-%d %H:%M} UTC\n"
        f"resolved: {ended:%Y-%m-%d %H:%M} UTC\nimpacts: [{impacts}]\n---\n\n## Resolved · {ended:%Y-%m-%d %H:%M} UTC\n\n"
        "It works again.\n"
    )


def _one_more_sentence(text: str) -> str:
    return f"{text}\nOne more sentence.\n"


def _one_more_minute(text: str) -> str:
    return re.sub(
        r"(?m)^resolved: (.*):(\d\d) UTC$", lambda found: f"resolved: {found[1]}:{int(found[2]) + 1:02} UTC", text
    )


def _cold(root: Path, folder: Path) -> Run:
    for name in ("site", ".cache"):
        put_aside(root / name)
    return _build(root, folder)


def _settled(root: Path, folder: Path) -> Run:
    """After a build to which no file is too young to be believed."""
    run((sys.executable, "-c", f"import time; time.sleep({_SETTLED_SECONDS})"), folder)
    _build(root, folder)
    return _build(root, folder)


def _changed(root: Path, folder: Path, name: str, change: Callable[[str], str], now: int = _NOW) -> Run:
    """One after the other: what is measured is a build after a change, from a tree that was as it should be."""
    _build(root, folder)
    path = _path(root, name)
    path.write_text(change(path.read_text()))
    return _build(root, folder, now)


def _build(root: Path, folder: Path, now: int = _NOW) -> Run:
    return run((sys.executable, "-m", "tests.benchmarks.clocked", str(root), str(now)), folder)


def _say(what: str, measured: Run, mkdocs: Run) -> None:
    counted = re.search(r"customers: \d+ portals, (\d+) touched", measured.said)
    touched = f", {counted[1]} portals touched" if counted else ""
    print(
        f"{what}: {measured.wall:.2f} s ({measured.cpu:.2f} s of processor){touched}; / mkdocs build: "
        f"{measured.wall / mkdocs.wall:.4f}, of processor {measured.cpu / mkdocs.cpu:.4f}",
        flush=True,
    )
