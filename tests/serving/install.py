"""What the tests of serving need, by package name: Debian's nginx. Exit 1 when it cannot be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NGINX = os.environ.get("NGINX", "/usr/sbin/nginx")


def main() -> int:
    if shutil.which(NGINX) is not None:
        return 0
    if shutil.which("apt-get") is None:
        return _missing("no nginx: name one with NGINX=/path/to/nginx")
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "nginx-light"],
    )
    if all(_runs([*as_root, *command]) for command in commands):
        return 0
    return _missing("nginx could not be installed")


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _missing(what: str) -> int:
    print(f"tests/serving: {what}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
