"""One tree and how it is published: what changed is made and looked through beside the tree that stands, then takes its place.

`prepare` may run in a forked process, `take_places` must not: it writes to the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgpack

from aboveboard.frozen import frozen
from aboveboard.publish.cache import Cache
from aboveboard.publish.tree import Output, Staging, Standing, check_paths, standing_files
from aboveboard.publish.workers import in_parallel

_TREES = "trees"

# Of a file: its key, its size, and the name of its content if it has one.
Known = tuple[str, int, str]
_NOTHING: Known = ("", -1, "")

# How many files were made, written because their bytes differ, kept, and removed.
Counts = tuple[int, int, int, int]

# Told of each file that is made: how many are done, of how many.
Progress = Callable[[int, int], None]


def silent(done: int, of: int) -> None:
    """Tells nobody."""


class Inspector(Protocol):
    """Looks through the bytes of one audience's files. `key` names what it looks for; an empty one looks for nothing."""

    @property
    def key(self) -> str: ...

    def hits(self, path: str, data: bytes) -> tuple[Any, ...]: ...


class Collected(NamedTuple):
    """What came up while a file was made: `entries` are worth keeping in the cache; `said`, by the path of the file, is
    for whoever builds."""

    entries: Mapping[str, bytes]
    said: Mapping[str, str]


NOTHING_COLLECTED = Collected({}, {})


class Collector(Protocol):
    """Filled in any process, emptied in the one that may write."""

    def collected(self) -> Collected: ...

    def keep(self, collected: Collected) -> None: ...


@frozen
class Prepared:
    """A tree that waits beside the one that stands. `stamp` names all that it was made of, `inspected` what it was
    looked through for. When `is_changed` is false the tree stands already, byte for byte; when `known` is None, what is
    known of it stands in the cache."""

    into: Path
    known: Mapping[str, Known] | None
    stamp: str
    inspected: str
    counts: Counts
    hits: tuple[Any, ...]
    is_changed: bool


class _Made(NamedTuple):
    """A file that was made: `differs` from the one that stood there, `collected` is worth keeping, `hits` should not be
    in it."""

    size: int
    differs: bool
    content: str
    collected: Collected
    hits: tuple[Any, ...]


