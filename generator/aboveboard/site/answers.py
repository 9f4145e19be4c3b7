"""Answers that are dear to find, kept in the cache by the key of what they were found from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

import msgpack

from aboveboard.publish.cache import Cache
from aboveboard.publish.workers import in_parallel
from aboveboard.records.frozen import freeze, thawer

Answer = TypeVar("Answer")


def answers(
    cache: Cache,
    shelf: str,
    names: Iterable[str],
    key_of: Callable[[str], str],
    find: Callable[[str], Answer],
    kind: Any,
    jobs: int,
) -> Callable[[], Mapping[str, Answer]]:
    """What gives them by name, in the order of the names. Those that `shelf` does not hold are looked for from now on,
    several at a time, and waited for only then.

    `kind` is the dataclass that `find` makes. The shelf keeps these and no others.
    """
    names = tuple(names)
    kept = cache.shelf(shelf)
    known = {name: kept[key] for name in names if (key := key_of(name)) in kept} if kept else {}
    missing = [name for name in names if name not in known]
    coming = in_parallel(find, missing, jobs)

    def given() -> Mapping[str, Answer]:
        found = dict(zip(missing, coming, strict=True))
        cache.later(partial(_keep, cache, shelf, {name: found.get(name) for name in names}, key_of))
        thaw = thawer(kind)
        assert thaw is not None
        return {name: found[name] if name in found else thaw(msgpack.unpackb(known[name])) for name in names}

    return given


def _keep(cache: Cache, shelf: str, found: Mapping[str, Any], key_of: Callable[[str], str]) -> None:
    """Of every name what was found, or None where the shelf knew it."""
    keys = {name: key_of(name) for name in found}
    fresh = {keys[name]: msgpack.packb(freeze(answer)) for name, answer in found.items() if answer is not None}
    cache.put(shelf, fresh)
    cache.keep_only(shelf, keys.values())
