"""What the cache gives: to a forked worker what stood there before the build, and later what was put for later."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import package_digest
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


def test_what_is_put_later_stays_with_the_rest(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache.sqlite", "1") as cache:
        cache.later(lambda: cache.put("texts", {"a": b"late"}))
        assert cache.get("texts", "a") is None
        cache.checkpoint()
        assert cache.get("texts", "a") == b"late"
        cache.later(lambda: cache.put("texts", {"b": b"later"}))
    with Cache(tmp_path / "cache.sqlite", "1") as cache:
        assert cache.shelf("texts") == {"a": b"late", "b": b"later"}


def test_a_build_that_fails_puts_nothing_late(tmp_path: Path) -> None:
    with suppress(InterruptedError), Cache(tmp_path / "cache.sqlite", "1") as cache:
        cache.later(lambda: cache.put("texts", {"a": b"late"}))
        raise InterruptedError
    with Cache(tmp_path / "cache.sqlite", "1") as cache:
        assert cache.shelf("texts") == {}


def test_another_version_of_what_is_installed_makes_another_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path), str(tmp_path / "absent")])

    def digest() -> str:
        return package_digest.__wrapped__()

    (tmp_path / "holidays-1.0.dist-info").mkdir()
    before = digest()
    assert digest() == before
    (tmp_path / "holidays-1.0.dist-info").rename(tmp_path / "holidays-1.1.dist-info")
    assert digest() != before
