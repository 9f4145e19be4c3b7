"""The bytes of a text as they are compared: every escape resolved, letters and digits alone, at the cost of a few walks.

What a reader never sees apart (an escaped letter, a full-width one) is made the same here; what parts words becomes a
blank. Each walk is taken only when the byte that it is for occurs at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from aboveboard.proof.escapes import (
    addresses_in,
    decoded_base64,
    unescaped_json,
    unfolded,
    unquoted_mail,
    without_entities,
)
from aboveboard.views.terms.folding import folded, folded_character

_NO_BREAK_SPACE = "\u00a0".encode()
_ASCII = bytes(range(128))
_LETTERS_AND_DIGITS = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789")
# Same length: where something stands does not change.
SPACED = bytes(
    code if code >= 128 else lower if (lower := ord(chr(code).lower())) in _LETTERS_AND_DIGITS else 32
    for code in range(256)
)
# What people read: nothing in it is encoded unless it says so. Records have no path here.
_PROSE = (".html", ".md")
_FEW = 16
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_TAG = re.compile(rb"<[^<>]*>")
# What marks a part of a word and leaves it one word: emphasis, code, the text of a link, tags. That a letter stands before it
# is asked after its first character, so that a search leaps from mark to mark.
_LETTER = rb"[0-9A-Za-z\x80-\xff]"
_MARKED_WITHIN = re.compile(
    rb"(?:[*`\[](?<=%(letter)s[*`\[])|\](?<=%(letter)s\])\([^()\s]*\)|<(?<=%(letter)s<)[^<>]*>)"
    rb"(?:[*`\[]|\]\([^()\s]*\)|<[^<>]*>)*(?=%(letter)s)" % {b"letter": _LETTER}
)
_LINK_TARGET = re.compile(rb"\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_HEADED = (b"BEGIN:V", b"MIME-Version", b"Content-Type:")


@dataclass(frozen=True)
class Readable:
    """`text` has its escapes resolved and its letters folded, but its marks still; `spaced` has blanks instead of them,
    one at each end, so that every word has a blank before and behind it. A character stands in `spaced` one further than
    in `text`."""

    text: bytes
    spaced: bytes

    @cached_property
    def squeezed(self) -> bytes:
        """Without blanks: words however they are joined or parted."""
        return self.spaced.translate(None, b" ")

    def around(self, start: int, end: int) -> Readable:
        """The part between two places of `spaced`, and the words that they stand in."""
        first = self.spaced.rfind(b" ", 0, max(0, start)) if start > 0 else 0
        last = self.spaced.find(b" ", end) if end < len(self.spaced) else -1
        return made_of(self.text[max(0, first) : last if last >= 0 else len(self.text)])

    @cached_property
    def untagged(self) -> Readable:
        """As if nothing stood between `<` and `>`."""
        return made_of(_TAG.sub(b"", self.text) + b"\n" + _TAG.sub(b" ", self.text))

    @cached_property
    def unmarked(self) -> Readable:
        """The paragraphs that read otherwise once Markdown is gone: words that were marked within are whole, and links have
        no addresses. Itself when there are none."""
        blocks = self.text.split(b"\n\n")
        read = [(block, _LINK_TARGET.sub(b"]", _MARKED_WITHIN.sub(b"", block))) for block in blocks]
        otherwise = [after for before, after in read if before != after]
        return made_of(b"\n\n".join(otherwise)) if otherwise else self


def readable(path: str, data: bytes) -> Readable:
    """Whatever can be read in these bytes. `path` is the name of the file, whose end tells what it is."""
    if b"\0" in data:
        data = _without_zeros(data)
    if _is_mail(path, data):
        data = unfolded(data) + b"\n" + unquoted_mail(data)
    if b"base64" in data or (path and not path.endswith(_PROSE)):
        data = b"\n".join([data, *_texts_in_base64(data)])
    data = without_entities(data)
    if b"\\" in data:
        data = data + b"\n" + without_entities(unescaped_json(data))
    if b"%" in data and (addresses := addresses_in(data)):
        # As words, so that a name within one of the reader's own ("Acme" in "Acme%20North") is known as that here too.
        data = data.replace(b"%20", b" ") + b"\n" + addresses
    return made_of(folded_bytes(data))


def spelled_out(data: bytes) -> Readable:
    """What is no text, as it is: letters in it are there by chance, or mean themselves."""
    return made_of(data)


def folded_bytes(data: bytes) -> bytes:
    """What is not ASCII folded, character by character, the rest as it is; bytes that are no UTF-8 are read as Latin-1."""
    if data.isascii():
        return data
    beyond = data.translate(None, _ASCII)
    others = beyond.replace(_NO_BREAK_SPACE, b"")
    if b"\xc2" not in others and b"\xa0" not in others:
        # Of all characters this one is on every page, and single bytes are replaced in no time.
        data = data.replace(b"\xc2", b"").replace(b"\xa0", b" ")
    else:
        others = beyond
    try:
        characters = set(others.decode())
    except UnicodeDecodeError:
        return _BEYOND_ASCII.sub(_folded_run, data)
    if len(characters) > _FEW:
        return _BEYOND_ASCII.sub(_folded_run, data)
    for character in sorted(characters):
        data = data.replace(character.encode(), folded_character(character).encode())
    return data


def made_of(text: bytes) -> Readable:
    return Readable(text, b" " + text.translate(SPACED) + b" ")


def _folded_run(match: re.Match[bytes]) -> bytes:
    return _folded(match[0])


@lru_cache(maxsize=4096)
def _folded(run: bytes) -> bytes:
    try:
        return folded(run.decode()).encode()
    except UnicodeDecodeError:
        return folded(run.decode("latin-1")).encode()


def _without_zeros(data: bytes) -> bytes:
    """UTF-16 in either order; else the zeros alone are left out."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode()
    either = [data.decode(order, "ignore").encode() for order in ("utf-16-le", "utf-16-be")]
    return b"\n".join([data.replace(b"\0", b""), *either])


def _is_mail(path: str, data: bytes) -> bool:
    return path.endswith((".ics", ".vcf", ".eml", ".mht")) or data.startswith(_HEADED)


def _texts_in_base64(data: bytes) -> list[bytes]:
    found = []
    for plain in decoded_base64(data):
        try:
            plain.decode()
        except UnicodeDecodeError:
            continue
        found.append(plain)
    return found