@dataclass(slots=True)
class Publishing:
    """Where a tree goes, what stands there, and what is known of it from the build before. Fewer files than `least` are
    not worth a second process."""

    into: Path
    spares: Path
    cache: Cache
    inspector: Inspector
    jobs: int = 1
    progress: Progress = silent
    least: int = 64
    standing: Mapping[str, Standing] = field(init=False)
    known: Mapping[str, Known] = field(init=False)
    stamp: str = field(init=False)
    inspected: str = field(init=False)

    def __post_init__(self) -> None:
        packed = self.cache.get(_TREES, str(self.into.resolve()))
        self.known, self.stamp, self.inspected = msgpack.unpackb(packed, use_list=False) if packed else ({}, "", "")
        self.standing = standing_files(self.into)

    def is_untouched(self) -> bool:
        """Whether the tree stands as the last build left it."""
        sizes = {path: size for path, (_, size, _) in self.known.items()}
        return sizes == {path: file.size for path, file in self.standing.items()}

    def bytes_of(self, path: str) -> bytes:
        return (self.into / path).read_bytes()

    def is_as_inspected(self) -> bool:
        """Whether it stands as it was looked through for what is looked for now."""
        return self.inspected == self.inspector.key and self.is_untouched()

    def unchanged(self, stamp: str | None = None) -> Prepared:
        """The tree as it stands; with another stamp, when that names the same."""
        counts = (0, 0, len(self.known), 0)
        known = None if stamp is None else self.known
        return Prepared(self.into, known, stamp or self.stamp, self.inspected, counts, (), is_changed=False)

    def prepare(
        self,
        outputs: Sequence[Output],
        collector: Collector | None = None,
        stamp: str = "",
        meanwhile: Callable[[], object] | None = None,
    ) -> Prepared:
        """The tree of these files and no others. `meanwhile` is called while other processes make them, if at all."""
        check_paths(output.path for output in outputs)
        kept = {output.path: self.known[output.path] for output in outputs if self._stands(output)}
        to_make = [output for output in outputs if output.path not in kept]
        return self._prepare(kept, to_make, collector, stamp, meanwhile)

    def prepare_again(self, outputs: Sequence[Output]) -> Prepared:
        """The tree that stands untouched, with these in the place of the files of their names."""
        to_make = [output for output in outputs if not self._stands(output)]
        if not to_make:
            return self.unchanged()
        kept = dict(self.known)
        for output in to_make:
            kept.pop(output.path, None)
        return self._prepare(kept, to_make)

    def _prepare(
        self,
        known: dict[str, Known],
        to_make: Sequence[Output],
        collector: Collector | None = None,
        stamp: str = "",
        meanwhile: Callable[[], object] | None = None,
    ) -> Prepared:
        """`known` is of the files that stay; what is made is added."""
        hits = [hit for found in self._look_again(known.keys()) for hit in found]
        removed = len(self.standing.keys() - known.keys() - {output.path for output in to_make})
        if not to_make and not removed and self.into.is_dir():
            counts = (0, 0, len(known), 0)
            return Prepared(self.into, known, stamp, self.inspector.key, counts, tuple(hits), is_changed=False)
        self.into.parent.mkdir(parents=True, exist_ok=True)
        staging = Staging(self.into, self.standing, self.spares)
        try:
            staging.begin(known.keys())
            made = in_parallel(partial(self._make, staging, collector), to_make, self.jobs, self.least)
            if meanwhile is not None:
                meanwhile()
            written = self._fill(zip(to_make, made, strict=True), len(to_make), collector, known, hits)
        except BaseException:
            staging.discard()
            raise
        is_changed = bool(written or removed) or not self.into.is_dir()
        if not is_changed:
            staging.discard()
        counts = (len(to_make), written, len(known) - written, removed)
        return Prepared(self.into, known, stamp, self.inspector.key, counts, tuple(hits), is_changed)

    def _fill(
        self,
        coming: Iterable[tuple[Output, _Made]],
        count: int,
        collector: Collector | None,
        known: dict[str, Known],
        hits: list[Any],
    ) -> int:
        """How many files differ from those that stand; `known` and `hits` are added to."""
        written = 0
        for at, (output, made) in enumerate(coming, 1):
            known[output.path] = (output.key(), made.size, made.content)
            written += made.differs
            hits += made.hits
            if collector is not None:
                collector.keep(made.collected)
            self.progress(at, count)
        return written

    def _make(self, staging: Staging, collector: Collector | None, output: Output) -> _Made:
        """A file whose bytes are those that stand there now is taken over."""
        content = output.content() if output.content is not None else ""
        if self._says(output.path, content):
            staging.keep(output.path)
            is_new = self.inspector.key and self.inspected != self.inspector.key
            return _Made(
                self.standing[output.path].size,
                False,
                content,
                NOTHING_COLLECTED,
                self.inspector.hits(output.path, self.bytes_of(output.path)) if is_new else (),
            )
        data = output.make()
        collected = NOTHING_COLLECTED if collector is None else collector.collected()
        hits = self.inspector.hits(output.path, data) if self.inspector.key else ()
        differs = not (self._has_size(output.path, len(data)) and self.bytes_of(output.path) == data)
        if differs:
            staging.write(output.path, data)
        else:
            staging.keep(output.path)
        return _Made(len(data), differs, content, collected, hits)

    def is_to_make(self, output: Output) -> bool:
        """Whether its bytes will be asked for."""
        return not self._stands(output) and not self._says(output.path, output.content() if output.content else "")

    def _says(self, path: str, content: str) -> bool:
        """Whether the file in the tree says the same, and still has the size that it had."""
        _, size, known_content = self.known.get(path, _NOTHING)
        return bool(content) and content == known_content and self._has_size(path, size)

    def _has_size(self, path: str, size: int) -> bool:
        file = self.standing.get(path)
        return file is not None and file.size == size

    def _look_again(self, kept: Set[str]) -> Iterable[tuple[Any, ...]]:
        """Through the files that stay, if they were looked through for something else."""
        if not self.inspector.key or self.inspected == self.inspector.key:
            return ()
        return in_parallel(partial(_look_through, self.into, self.inspector), sorted(kept), self.jobs)

    def _stands(self, output: Output) -> bool:
        """Whether the file in the tree was made of the same things, and still has the size that it had."""
        key, size, _ = self.known.get(output.path, _NOTHING)
        return self._has_size(output.path, size) and key == output.key()


def take_places(trees: Sequence[Prepared], spares: Path, cache: Cache) -> None:
    """Each new tree takes the place of the old one in one step.

    What was known of the old ones is forgotten first: whoever is killed in between believes nothing of what stands.
    """
    names = {str(tree.into.resolve()): tree for tree in trees}
    changed = {name: tree for name, tree in names.items() if tree.is_changed}
    cache.put(_TREES, dict.fromkeys(changed, b""))
    cache.checkpoint()
    for tree in changed.values():
        Staging(tree.into, {}, spares).publish()
    cache.put(
        _TREES,
        {
            name: msgpack.packb([dict(tree.known), tree.stamp, tree.inspected])
            for name, tree in names.items()
            if tree.known is not None
        },
    )


def give_up(trees: Iterable[Prepared], spares: Path) -> None:
    """Leaves nothing beside the trees that stand."""
    for tree in trees:
        if tree.is_changed:
            Staging(tree.into, {}, spares).discard()


def _look_through(into: Path, inspector: Inspector, path: str) -> tuple[Any, ...]:
    return inspector.hits(path, (into / path).read_bytes())
