"""What the commands of an engineer at work cost on the example's records, beside `git status` and an empty Python."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.timing import Run, median, run

_EXAMPLE = Path(__file__).parents[2]
_GOAL_SECONDS = 0.5

_COMMANDS = {
    "check": ("check",),
    "update": ("update", "norvia", "Update", "Traffic moves to the second carrier."),
    "resolve": ("resolve", "norvia", "It works again."),
    "new incident": ("new", "incident", "--title", "Packets are lost", "--urgency", "P1", "--on", "edge-fra1:outage", "--text", "We look."),
    "new change": ("new", "change", "--like", "pg-17-minor", "--at", "2026-12-01 02:00 UTC"),
    "new rfo": ("new", "rfo", "2026-11-15-norvia-packet-loss"),
    "new customer": ("new", "customer", "Example Customer", "--service", "erp"),
}  # fmt: skip


def bench(folder: Path, runs: int) -> None:
    """Processor time, since that is what a command costs whatever else the machine does."""
    root = _example(folder / "example")
    status = median([_fresh(("git", "-C", str(root), "status"), root, folder) for _ in range(runs)])
    empty = median([run((sys.executable, "-c", "pass"), folder) for _ in range(runs)])
    print(
        f"git status of the example: {status.wall:.3f} s ({status.cpu:.3f} s of processor); python -c pass: {empty.cpu:.3f} s"
    )
    for name, arguments in _COMMANDS.items():
        command = (sys.executable, "-m", "aboveboard", *arguments, "--root", str(root))
        taken = median([_fresh(command, root, folder) for _ in range(runs)])
        more = taken.cpu - empty.cpu
        print(
            f"aboveboard {name}: {taken.wall:.2f} s ({taken.cpu:.2f} s of processor); more than python -c pass: {more:.2f} s, "
            f"goal {_GOAL_SECONDS}; / git status: {taken.wall / status.wall:.0f}; / python -c pass: {taken.cpu / empty.cpu:.0f}",
            flush=True,
        )


def _example(root: Path) -> Path:
    if not root.exists():
        root.mkdir(parents=True)
        for name in ("content", "incidents"):
            shutil.copytree(_EXAMPLE / name, root / name)
        shutil.copy(_EXAMPLE / "mkdocs.yml", root)
        (root / ".gitignore").write_text(".cache/\n")
        identity = ("-c", "user.name=Bench", "-c", "user.email=bench@bench.example")
        for command in (("init", "-q"), ("add", "-A"), (*identity, "commit", "-qm", "Example")):
            subprocess.run(("git", "-C", str(root), *command), check=True)
    return root


def _fresh(command: tuple[str, ...], root: Path, folder: Path) -> Run:
    """On the records as they were committed."""
    subprocess.run(("git", "-C", str(root), "checkout", "-q", "."), check=True)
    subprocess.run(("git", "-C", str(root), "clean", "-fdq"), check=True)
    return run(command, folder)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="aboveboard-bench-") as name:
        bench(Path(name), 5)
