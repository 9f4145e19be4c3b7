"""The text of one file as it was found: decoded, measured, free of control characters, line ends made `\\n`."""

from __future__ import annotations

import codecs
import re

from aboveboard.errors import Problem, Problems
from aboveboard.frozen import frozen

LIMIT_BYTES = 256 * 1024
CATALOG_LIMIT_BYTES = 2 * 1024 * 1024
# So many things that no text has in it, and it is none.
_NO_TEXT = 20

# Everything outside of XML 1.0's Char production (a feed could not carry it), and the C1 controls, which no editor shows.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ODD_LINE_ENDS = ("\r", "\x85", "\u2028", "\u2029")
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")


@frozen
class Source:
    """`path` is relative to the repository, with forward slashes.

    When there are `problems`, what cannot be read stands in `text` as U+FFFD, so that everything else can be checked.
    """

    path: str
    text: str
    problems: tuple[Problem, ...] = ()


def source_of(path: str, data: bytes, limit_bytes: int = LIMIT_BYTES) -> Source:
    """The text of `data`; raises `Problems` for what is no text at all."""
    if len(data) > limit_bytes:
        raise Problems([_too_large(path, len(data), limit_bytes)])
    data = data.removeprefix(codecs.BOM_UTF8)
    problems = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        problems.append(_not_utf8(path, data, error))
    if any(end in text for end in _ODD_LINE_ENDS):
        text = _LINE_END.sub("\n", text)
    problems += _control_characters(path, text)
    if len(problems) >= _NO_TEXT:
        hint = "save the file as UTF-8; programs and pictures are no records"
        raise Problems([Problem(path, 1, 1, "", "is not text: there are control characters all over", hint)])
    return Source(path, FORBIDDEN.sub("\ufffd", text) if problems else text, tuple(problems))


def position_of(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `index`."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _too_large(path: str, size: int, limit_bytes: int) -> Problem:
    return Problem(
        path, 1, 1, "", f"{size} bytes are too many", f"at most {limit_bytes // 1024} KiB; link to long logs instead"
    )


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    before = _LINE_END.sub("\n", data[: error.start].decode("utf-8"))
    line, column = position_of(before, len(before))
    return Problem(path, line, column, "", f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8")


def _control_characters(path: str, text: str) -> list[Problem]:
    found: list[Problem] = []
    if text.replace("\n", "").isprintable():  # as nearly every text is, and that is known sooner
        return found
    for match in FORBIDDEN.finditer(text):
        line, column = position_of(text, match.start())
        name = f"U+{ord(match.group()):04X}"
        found.append(
            Problem(path, line, column, "", f"control character {name}", "delete it; was a terminal's output pasted?")
        )
        if len(found) == _NO_TEXT:
            break
    return found
