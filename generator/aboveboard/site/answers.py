"""Answers that are dear to find, kept in the cache by the key of what they were found from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgpack

from aboveboard.publish.cache import Cache
from aboveboard.publish.workers import in_parallel
from aboveboard.records.frozen import freeze, thawer

Answer = TypeVar("Answer")


def answers(
    cache: Cache, shelf: str, keys: Mapping[str, str], find: Callable[[str], Answer], kind: Any, jobs: int
) -> Callable[[], Mapping[str, Answer]]:
    """What gives them, for each name in `keys`, in their order. Those that `shelf` does not hold are looked for from now
    on, several at a time, and waited for only then.

    `kind` is the dataclass that `find` makes. The shelf keeps these and no others.
    """
    kept = cache.shelf(shelf)
    missing = [name for name, key in keys.items() if key not in kept]
    coming = in_parallel(find, missing, jobs)

    def given() -> Mapping[str, Answer]:
        found = dict(zip(missing, coming, strict=True))
        cache.put(shelf, {keys[name]: msgpack.packb(freeze(answer)) for name, answer in found.items()})
        cache.keep_only(shelf, keys.values())
        thaw = thawer(kind)
        assert thaw is not None
        return {name: found[name] if name in found else thaw(msgpack.unpackb(kept[key])) for name, key in keys.items()}

    return given
