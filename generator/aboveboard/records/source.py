"""The text of one file as it was found: decoded, measured, free of control characters, line ends made `\\n`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aboveboard.errors import Problem, Problems

LIMIT_BYTES = 256 * 1024
CATALOG_LIMIT_BYTES = 8 * 1024 * 1024

# Everything outside of XML 1.0's Char production (a feed could not carry it), and the C1 controls, which no editor shows.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ODD_LINE_ENDS = ("\r", "\x85", "\u2028", "\u2029")
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Source:
    """`path` is relative to the repository, with forward slashes."""

    path: str
    text: str


def source_of(path: str, data: bytes, limit_bytes: int = LIMIT_BYTES) -> Source:
    """The text of `data`; raises `Problems` for what cannot be read at all."""
    if len(data) > limit_bytes:
        raise Problems([_too_large(path, len(data), limit_bytes)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problems([_not_utf8(path, data, error)]) from error
    if any(end in text for end in _ODD_LINE_ENDS):
        text = _LINE_END.sub("\n", text)
    if problems := _control_characters(path, text):
        raise Problems(problems)
    return Source(path, text)


def position_of(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `index`."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _too_large(path: str, size: int, limit_bytes: int) -> Problem:
    return Problem(
        path, 1, 1, "", f"{size} bytes are too many", f"at most {limit_bytes // 1024} KiB; link to long logs instead"
    )


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return Problem(path, line, column, "", f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8")


def _control_characters(path: str, text: str) -> list[Problem]:
    found = []
    for match in _FORBIDDEN.finditer(text):
        line, column = position_of(text, match.start())
        name = f"U+{ord(match.group()):04X}"
        found.append(
            Problem(path, line, column, "", f"control character {name}", "delete it; was a terminal's output pasted?")
        )
        if len(found) == 20:
            break
    return found
