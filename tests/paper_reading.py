"""What a reader of a PDF gets out of it, by pdfium: its words, its tags, its fonts, its picture."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_MORE = 256


@dataclass(frozen=True, slots=True)
class Read:
    """`text` has one space between words and no soft hyphens; `tags` counts the kinds of structure elements."""

    pages: tuple[str, ...]
    tags: Counter[str]
    alternatives: tuple[str, ...]
    language: str
    is_tagged: bool
    title: str
    author: str
    fonts: dict[str, bool]

    @property
    def text(self) -> str:
        return " ".join(self.pages)


def read_pdf(data: bytes) -> Read:
    document = pypdfium2.PdfDocument(data)
    try:
        elements = [element for page in document for element in _elements(page)]
        return Read(
            pages=tuple(_words(page) for page in document),
            tags=Counter(_string(pdfium.FPDF_StructElement_GetType, element) for element in elements),
            alternatives=tuple(
                filter(None, (_string(pdfium.FPDF_StructElement_GetAltText, element) for element in elements))
            ),
            language=_string(pdfium.FPDFCatalog_GetLanguage, document.raw),
            is_tagged=bool(pdfium.FPDFCatalog_IsTagged(document.raw)),
            title=document.get_metadata_value("Title"),
            author=document.get_metadata_value("Author"),
            fonts=dict(font for page in document for font in _fonts(page)),
        )
    finally:
        document.close()


def shade(data: bytes, grey: int, page: int = 0) -> float:
    """The share of a page that has this grey (0 is black, 255 white)."""
    document = pypdfium2.PdfDocument(data)
    try:
        values = document[page].render(scale=0.5).to_pil().convert("L").tobytes()
        return values.count(grey) / len(values)
    finally:
        document.close()


def _words(page: pypdfium2.PdfPage) -> str:
    """What lies within the page. Words that a hyphen parts at the end of a line are one again."""
    text = page.get_textpage().get_text_bounded()
    for mark in ("\u00ad", "\u200b", "\ufffe\r\n", "\ufffe"):
        text = text.replace(mark, "")
    return " ".join(text.split())


def _elements(page: pypdfium2.PdfPage) -> Iterator[Any]:
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    waiting = [
        pdfium.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(pdfium.FPDF_StructTree_CountChildren(tree))
    ]
    while waiting:
        element = waiting.pop()
        if element:
            yield element
            count = pdfium.FPDF_StructElement_CountChildren(element)
            waiting += [pdfium.FPDF_StructElement_GetChildAtIndex(element, at) for at in range(count)]


def _fonts(page: pypdfium2.PdfPage) -> Iterator[tuple[str, bool]]:
    for one in page.get_objects():
        if one.type == pdfium.FPDF_PAGEOBJ_TEXT:
            font = pdfium.FPDFTextObj_GetFont(one.raw)
            name = ctypes.create_string_buffer(_MORE)
            pdfium.FPDFFont_GetBaseFontName(font, name, _MORE)
            yield name.value.decode(), pdfium.FPDFFont_GetIsEmbedded(font) == 1


def _string(ask: Any, of: Any) -> str:
    """What pdfium says in UTF-16."""
    size = ask(of, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    typed = buffer if ask.argtypes[1] is ctypes.c_void_p else ctypes.cast(buffer, ask.argtypes[1])
    ask(of, typed, size)
    return buffer.raw[: size - 2].decode("utf-16-le")
