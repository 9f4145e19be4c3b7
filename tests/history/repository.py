"""A real git repository to write in, commit by commit, with a clock of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from aboveboard.records.values import instant_of

WHO = "robin@northwind.example"


def begin(root: Path) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    return root


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def commit(root: Path, at: str, files: dict[str, str] | None = None, message: str = "A commit") -> None:
    """Everything that differs on disk, after these files were written."""
    write(root, files or {})
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message, at=at)


def clone(root: Path, into: Path, depth: int) -> Path:
    git(root, "clone", "--quiet", f"--depth={depth}", f"file://{root}", str(into))
    return into


def git(root: Path, *arguments: str, at: str = "2026-01-01 00:00 UTC") -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for who in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{who}_{what}": WHO for what in ("NAME", "EMAIL")}
        environment[f"GIT_{who}_DATE"] = f"{instant_of(at)} +0000"
    done = subprocess.run(["git", "-C", str(root), *arguments], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout
