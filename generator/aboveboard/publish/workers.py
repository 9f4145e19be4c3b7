"""The same function over many items on several processes: forked, so that what was read before needs no copying."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# What forked workers inherit: a function and its items. Set just before forking, so nothing has to be pickled.
_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None

_CHUNKS_PER_WORKER = 8


def default_jobs() -> int:
    """The cores that this process may use; 1 where forking is not safe."""
    if sys.platform != "linux":
        return 1
    return len(os.sched_getaffinity(0))


def in_parallel(
    function: Callable[[Item], Result], items: Sequence[Item], jobs: int, least: int = 64
) -> Iterator[Result]:
    """Results in the order of the items. Fewer than `least` items are not worth a worker."""
    global _work
    if jobs < 2 or len(items) < least or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(function, items)
        return
    _work = (function, items)
    gc.freeze()  # what is alive now stays alive: no collector needs to walk it again and again
    size = -(-len(items) // (jobs * _CHUNKS_PER_WORKER))
    chunks = [range(at, min(at + size, len(items))) for at in range(0, len(items), size)]
    try:
        with multiprocessing.get_context("fork").Pool(jobs, initializer=_collect_rarely) as pool:
            for results in pool.imap(_run, chunks):
                yield from results
    finally:
        gc.unfreeze()
        _work = None


def _collect_rarely() -> None:
    """What a worker makes of an item is gone with it, cycles are few: a fraction of the usual rounds will do."""
    gc.set_threshold(20_000, 50, 100)
    gc.enable()


def _run(places: range) -> list[Any]:
    assert _work is not None
    function, items = _work
    return [function(items[at]) for at in places]
