"""What `make` does before there is an environment: a Python that does not fit leaves none that the next try would take."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "Makefile", tmp_path)
    return tmp_path


def make(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Only the environment, with a `python` that is a script of the shell; `$REAL` is one that fits."""
    (folder / "python").write_text(f'#!/bin/sh\nREAL="{sys.executable}"\n{python}\n')
    (folder / "python").chmod(0o755)
    command = ["make", "PYTHON=./python", ".venv/bin/python"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # of `make test`
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", [(3, 9), (3, 10), (3, 14)])
def test_a_python_that_is_too_old_or_too_new_is_told_so(folder: Path, version: tuple[int, int]) -> None:
    pretended = f"""exec "$REAL" -c 'import sys; sys.version_info = {version}; exec(sys.argv[2])' "$@" """
    done = make(folder, pretended)
    assert done.returncode != 0
    assert f"This is Python {version[0]}.{version[1]}, and 3.11 to 3.13 are wanted" in done.stderr
    assert "SyntaxError" not in done.stderr
    assert not (folder / ".venv").exists()


def test_a_python_that_fits_makes_an_environment(folder: Path) -> None:
    done = make(folder, 'case "$*" in *venv*) set -- "$@" --without-pip;; esac; exec "$REAL" "$@"')
    assert done.returncode == 0, done.stderr
    assert (folder / ".venv/bin/python").exists()


def test_an_environment_that_was_not_finished_is_made_again(folder: Path) -> None:
    """Debian's Python without python3-venv gets as far as its link."""
    half = 'case "$*" in *venv*) mkdir -p .venv/bin && ln -s "$REAL" .venv/bin/python && exit 1;; esac'
    for _ in range(2):
        done = make(folder, half)
        assert done.returncode != 0
        assert "-m venv .venv" in done.stdout
        assert not (folder / ".venv/bin/python").exists()


def test_the_pythons_that_fit_are_those_that_the_package_wants_and_the_readme_names() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    least, beyond = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", wanted).groups()
    said = f"3.{least} to 3.{int(beyond) - 1}"
    assert said in (ROOT / "README.md").read_text()
    assert said in (ROOT / "Makefile").read_text()
    assert f"(3, {least}) <= at <= (3, {int(beyond) - 1})" in (ROOT / "Makefile").read_text()
