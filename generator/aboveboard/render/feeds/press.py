"""The fragments of entries: each is made once, however many feeds show it, and forgotten after the last of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from aboveboard.frozen import frozen
from aboveboard.render.feeds.item import Envelope, Item


class Format(Protocol):
    """What a format offers, a module or an object. `AFTER_CATEGORIES` is what its fragments have behind an item's
    categories, and nowhere later; `BETWEEN_CATEGORIES` what parts them."""

    AFTER_CATEGORIES: str
    BETWEEN_CATEGORIES: str

    def __hash__(self) -> int: ...

    def fragment(self, item: Item) -> str: ...

    def join(self, envelope: Envelope, parts: Sequence[str]) -> bytes: ...

    def replaced(self, feed: bytes, texts: Mapping[int, str]) -> bytes: ...


# The text of an entry in each format, by the format's ending.
Fragments = dict[str, str]


class Shelf(Protocol):
    """Where fragments are kept from build to build; a dictionary will do."""

    def get(self, key: str, /) -> Fragments | None: ...

    def update(self, fresh: Mapping[str, Fragments], /) -> None: ...


@frozen
class Piece:
    """One entry of some feeds. `key` names everything that its item is made of."""

    key: str
    make: Callable[[], Item]


class Press:
    """With a cache, fragments are looked up there and put there. Without one, they are kept for as long as a file that
    was expected has not been made: those of all feeds together are larger than everything else a build holds."""

    def __init__(self, cache: Shelf | None) -> None:
        self._cache = cache
        self._kept: dict[str, Fragments] = {}
        self._expected: dict[str, int] = {}

    def expect(self, pieces: Iterable[Piece], files: int) -> None:
        """So many files will be made of these pieces."""
        for piece in pieces:
            self._expected[piece.key] = self._expected.get(piece.key, 0) + files

    def fragments(self, pieces: Sequence[Piece], formats: Mapping[str, Format]) -> list[Fragments]:
        """One for each piece."""
        kept: Shelf = self._kept if self._cache is None else self._cache
        found = {piece.key: kept.get(piece.key) for piece in pieces}
        missing = [piece for piece in pieces if found[piece.key] is None]
        if missing:
            fresh = {piece.key: _made(piece.make(), formats) for piece in missing}
            kept.update(fresh)
            found.update(fresh)
        if self._cache is None:
            self._forget(pieces)
        return [fragments for fragments in found.values() if fragments is not None]

    def _forget(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            self._expected[piece.key] = left = self._expected.get(piece.key, 0) - 1
            if left <= 0:
                self._kept.pop(piece.key, None)


def _made(item: Item, formats: Mapping[str, Format]) -> Fragments:
    return {ending: format.fragment(item) for ending, format in formats.items()}
