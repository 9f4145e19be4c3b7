"""What a PDF says: the text of its pages, its metadata, its attachments, and its objects as they are written."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

_STREAM = re.compile(rb"stream\r?\n")
_END_OF_STREAM = b"endstream"
# Four bytes say at its head that a file is binary (ISO 32000-1, 7.5.2); without them the rest is plain ASCII, read sooner.
_BINARY_MARK = re.compile(rb"%[\x80-\xff]{4}(?=[\r\n])")
# A profile of colours takes PDFium as long as a page, and no word depends on it: another name of the same length hides it.
_PROFILE, _NO_PROFILE = b"/ICCBased", b"/Untinted"
# Where a line ends within a word, PDFium leaves a mark of its own; the hyphen may have been the author's.
_BROKEN_WORD = re.compile("[\x02\ufffe\xad]\\s*|-\\s*\n")
# What draws a page is full of numbers; what it says stands in strings.
_DRAWING = re.compile(rb"(?:^|\s)(?:BT|BDC|BMC|cm|re|Tf|Do)(?:\s|$)")
_STRING = re.compile(rb"\(([^()\\]*+(?:\\.[^()\\]*+)*+)\)", re.DOTALL)
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{4,}+)>")
# In a font's table of characters there are hundreds of two bytes, each for one letter.
_LONGER_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{6,}+)>")

_UTF_16 = (b"\\376\\377", b"\xfe\xff")
# One that means itself, as a number: no other escape can be mistaken for its second half.
_BACKSLASH = (b"\\\\", b"\\134")
_CONTROL = re.compile(rb"\\(?:0[0-3][0-7]|[nrtbf])")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_MEANINGS = {
    **{
        f"{code:o}".rjust(digits, "0").encode(): bytes((code & 0xFF,))
        for digits in (1, 2, 3)
        for code in range(8**digits)
    },
    **dict.fromkeys((b"\n", b"\r", b"\r\n"), b""),
    **dict.fromkeys((b"n", b"r", b"t", b"b", b"f"), b" "),
}

Named = tuple[str, bytes, bool]


def pdf_parts(data: bytes) -> Iterator[Named]:
    yield from _objects(data)
    yield from _readable(data)


def _readable(data: bytes) -> Iterator[Named]:
    """As a reader of the document sees it; nothing when it is none."""
    import pypdfium2  # most files are none, and it costs every command that looks for terms as much as reading records

    try:
        document = pypdfium2.PdfDocument(data.replace(_PROFILE, _NO_PROFILE))
    except pypdfium2.PdfiumError:
        return
    with document:
        yield "metadata of the PDF", "\n".join(document.get_metadata_dict().values()).encode(), False
        for number, page in enumerate(document, 1):
            text = page.get_textpage().get_text_range().replace("\r\n", "\n")
            either = (text, _BROKEN_WORD.sub("", text), _BROKEN_WORD.sub("-", text), text.replace("\n", ""))
            yield f"page {number} of the PDF", "\n".join(dict.fromkeys(either)).encode(), False
        for at in range(document.count_attachments()):
            attachment = document.get_attachment(at)
            yield "name of an attachment", attachment.get_name().encode(), False
            yield "attachment", bytes(attachment.get_data()), False


def _objects(data: bytes) -> Iterator[Named]:
    """Everything outside of streams, and the streams themselves, unpacked: outlines, links and XMP stand there."""
    between, streams = _parted(data)
    between = _BINARY_MARK.sub(b"", between, count=1)
    yield "objects of the PDF", _with_plain_strings(between.replace(b"\0", b"")), False
    for stream in streams:
        plain = _inflated(stream)
        is_text = _is_text(plain)
        yield "stream of the PDF", _said_in(plain) if is_text else plain, not is_text


def _parted(data: bytes) -> tuple[bytes, Sequence[bytes]]:
    """What stands outside of streams, without the mark that the file begins with, and the streams."""
    between, streams = [], []
    end = 4
    while (begin := _STREAM.search(data, end)) and (stop := data.find(_END_OF_STREAM, begin.end())) >= 0:
        between.append(data[end : begin.start()])
        streams.append(data[begin.end() : stop])
        end = stop + len(_END_OF_STREAM)
    return b" ".join([*between, data[end:]]), streams


def _said_in(stream: bytes) -> bytes:
    said = _plain_strings(stream) if _DRAWING.search(stream) else stream
    return b"\n".join([said, *_hexadecimal_strings(stream, _LONGER_HEXADECIMAL)])


def _plain_strings(stream: bytes) -> bytes:
    """Its strings with their escapes resolved (ISO 32000-1, 7.3.4.2), all at once. Most of them are numbers of glyphs, nearly
    all of it escapes: zeros in them mean nothing, and other control characters part words."""
    marked: list[bytes] = []
    if any(mark in stream for mark in _UTF_16):
        written = (one for one in _STRING.findall(stream) if one.startswith(_UTF_16))
        marked = [_resolved(one).decode("utf-16", "replace").encode() for one in written]
    few = _CONTROL.sub(b" ", stream.replace(*_BACKSLASH).replace(b"\\000", b""))
    return b"\n".join([_resolved(b"\n".join(_STRING.findall(few))).replace(b"\0", b""), *marked])


def _resolved(written: bytes) -> bytes:
    parts = _ESCAPE.split(written)
    parts[1::2] = [_MEANINGS.get(one, one) for one in parts[1::2]]
    return b"".join(parts)


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream


def _is_text(data: bytes) -> bool:
    return not data.translate(None, bytes((9, 10, 12, 13, *range(32, 127)))) or b"<?xpacket" in data


def _with_plain_strings(data: bytes) -> bytes:
    """And what its strings in hexadecimal digits, which are often UTF-16, stand for."""
    return b"\n".join([data, *_hexadecimal_strings(data, _HEXADECIMAL)])


def _hexadecimal_strings(data: bytes, pattern: re.Pattern[bytes]) -> Iterator[bytes]:
    return map(_of_digits, pattern.findall(data))


def _of_digits(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    text = bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii"))
    if text.startswith(b"\xfe\xff"):
        return text.decode("utf-16", "replace").encode()
    return text if _is_text(text) else b""
