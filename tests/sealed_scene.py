"""A small repository whose portals are built and sealed, and the words that no sealed byte may hold."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from private_scene import SECRETS, private_repository

SECRET = "correct-horse-battery-staple-0123456789"
ENVIRONMENT = {**os.environ, "ABOVEBOARD_SEAL_KEY": SECRET, "ABOVEBOARD_LINK_KEY": SECRET[::-1]}
# What stands in the portals, names and common words alike.
PLAIN = (
    *SECRETS["acme"],
    *SECRETS["bolt"],
    "acme",
    "bolt",
    "months",
    "2026-10",
    "ERP Suite",
    "incident",
    "subscription",
)


@dataclass(frozen=True)
class SealedScene:
    root: Path
    portals: Path
    sealed: Path


def command(*arguments: str | Path, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "aboveboard", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**ENVIRONMENT, **environment},
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def sealed_scene(folder: Path) -> SealedScene:
    """Built once, without PDFs."""
    root = private_repository(folder / "repository")
    options = root / "mkdocs.yml"
    options.write_text(
        options.read_text().replace(
            "{as_of: 2026-11-15 13:37 UTC}", "\n      as_of: 2026-11-15 13:37 UTC\n      pdf: false"
        )
    )
    trees, sealed = folder / "trees", folder / "sealed"
    command("build", "--root", root, "--into", trees, "--audience", "customers", "--seal", sealed)
    return SealedScene(root, trees / "customers", sealed)
