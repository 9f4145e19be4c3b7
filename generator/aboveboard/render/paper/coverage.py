"""Which characters the fonts can show, read from the fonts themselves."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

_FONT_FILES = (".otf", ".ttf")

# Shown by no glyph but by what they do to others: joiners, marks of direction, soft hyphens, variants, ends of lines.
_UNSEEN = frozenset((0x09, 0x0A, 0xAD, 0x34F, *range(0x200B, 0x2010), *range(0x2060, 0x2065), *range(0xFE00, 0xFE10)))
# Never set: controls, and what turns the direction of all that follows it.
_UNWANTED = frozenset((*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A)))


def font_files(folders: Iterable[Path]) -> tuple[Path, ...]:
    """The fonts of these folders, by name, folder after folder."""
    return tuple(path for folder in folders for path in sorted(folder.glob("*")) if path.suffix.lower() in _FONT_FILES)


def characters_of(fonts: Iterable[Path]) -> frozenset[str]:
    """Every character that at least one of the fonts can show, with those that need no glyph."""
    points = set(_UNSEEN)
    for path in fonts:
        points.update(_mapped(path.read_bytes()))
    return frozenset(map(chr, points - (_UNWANTED - _UNSEEN)))


def _mapped(font: bytes) -> Iterator[int]:
    """The code points of a font's `cmap` (OpenType, formats 4 and 12, which every font of today has)."""
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for at in range(count):
        platform, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * at)
        (form,) = struct.unpack_from(">H", font, start + offset)
        if platform in (0, 3) and form == 4:
            yield from _segments(font, start + offset)
        elif platform in (0, 3) and form == 12:
            yield from _groups(font, start + offset)


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for at in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * at)
        if name == tag:
            found: int = offset
            return found
    raise ValueError(f"a font without the table {tag.decode()}")


def _segments(font: bytes, start: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    count = doubled // 2
    ends = _numbers(font, start + 14, count)
    starts = _numbers(font, start + 16 + doubled, count)
    deltas = _numbers(font, start + 16 + 2 * doubled, count)
    offsets_at = start + 16 + 3 * doubled
    offsets = _numbers(font, offsets_at, count)
    for at, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if offset:
                (glyph,) = struct.unpack_from(">H", font, offsets_at + 2 * at + offset + 2 * (point - first))
            if glyph and (glyph + delta) % 0x10000:
                yield point


def _groups(font: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, start + 12)
    for at in range(count):
        first, last, glyph = struct.unpack_from(">III", font, start + 16 + 12 * at)
        yield from (point for point in range(first, last + 1) if glyph + point - first)


def _numbers(font: bytes, start: int, count: int) -> Sequence[int]:
    return struct.unpack_from(f">{count}H", font, start)
