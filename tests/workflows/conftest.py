"""A status repository as `aboveboard init` makes it, pushed to a remote, with the wheel where pip looks for it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from github_server import GitHub, github
from status_repository import Status, git

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a machine that has Python and our dependencies, but Aboveboard only as a wheel to be installed.

    The dependencies are those of the tests' own environment; nothing is fetched.
    """
    base = tmp_path_factory.mktemp("runner")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(base / "wheels"), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(base / "python")], check=True)
    site = next((base / "python" / "lib").glob("python3*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return {
        "PATH": f"{base / 'python' / 'bin'}{os.pathsep}/usr/local/bin{os.pathsep}/usr/bin{os.pathsep}/bin",
        "HOME": str(base),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(base / "wheels"),
        "PIP_NO_DEPS": "1",
        "PIP_IGNORE_INSTALLED": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": "",
    }


@pytest.fixture
def status(tmp_path: Path, runner: dict[str, str]) -> Status:
    root, remote = tmp_path / "status", tmp_path / "remote.git"
    subprocess.run([sys.executable, "-m", "aboveboard", "init", str(root)], check=True, capture_output=True)
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "Begin")
    git(root, "remote", "add", "origin", str(remote))
    git(root, "push", "--quiet", "origin", "main")
    git(root, "fetch", "--quiet", "origin")
    return Status(root, remote, runner)


@pytest.fixture
def forge() -> Iterator[GitHub]:
    with github() as running:
        yield running
