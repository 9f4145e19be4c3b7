"""Hand-made cState repositories, each with the report and the files that come out of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aboveboard.importers import FORMATS
from aboveboard.importers.report import report_lines
from importers.cases import read_case, tree_text

CASES = sorted(
    path for path in (Path(__file__).parent / "cases").glob("*.txt") if not path.name.endswith(".golden.txt")
)


def test_the_cases_are_there() -> None:
    assert len(CASES) >= 16


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_source_becomes_the_golden_records(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case = read_case(path)
    into = tmp_path / "into"
    report = FORMATS["cstate"](case.write(tmp_path / "source"), into, case.zone, case.as_of)
    text = "\n".join(report_lines(report)) + "\n\n" + tree_text(into, "content/catalog", "content/changes", "incidents")
    golden = path.with_name(f"{path.stem}.golden.txt")
    if os.environ.get("ABOVEBOARD_GOLDEN") or request.config.getoption("--golden", default=False):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
