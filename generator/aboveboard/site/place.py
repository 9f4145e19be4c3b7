"""Where a build reads and writes, and how."""

from __future__ import annotations

from pathlib import Path

from aboveboard.frozen import frozen
from aboveboard.site.publishing import Progress, silent

CACHE = ".cache/aboveboard"


@frozen
class Place:
    """`into` is the folder of all trees. `now` is the instant that pages count their age from: the as-of when it is
    `fixed`."""

    root: Path
    into: Path
    now: int
    fixed: bool
    has_papers: bool = True
    jobs: int = 1
    progress: Progress = silent

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def cache(self) -> Path:
        return self.root / CACHE

    @property
    def frames(self) -> Path:
        return self.cache / "frame"

    @property
    def spares(self) -> Path:
        return self.cache / "spare"
