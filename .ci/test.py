"""Everything that checks the project, one step after the other; ends with the number of skipped tests.

On a laptop what cannot be installed is skipped, loudly; with CI=true a skip is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).parents[1]
IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
RESULTS = ROOT / ".cache" / "tests"

# The pure packages are covered to the last branch by the tests nearest to them. To count branches makes a test twice as
# long, so the others run without.
PURE = ("aboveboard.availability", "aboveboard.views")
NEAREST = ("tests/availability", "tests/views", "tests/render", "tests/proof")
COVERAGE = ("--cov-branch", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100")
TESTS = (
    ("tests of the pure packages", (*NEAREST, *COVERAGE, *(f"--cov={package}" for package in PURE))),
    ("all other tests", tuple(f"--ignore={folder}" for folder in NEAREST)),
)

STEPS = (
    ("format", ("ruff", "format", "--check", ".")),
    ("lint", ("ruff", "check", ".")),
    ("types", ("mypy",)),
    ("layers", ("lint-imports",)),
    ("records", ("aboveboard", "check")),
    ("the example's site", ("aboveboard", "build", "--strict")),
)


def main() -> int:
    failed = [name for name, command in STEPS if not _passes(name, command)]
    for part in ("browser", "serving"):
        if not _passes(f"{part}, by package name", (sys.executable, f"tests/{part}/install.py")):
            print(f"  tests of {part} will be skipped", file=sys.stderr)
    shutil.rmtree(RESULTS, ignore_errors=True)
    counts = []
    for name, arguments in TESTS:
        results = RESULTS / f"{len(counts)}.xml"
        if not _passes(name, (sys.executable, "-m", "pytest", "-n", "2", "-rs", f"--junit-xml={results}", *arguments)):
            failed.append(name)
        counts.append(_counts(results))
    passed, broken, skipped = map(sum, zip(*counts, strict=True))
    if skipped and IN_CI:
        failed.append(f"{skipped} skipped")
    print(f"\n{'FAILED: ' + ', '.join(failed) if failed else 'all steps passed'}")
    print(f"{passed} passed, {broken} failed, {skipped} skipped")
    return 1 if failed else 0


def _passes(name: str, command: tuple[str, ...]) -> bool:
    print(f"== {name}: {' '.join(command[:6])}", flush=True)
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def _counts(results: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped tests, as pytest wrote them down."""
    if not results.exists():
        return 0, 1, 0
    suites = list(ElementTree.parse(results).iter("testsuite"))
    number = {
        name: sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    }
    broken = number["failures"] + number["errors"]
    return number["tests"] - broken - number["skipped"], broken, number["skipped"]


if __name__ == "__main__":
    sys.exit(main())
