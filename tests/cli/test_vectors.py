"""The worked cases of the specification, through the command line, from files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from case_files import write_case

VECTORS = sorted((Path(__file__).parents[1] / "vectors").glob("*.json"))


def test_the_vectors_are_there() -> None:
    assert len(VECTORS) >= 43


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_availability_gives_the_expected_figures(path: Path, tmp_path: Path) -> None:
    vector = json.loads(path.read_text("utf-8"))
    write_case(vector["case"], tmp_path)
    command = [
        sys.executable,
        "-m",
        "aboveboard",
        "availability",
        "--format",
        "json",
        "--as-of",
        vector["case"]["as_of"],
    ]
    months = sorted(vector["months"])
    done = subprocess.run(
        [*command, "--from", months[0], "--to", months[-1]], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["customers"] == vector["expect"]
