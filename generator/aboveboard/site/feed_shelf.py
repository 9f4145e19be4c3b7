"""The texts of feed entries, made once for all feeds that show them."""

from __future__ import annotations

from collections.abc import Mapping

import msgpack

from aboveboard.publish.cache import Cache

ENTRIES = "entries"

# The formats of one feed are made one after the other from the same entries; more of them would only fill the memory.
_FRESH_ENTRIES = 500


class FeedShelf:
    """The texts of feed entries: those of earlier builds come from the cache, new ones are collected for it."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._fresh: dict[str, dict[str, str]] = {}
        self._collected: dict[str, bytes] = {}

    def get(self, key: str) -> dict[str, str] | None:
        if key in self._fresh:
            return self._fresh[key]
        packed = self._cache.get(ENTRIES, key)
        return None if packed is None else msgpack.unpackb(packed)

    def update(self, fresh: Mapping[str, dict[str, str]]) -> None:
        if len(self._fresh) > _FRESH_ENTRIES:
            self._fresh.clear()
        self._fresh.update(fresh)
        self._collected.update((key, msgpack.packb(texts)) for key, texts in fresh.items())

    def take(self) -> dict[str, bytes]:
        """What was made since the last time, for the process that may write."""
        taken, self._collected = self._collected, {}
        return taken
