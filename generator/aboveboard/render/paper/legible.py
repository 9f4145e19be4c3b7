"""Data made ready for the press: a character that no font has is said by its number, and no word is wider than a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

# Without a place to break, a longer word could run out of a narrow column.
_LONG = 24
_LONG_WORD = re.compile(rf"\S{{{_LONG},}}")
_LONG_PART = re.compile(r"[^/\-\u00ad\u200b]{24,}")
_PIECES = re.compile(r".{1,8}[\u0300-\u036f]*")
_SOFT_HYPHEN, _BREAK = "\u00ad", "\u200b"
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)")
_BYTE_ORDER_MARK = "\ufeff"


def legible(data: Mapping[str, Any], known: frozenset[str]) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """`data` (as JSON has it) with `[U+1F642]` for each character that is not known, and those characters, sorted.

    Long words can be broken. Addresses stay as they are: a link's target must, and typst knows where to break them.
    """
    used = set("".join(_texts(data)))
    missing = sorted(used - known - {_BYTE_ORDER_MARK})
    names: dict[int, str] = {ord(one): f"[U+{ord(one):04X}]" for one in missing}
    names[ord(_BYTE_ORDER_MARK)] = ""

    def change(text: str) -> str:
        return _breakable(text.translate(names))

    is_shown = used.isdisjoint(map(chr, names))
    return {key: _changed(value, _breakable if is_shown else change) for key, value in data.items()}, tuple(missing)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _changed(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {key: _changed(value, change) for key, value in data.items()}
    if isinstance(data, list):
        return [_changed(value, change) for value in data]
    return data


def _breakable(text: str) -> str:
    if len(text) < _LONG:
        return text
    return _LONG_WORD.sub(lambda word: word[0] if _ADDRESS.search(word[0]) else _in_pieces(word[0]), text)


def _in_pieces(word: str) -> str:
    """Only a word of letters shows a hyphen where it is broken; an id or a path must not."""
    mark = _SOFT_HYPHEN if word.isalpha() else _BREAK
    return _LONG_PART.sub(lambda part: mark.join(_PIECES.findall(part[0])), word)
