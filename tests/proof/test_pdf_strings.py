"""Strings of a PDF, as its reader sees them: their escapes mean what ISO 32000-1 says (7.3.4.2)."""

from __future__ import annotations

import zlib

import pypdfium2
import pytest

from aboveboard.proof.pdf import pdf_parts
from proof.hiding import pdf


def _drawing(string: bytes) -> bytes:
    stream = zlib.compress(b"BT /F0 12 Tf " + string + b" Tj ET")
    return b"%PDF-1.7\n1 0 obj\n<</Length 0>>\nstream\n" + stream + b"\nendstream\nendobj\n"


@pytest.mark.parametrize(
    "string",
    [
        b"(Acme Instruments)",
        rb"(\101cme Instrument\163)",
        rb"(\000A\000c\000m\000e\000 \000I\000n\000s\000t\000r\000u\000m\000e\000n\000t\000s)",
        rb"(\376\377\000A\000c\000m\000e\000 \000I\000n\000s\000t\000r\000u\000m\000e\000n\000t\000s)",
        b"(Acme Instru\\\nments)",
        b"(Acme\\040Instruments \\(GmbH\\))",
        rb"(\\000 \000A\000c\000m\000e\000 \000I\000n\000s\000t\000r\000u\000m\000e\000n\000t\000s)",
    ],
)
def test_a_string_is_read_however_it_is_escaped(string: bytes) -> None:
    said = b"\n".join(data for _, data, _ in pdf_parts(_drawing(string)))
    assert b"Acme Instruments" in said


@pytest.mark.parametrize("end", [b"\nendstream", b"\r\nendstream", b"endstream endobj stream\n (x)", b""])
def test_a_stream_is_read_however_it_ends(end: bytes) -> None:
    said = b"\n".join(data for _, data, _ in pdf_parts(b"%PDF-1.7\n1 0 obj stream\r\nAcme Instruments" + end))
    assert b"Acme Instruments" in said


def test_pages_say_the_same_without_the_profiles_of_their_colours() -> None:
    data = pdf("Acme Instruments")
    assert b"/ICCBased" in data
    with pypdfium2.PdfDocument(data) as document:
        said = document[0].get_textpage().get_text_range().replace("\r\n", "\n")
    pages = [part.decode() for where, part, _ in pdf_parts(data) if where == "page 1 of the PDF"]
    assert [page.startswith(said) for page in pages] == [True]
