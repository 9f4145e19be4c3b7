"""What a file of a tree holds inside of it: packed files, the text of PDFs, what pictures say beside their pixels."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping

from aboveboard.frozen import frozen
from aboveboard.proof.escapes import decoded_base64
from aboveboard.proof.pdf import pdf_parts
from aboveboard.proof.pictures import jpeg_parts, png_parts, webp_parts

_MOST_BYTES = 256 * 1024 * 1024
_MOST_LAYERS = 5
_GZIP = 31
# Pictures, films and sounds of every kind carry it as plain text.
_XMP, _END_OF_XMP = b"<x:xmpmeta", b"</x:xmpmeta>"


@frozen
class Part:
    """One thing to look at. `where` says what of the file it is ("" for the file itself).

    In what `is_opaque` (pixels, fonts, what is packed in ways that nobody knows) short words appear by chance.
    """

    where: str
    data: bytes
    is_opaque: bool = False


def parts_of(data: bytes, where: str = "", layer: int = 0) -> Iterator[Part]:
    """The file itself, or what it holds. Never raises for what is in it."""
    inner = _inside(data)
    if inner is None or layer == _MOST_LAYERS:
        is_opaque = _is_opaque(data)
        yield Part(where, data, is_opaque)
        for found in _xmp_in(data) if is_opaque else ():
            yield Part(f"{where}, XMP" if where else "XMP", found)
        if b";base64," in data and layer < _MOST_LAYERS:
            for plain in decoded_base64(data):
                if _inside(plain) is not None:
                    yield from parts_of(plain, f"{where}, base64" if where else "base64", layer + 1)
        return
    for name, part, is_opaque in inner(data):
        below = f"{where}, {name}" if where else name
        if is_opaque:
            yield Part(below, part, True)
        else:
            yield from parts_of(part, below, layer + 1)


def _xmp_in(data: bytes) -> Iterator[bytes]:
    end = 0
    while (begin := data.find(_XMP, end)) >= 0 and (end := data.find(_END_OF_XMP, begin)) >= 0:
        yield data[begin:end]


def _is_opaque(data: bytes) -> bool:
    """Text has no zero bytes, but for UTF-16, in which every other one is."""
    zeros = data.count(b"\0", 0, 4096)
    return zeros > 0 and not data.startswith((b"\xff\xfe", b"\xfe\xff")) and zeros * 3 < min(len(data), 4096)


def _inside(data: bytes) -> Callable[[bytes], _Named] | None:
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return webp_parts
    return _INSIDE.get(data[:4]) or _INSIDE.get(data[:2])


_Named = Iterator[tuple[str, bytes, bool]]


def _of_gzip(data: bytes) -> _Named:
    """Every member, and the names in their heads."""
    yield "gzip head", data[:512], True
    while data.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(_GZIP)
        try:
            plain = unpacker.decompress(data, _MOST_BYTES)
        except zlib.error:
            yield "gzip", data, True
            return
        yield "unpacked", plain, False
        data = unpacker.unused_data


def _of_zip(data: bytes) -> _Named:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "comment", archive.comment, False
            for info in archive.infolist():
                yield "name in the archive", info.filename.encode(), False
                with archive.open(info) as file:
                    yield info.filename, file.read(_MOST_BYTES), False
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        yield "archive", data, True


_INSIDE: Mapping[bytes, Callable[[bytes], _Named]] = {
    b"\x1f\x8b": _of_gzip,
    b"PK\x03\x04": _of_zip,
    b"%PDF": pdf_parts,
    b"\x89PNG": png_parts,
    b"\xff\xd8": jpeg_parts,
}
