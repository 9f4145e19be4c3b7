"""A status repository in git, with the remote that it is pushed to."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Test", "-c", "user.email=test@hosting.example", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


@dataclass
class Status:
    """`root` is the checkout, `remote` where it is pushed."""

    root: Path
    remote: Path
    environment: dict[str, str]
