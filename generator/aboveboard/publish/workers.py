"""The same function over many items on several processes: forked, so that what was read before needs no copying."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

Item = TypeVar("Item")
Result = TypeVar("Result")

# A worker's function and its items: inherited by forking, so nothing has to be pickled.
_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None

# The first chunk is this part of what each worker would have; of many items none is shorter than that.
_FIRST_PART = 6
_SHORTEST = 16


def default_jobs() -> int:
    """The cores that this process may use; 1 where forking is not safe."""
    if sys.platform != "linux":
        return 1
    return len(os.sched_getaffinity(0))


def in_parallel(
    function: Callable[[Item], Result], items: Sequence[Item], jobs: int, least: int = 64
) -> Iterator[Result]:
    """Results in the order of the items. Fewer than `least` items are not worth a worker. Workers begin at once, and do
    not wait until somebody asks for the first result."""
    if jobs < 2 or len(items) < least:
        return map(function, items)
    import multiprocessing  # many commands never have that much to do

    if "fork" not in multiprocessing.get_all_start_methods():
        return map(function, items)
    gc.freeze()  # what is alive now stays alive: no collector needs to walk it again and again
    pool = multiprocessing.get_context("fork").Pool(
        min(jobs, len(items)), initializer=_begin, initargs=(function, items)
    )
    return _results(pool, pool.imap(_run, _chunks(len(items), jobs)))


def _results(pool: Pool, chunks: Iterable[list[Result]]) -> Iterator[Result]:
    try:
        with pool:
            for results in chunks:
                yield from results
    finally:
        gc.unfreeze()


def _chunks(count: int, jobs: int) -> Iterator[range]:
    """Shorter and shorter, so that no worker waits long for the last chunk of another."""
    at = 0
    shortest = min(_SHORTEST, -(-count // (jobs * _FIRST_PART)))
    while at < count:
        size = max(shortest, -(-(count - at) // (jobs * _FIRST_PART)))
        yield range(at, min(at + size, count))
        at += size


def _begin(function: Callable[[Any], Any], items: Sequence[Any]) -> None:
    """In a worker: what it makes of an item is gone with it, cycles are few, a fraction of the usual rounds will do."""
    global _work
    _work = (function, items)
    gc.set_threshold(20_000, 50, 100)
    gc.enable()


def _run(places: range) -> list[Any]:
    assert _work is not None
    function, items = _work
    return [function(items[at]) for at in places]
