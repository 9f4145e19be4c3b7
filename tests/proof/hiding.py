"""The ways in which a word can stand in a published file: each makes the bytes of a file around it."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import quopri
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import quote

import typst

_PIXELS = bytes(range(256))


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A picture of one pixel with these chunks."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    every = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in every
    )


def jpeg(*segments: tuple[int, bytes], behind: bytes = b"") -> bytes:
    """The parts of a picture that are no pixels, and three bytes of pixels."""
    written = b"".join(struct.pack(">BBH", 0xFF, kind, len(data) + 2) + data for kind, data in segments)
    return b"\xff\xd8" + written + b"\xff\xda\x00\x02abc\xff\xd9" + behind


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    """A picture with a few bytes of pixels and these chunks."""
    every = [(b"VP8 ", _PIXELS[1:]), *chunks]
    body = b"WEBP" + b"".join(kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2) for kind, data in every)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def exif(*remarks: bytes) -> bytes:
    """One field for each (TIFF 6.0, section 2), as Windows writes them: title, remark, author."""
    start = 8 + 2 + 12 * len(remarks) + 4
    fields, behind = b"", b""
    for tag, remark in enumerate(remarks, 0x9C9B):
        fields += struct.pack("<HHII", tag, 1, len(remark), start + len(behind))
        behind += remark
    return b"II*\0" + struct.pack("<IH", 8, len(remarks)) + fields + bytes(4) + behind


def xmp(text: str) -> bytes:
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:title>{html.escape(text)}</dc:title></x:xmpmeta>'.encode()


def _remarks(text: str) -> bytes:
    """A short one before it: the one that matters may begin anywhere."""
    return exif(b"\0", (_sentence(text) + "\0").encode("utf-16-le"), "Jane\0".encode("utf-16-le"))


@cache
def pdf(text: str, title: str = "", width: str = "12cm", attached: str = "") -> bytes:
    source = (
        f"#set document(title: sys.inputs.title, date: none)\n#set page(width: {width}, height: 9cm)\n"
        '#set par(justify: true)\n#set text(hyphenate: true, lang: "en")\n'
        '#if sys.inputs.attached != "" { pdf.attach("note.txt", bytes(sys.inputs.attached)) }\n'
        "Some words before it and also #sys.inputs.text and some words behind it.\n"
    )
    return typst.compile(source.encode(), sys_inputs={"text": text, "title": title, "attached": attached})


def zipped(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("note.txt", text)
    return buffer.getvalue()


def full_width(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def _sentence(text: str) -> str:
    return f"We know that {text} was there."


HIDDEN: Mapping[str, tuple[str, Callable[[str], bytes]]] = {
    "raw": ("a.html", lambda text: f"<p>{_sentence(html.escape(text))}</p>".encode()),
    "in capitals": ("a.txt", lambda text: _sentence(text.upper()).encode()),
    "in an attribute": ("a.html", lambda text: f'<a title="{html.escape(text)}" href="x">y</a>'.encode()),
    "in a comment": ("a.html", lambda text: f"<p>y</p><!-- {text} -->".encode()),
    "escaped for HTML": (
        "a.html",
        lambda text: ("<p>a " + "".join(f"&#{ord(one)};" for one in text) + " z</p>").encode(),
    ),
    "escaped twice": (
        "a.rss",
        lambda text: ("<p>a " + "".join(f"&amp;#x{ord(one):x};" for one in text) + " z</p>").encode(),
    ),
    "with no-break spaces": (
        "a.html",
        lambda text: f"<p>is {html.escape(text)} there</p>".replace(" ", "&nbsp;").encode(),
    ),
    "escaped for JSON": (
        "a.json",
        lambda text: ('{"a": "it is ' + "".join(f"\\u{ord(one):04x}" for one in text) + ' there"}').encode(),
    ),
    "in JSON": ("a.json", lambda text: json.dumps({"a": f"It is\n{text}\nthere"}).encode()),
    "in a CSV": ("a.csv", lambda text: f'a,b\r\n1,"is {text} there"\r\n'.encode()),
    "gzipped": ("a.xml.gz", lambda text: gzip.compress(_sentence(text).encode())),
    "gzipped twice": ("a.gz", lambda text: gzip.compress(gzip.compress(_sentence(text).encode()))),
    "zipped": ("a.zip", zipped),
    "in an address": ("a.html", lambda text: f'<a href="mailto:noc?subject={quote(_sentence(text))}">y</a>'.encode()),
    "in an address, every byte": (
        "a.html",
        lambda text: ('<a href="x?a%20' + "".join(f"%{one:02x}" for one in text.encode()) + '%20">y</a>').encode(),
    ),
    "full width": ("a.html", lambda text: f"<p>It is {full_width(text)} there</p>".encode()),
    "with soft hyphens": ("a.html", lambda text: f"<p>It is {text[:2]}&shy;{text[2:]} there</p>".encode()),
    "in UTF-16": ("a.txt", lambda text: _sentence(text).encode("utf-16")),
    "in UTF-16 without a mark": ("a.txt", lambda text: _sentence(text).encode("utf-16-be")),
    "quoted-printable": ("a.eml", lambda text: quopri.encodestring(_sentence(text).encode())),
    "base64 in JSON": ("a.json", lambda text: b'{"a":"' + base64.b64encode(_sentence(text).encode()) + b'"}'),
    "base64 in mail": (
        "a.eml",
        lambda text: b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes((_sentence(text) * 5).encode()),
    ),
    "in a folded line": (
        "a.ics",
        lambda text: f"BEGIN:VCALENDAR\r\nSUMMARY:is {text[:3]}\r\n {text[3:]}\\, there".encode(),
    ),
    "in a drawing": ("a.svg", lambda text: f"<svg><title>is {html.escape(text)} there</title></svg>".encode()),
    "in a PNG's text": ("a.png", lambda text: png((b"tEXt", b"Comment\0" + _sentence(text).encode()))),
    "in a PNG's packed text": (
        "a.png",
        lambda text: png((b"zTXt", b"Comment\0\0" + zlib.compress(_sentence(text).encode()))),
    ),
    "in a PNG's international text": (
        "a.png",
        lambda text: png((b"iTXt", b"Comment\0\1\0en\0\0" + zlib.compress(_sentence(text).encode()))),
    ),
    "behind a PNG": ("a.png", lambda text: png() + _sentence(text).encode()),
    "in a JPEG's comment": ("a.jpg", lambda text: jpeg((0xE0, b"JFIF\0"), (0xFE, _sentence(text).encode()))),
    "in a JPEG's remark in UTF-16": ("a.jpg", lambda text: jpeg((0xE1, b"Exif\0\0" + _remarks(text)))),
    "in a JPEG's remark of a camera": (
        "a.jpg",
        lambda text: jpeg((0xE1, b"Exif\0\0" + exif(b"UNICODE\0" + text.encode("utf-16-be")))),
    ),
    "in a PNG's remark in UTF-16": ("a.png", lambda text: png((b"eXIf", _remarks(text)))),
    "in a WebP's EXIF": ("a.webp", lambda text: webp((b"EXIF", exif(_sentence(text).encode() + b"\0")))),
    "in a WebP's remark in UTF-16": ("a.webp", lambda text: webp((b"EXIF", _remarks(text)))),
    "in a WebP's XMP": ("a.webp", lambda text: webp((b"XMP ", xmp(text)))),
    "behind a WebP": ("a.webp", lambda text: webp() + _sentence(text).encode()),
    "in the XMP of any picture": ("a.avif", lambda text: b"\0\0\0\x1cftypavif" + _PIXELS + xmp(text) + _PIXELS),
    "behind a JPEG": ("a.jpg", lambda text: jpeg(behind=_sentence(text).encode())),
    "in a PNG within a page": (
        "a.html",
        lambda text: (
            b'<img src="data:image/png;base64,'
            + base64.b64encode(png((b"tEXt", b"C\0" + _sentence(text).encode())))
            + b'">'
        ),
    ),
    "in a PDF": ("a.pdf", pdf),
    "in a narrow PDF": ("a.pdf", lambda text: pdf(text, width="6cm")),
    "attached to a PDF": ("a.pdf", lambda text: pdf("nothing", attached=_sentence(text))),
    "in a PDF's title": ("a.pdf", lambda text: pdf("nothing", title=_sentence(text))),
}
