"""What PNG and JPEG pictures say beside their pixels: text chunks, comments, EXIF, XMP, and what stands behind their end."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_PNG_HEAD = 8
_PNG_PIXELS = (b"IDAT", b"PLTE", b"fdAT")
_PIXELS_BEGIN = 0xDA
_WITHOUT_LENGTH = (0x01, *range(0xD0, 0xD9))

Named = tuple[str, bytes, bool]


def png_parts(data: bytes) -> Iterator[Named]:
    at = _PNG_HEAD
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind in (b"tEXt", b"eXIf"):
            yield _name(kind), content.replace(b"\0", b" "), False
        elif kind in (b"zTXt", b"iCCP"):
            keyword, _, rest = content.partition(b"\0")
            yield _name(kind), keyword + b" " + _inflated(rest[1:]), kind == b"iCCP"
        elif kind == b"iTXt":
            yield _name(kind), _international(content), False
        elif kind not in _PNG_PIXELS:
            yield _name(kind), content, True
        if kind == b"IEND":
            break
    if data[at:]:
        yield "behind the picture", data[at:], False


def jpeg_parts(data: bytes) -> Iterator[Named]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if marker in _WITHOUT_LENGTH or marker == 0xFF:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == _PIXELS_BEGIN:
            break
        if 0xE0 <= marker <= 0xEF or marker == 0xFE:
            yield f"segment {marker:02X}", data[at + 4 : at + 2 + length].replace(b"\0", b" "), False
        at += 2 + length
    end = data.rfind(b"\xff\xd9")
    if end >= 0 and data[end + 2 :]:
        yield "behind the picture", data[end + 2 :], False
    yield "pixels", data[at:], True


def _international(content: bytes) -> bytes:
    """`iTXt`: keyword, a flag for packed text, language, translated keyword, text (PNG, section 11.3.3.4)."""
    keyword, _, rest = content.partition(b"\0")
    is_packed, rest = rest[:1] == b"\1", rest[2:]
    language, _, rest = rest.partition(b"\0")
    translated, _, text = rest.partition(b"\0")
    return b"\n".join((keyword, language, translated, _inflated(text) if is_packed else text))


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return data


def _name(kind: bytes) -> str:
    return f"{kind.decode('latin-1')} chunk"
