"""A command run as a whole process: its wall time, its processor time and its peak memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Runs the command in a process of its own, so that the peak is that of this command's largest process alone.
_RUN = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
wall = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
scale = 1 if sys.platform == "darwin" else 1024
with open(sys.argv[1], "w") as file:
    json.dump([done.returncode, wall, used.ru_utime + used.ru_stime, used.ru_maxrss * scale, done.stderr.decode()[-2000:]], file)
"""

# What is installed has its byte code. A machine that is told to write none would compile ours again in every run.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Run:
    """`said` is the end of what it said on stderr."""

    wall: float
    cpu: float
    peak_bytes: int
    said: str = ""


def run(command: Sequence[str], scratch: Path, expected: Sequence[int] = (0,)) -> Run:
    """What others wrote before lies on the disk by then: else the system would write it beside this command."""
    os.sync()
    result = scratch / "run.json"
    subprocess.run([sys.executable, "-c", _RUN, str(result), *command], check=True, env=_ENVIRONMENT)
    code, wall, cpu, peak, errors = json.loads(result.read_text())
    if code not in expected:
        raise SystemExit(f"{' '.join(command)} ended with {code}:\n{errors}")
    return Run(wall, cpu, peak, errors)


def put_aside(folder: Path) -> None:
    """Out of the way, until everything is removed at the end: right after ten thousand files were deleted, ext4
    passes over their inodes for each new one, and the next run would be measured with that."""
    if folder.exists():
        folder.rename(Path(tempfile.mkdtemp(dir=folder.parent, prefix=".aside-")) / folder.name)


def median(runs: Sequence[Run]) -> Run:
    return Run(
        statistics.median(one.wall for one in runs),
        statistics.median(one.cpu for one in runs),
        max(one.peak_bytes for one in runs),
        runs[-1].said,
    )
