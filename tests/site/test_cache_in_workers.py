"""A forked worker reads from the cache what stood there before the build."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from aboveboard.publish.cache import Cache
from aboveboard.publish.workers import in_parallel


def _found(cache: Cache, key: str) -> bytes | None:
    return cache.get("texts", key)


def test_a_worker_finds_what_an_earlier_build_kept(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache.sqlite", "1") as cache:
        cache.put("texts", {"a": b"kept"})
    with Cache(tmp_path / "cache.sqlite", "1") as cache:
        assert list(in_parallel(partial(_found, cache), ["a", "b"], 2, least=1)) == [b"kept", None]


def test_a_worker_finds_nothing_in_a_new_cache(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache.sqlite", "1") as cache:
        cache.put("texts", {"a": b"not yet"})
        assert list(in_parallel(partial(_found, cache), ["a"] * 3, 2, least=1)) == [None] * 3
        assert _found(cache, "a") == b"not yet"
