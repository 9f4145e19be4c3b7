"""What the browser tests need, by package name: Debian's Chromium and axe-core from npm. Exit 1 when a part cannot be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    return 0 if all((_chromium(), _axe())) else 1


def _chromium() -> bool:
    if Path(os.environ.get("CHROMIUM", "/usr/bin/chromium")).exists():
        return True
    if shutil.which("apt-get") is None:
        return _missing("no Chromium: name one with CHROMIUM=/path/to/chromium")
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    )
    if all(_runs([*as_root, *command]) for command in commands):
        return True
    return _missing("Chromium could not be installed")


def _axe() -> bool:
    if (HERE / "node_modules" / "axe-core" / "axe.min.js").exists():
        return True
    if shutil.which("npm") is None or not _runs(
        ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--prefix", str(HERE)]
    ):
        return _missing("axe-core could not be installed: npm is needed")
    return True


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _missing(what: str) -> bool:
    print(f"tests/browser: {what}", file=sys.stderr)
    return False


if __name__ == "__main__":
    sys.exit(main())
