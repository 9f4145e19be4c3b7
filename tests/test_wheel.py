"""The wheel is enough: theme, templates and data files inside, usable in anybody's folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from small_site import differing, small_repository

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but what the wheel holds."""
    made = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(made), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(next(made.glob("*.whl"))) as wheel:
        wheel.extractall(target)
    return target


def run(installed: Path, cwd: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run([sys.executable, "-m", *command], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done


def test_the_wheel_holds_theme_and_data(installed: Path) -> None:
    package = installed / "aboveboard"
    for part in (
        "theme/html/home.html",
        "theme/material/main.html",
        "theme/material/stylesheets/aboveboard.css",
        "theme/paper/rfo.typ",
        "theme/seal/seal.js",
        "theme/paper/fonts/Inter-Regular.ttf",
        "py.typed",
    ):
        assert (package / part).is_file(), part


def test_the_wheel_builds_a_site_in_a_foreign_folder(installed: Path, tmp_path: Path) -> None:
    root = small_repository(tmp_path / "foreign")
    run(installed, root, "aboveboard", "build")
    run(installed, root, "mkdocs", "build", "--strict", "--site-dir", "site/mkdocs")
    assert differing(root / "site/public", root / "site/mkdocs") == []


def test_a_theme_of_the_repository_goes_before_ours(installed: Path, tmp_path: Path) -> None:
    root = small_repository(tmp_path / "foreign")
    (root / "theme/html").mkdir(parents=True)
    (root / "theme/html/subscribe.html").write_text("<p>Ask at the desk.</p>\n")
    run(installed, root, "aboveboard", "build")
    assert "Ask at the desk." in (root / "site/public/subscribe.html").read_text()
