"""Make the lock files: exact versions with hashes, and no index's host."""

import subprocess
import sys

QUIET = ("--quiet", "--no-header", "--no-annotate", "--strip-extras", "--allow-unsafe", "--no-reuse-hashes")
NO_HOSTS = ("--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links")


def main() -> None:
    for name, extras in (("site", ("checkout",)), ("test", ("checkout", "dev"))):
        chosen = [f"--extra={extra}" for extra in extras]
        output = f"--output-file=.ci/{name}.lock"
        command = [sys.executable, "-m", "piptools", "compile", "--generate-hashes", *QUIET, *NO_HOSTS, *chosen, output]
        subprocess.run([*command, "pyproject.toml"], check=True)


if __name__ == "__main__":
    main()
