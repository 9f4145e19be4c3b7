"""What PNG, JPEG and WebP pictures say beside their pixels: text chunks, comments, EXIF, XMP, and what stands behind
their end."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_PNG_HEAD = 8
_RIFF_HEAD = 12
_PNG_PIXELS = (b"IDAT", b"PLTE", b"fdAT")
_PIXELS_BEGIN = 0xDA
# Before a remark of EXIF in UTF-16 (CIPA DC-008, "UserComment").
_IN_UTF_16 = b"UNICODE\0"
_WITHOUT_LENGTH = (0x01, *range(0xD0, 0xD9))

Named = tuple[str, bytes, bool]


def png_parts(data: bytes) -> Iterator[Named]:
    at = _PNG_HEAD
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind in (b"tEXt", b"eXIf"):
            yield _name(kind), _said_in(content), False
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
            yield f"segment {marker:02X}", _said_in(data[at + 4 : at + 2 + length]), False
        at += 2 + length
    end = data.rfind(b"\xff\xd9")
    if end >= 0 and data[end + 2 :]:
        yield "behind the picture", data[end + 2 :], False
    yield "pixels", data[at:], True


def webp_parts(data: bytes) -> Iterator[Named]:
    """Chunks of RIFF: a name, a length, and a byte more when that is odd (RFC 9649, section 2.3)."""
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    at = _RIFF_HEAD
    while at + 8 <= min(end, len(data)):
        kind, length = struct.unpack_from("<4sI", data, at)
        content = data[at + 8 : at + 8 + length]
        is_said = kind in (b"EXIF", b"XMP ")
        yield _name(kind), _said_in(content) if is_said else content, not is_said
        at += 8 + length + length % 2
    if data[end:]:
        yield "behind the picture", data[end:], False


def _said_in(content: bytes) -> bytes:
    """With blanks for zeros; and as UTF-16, in which Windows and cameras write remarks, wherever in it they begin."""
    if b"\0" not in content:
        return content
    content = content.replace(_IN_UTF_16, bytes(len(_IN_UTF_16)))
    orders = [(order, start) for order in ("utf-16-le", "utf-16-be") for start in (0, 1)]
    either = [content[start:].decode(order, "ignore").encode() for order, start in orders]
    return b"\n".join([content, *either]).replace(b"\0", b" ")


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
    return f"{kind.decode('latin-1').strip()} chunk"
