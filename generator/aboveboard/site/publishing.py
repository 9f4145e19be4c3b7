"""One tree and how it is published: what changed is made, on several processes if need be, then the new tree takes the old
one's place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgpack

from aboveboard.publish.cache import Cache
from aboveboard.publish.tree import Output, Staging, Standing, check_paths, standing_files
from aboveboard.publish.workers import in_parallel

if TYPE_CHECKING:
    from aboveboard.site.public import PublicSite

_TREES, _PLANS = "trees", "plans"

# Of a file: its key, and its size.
Known = tuple[str, int]
_NOTHING: Known = ("", -1)

# How many files were made, written because their bytes differ, kept, and removed.
Counts = tuple[int, int, int, int]

# Told of each file that is made: how many are done, of how many.
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Publishing:
    """Where a tree goes, what stands there, and what is known of it: of each file the key and the size."""

    into: Path
    spares: Path
    cache: Cache
    jobs: int
    progress: Progress
    standing: Mapping[str, Standing] = field(init=False)
    known: dict[str, Known] = field(init=False)

    def __post_init__(self) -> None:
        packed = self.cache.get(_TREES, str(self.into.resolve()))
        self.known = {} if packed is None else msgpack.unpackb(packed, use_list=False)
        self.standing = standing_files(self.into)

    def plan(self) -> bytes | None:
        """What `remember_plan` was given; None when there was none."""
        return self.cache.get(_PLANS, str(self.into.resolve())) or None

    def remember_plan(self, plan: bytes | None) -> None:
        self.cache.put(_PLANS, {str(self.into.resolve()): plan or b""})

    def is_untouched(self) -> bool:
        """Whether the tree stands as the last build left it."""
        return len(self.standing) == len(self.known) and all(
            file.size == self.known.get(path, _NOTHING)[1] for path, file in self.standing.items()
        )

    def publish(self, outputs: Sequence[Output], site: PublicSite | None = None) -> Counts:
        """How many files were made, written because their bytes differ, kept, and removed."""
        check_paths(output.path for output in outputs)
        kept = {output.path for output in outputs if self._stands(output)}
        if len(kept) == len(outputs) == len(self.standing):
            return 0, 0, len(outputs), 0
        return self._publish(kept, [output for output in outputs if output.path not in kept], site)

    def publish_again(self, outputs: Sequence[Output], site: PublicSite | None = None) -> Counts:
        """The tree that stands, with these in the place of the files of their names."""
        to_make = [output for output in outputs if not self._stands(output)]
        if not to_make:
            return 0, 0, len(self.known), 0
        return self._publish(self.standing.keys() - {output.path for output in to_make}, to_make, site)

    def _publish(self, kept: Set[str], to_make: Sequence[Output], site: PublicSite | None = None) -> Counts:
        self.into.parent.mkdir(parents=True, exist_ok=True)
        known = {path: self.known[path] for path in kept}
        written = 0
        with Staging(self.into, self.standing, self.spares) as staging:
            staging.begin(kept)
            results = in_parallel(partial(_make, staging, site, self.into), to_make, self.jobs)
            for at, (output, (size, differs, collected)) in enumerate(zip(to_make, results, strict=True), 1):
                known[output.path] = (output.key, size)
                written += differs
                if site is not None:
                    site.keep(collected)
                self.progress(at, len(to_make))
            self.cache.put(_TREES, {str(self.into.resolve()): msgpack.packb(known)})
            staging.publish()
        return len(to_make), written, len(known) - written, len(self.standing.keys() - known.keys())

    def _stands(self, output: Output) -> bool:
        """Whether the file in the tree was made of the same things, and still has the size that it had."""
        file = self.standing.get(output.path)
        return file is not None and self.known.get(output.path) == (output.key, file.size)


def _make(
    staging: Staging, site: PublicSite | None, into: Path, output: Output
) -> tuple[int, bool, Mapping[str, bytes]]:
    """The size of the file, whether its bytes differ from those that stand there now (equal ones are taken over), and
    what was made on the way that is worth keeping."""
    data = output.make()
    collected = dict if site is None else site.collected
    standing = into / output.path
    if standing.is_file() and standing.stat().st_size == len(data) and standing.read_bytes() == data:
        staging.keep(output.path)
        return len(data), False, collected()
    staging.write(output.path, data)
    return len(data), True, collected()
