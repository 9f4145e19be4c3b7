"""Text as lxml writes it in UTF-8. It must be `sendable`: lxml would take no other."""

from __future__ import annotations

from functools import lru_cache
from html import escape


@lru_cache(maxsize=32)
def in_element(text: str) -> str:
    """RSS and Atom ask one after the other for the same texts of an entry."""
    return escape(text, quote=False).replace("\r", "&#13;")


def in_attribute(text: str) -> str:
    return in_element(text).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")
