"""The texts of feed entries, kept for the other feeds that show them."""

from __future__ import annotations

from collections.abc import Mapping

import msgpack

from aboveboard.publish.cache import Cache

ENTRIES = "entries"

# The formats of one feed are made one after the other from the same entries; more of them would only fill the memory.
_RECENT_ENTRIES = 500


class RecentEntries:
    """The texts of the entries that were made last, in this process: feeds that show the same stand near each other, and
    an entry is made in the time that it takes to hand it to another process for the cache."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, str]] = {}

    def get(self, key: str) -> dict[str, str] | None:
        return self._kept.get(key)

    def update(self, fresh: Mapping[str, dict[str, str]]) -> None:
        if len(self._kept) > _RECENT_ENTRIES:
            self._kept.clear()
        self._kept.update(fresh)


class FeedShelf:
    """The texts of feed entries: those of earlier builds come from the cache, new ones are collected for it."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._recent = RecentEntries()
        self._collected: dict[str, bytes] = {}

    def get(self, key: str) -> dict[str, str] | None:
        recent = self._recent.get(key)
        if recent is not None:
            return recent
        packed = self._cache.get(ENTRIES, key)
        return None if packed is None else msgpack.unpackb(packed)

    def update(self, fresh: Mapping[str, dict[str, str]]) -> None:
        self._recent.update(fresh)
        self._collected.update((key, msgpack.packb(texts)) for key, texts in fresh.items())

    def take(self) -> dict[str, bytes]:
        """What was made since the last time, for the process that may write."""
        taken, self._collected = self._collected, {}
        return taken
