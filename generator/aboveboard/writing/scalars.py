"""A text as a YAML scalar on one line, which reads back as that text whatever stands in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

# Nothing in these can be taken for anything but text, in a block or within brackets.
_PLAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_ ./()+-]*[A-Za-z0-9_.)+])?", re.ASCII)
_SHORT_ESCAPES = 0x100
_LONG_ESCAPES = 0x10000


def scalar(text: str) -> str:
    """Plain where that is safe, else in double quotes with everything odd escaped."""
    if _PLAIN.fullmatch(text) and text.casefold() != "null":
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else _escaped(one) for one in quoted)


def flow_mapping(entries: Mapping[str, str]) -> str:
    """`{on: edge-fra1, level: outage}`; the values are scalars already."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in entries.items()) + "}"


def flow_list(values: Sequence[str]) -> str:
    """`[a, b]`; the values are scalars already."""
    return "[" + ", ".join(values) + "]"


def _escaped(one: str) -> str:
    code = ord(one)
    if code < _SHORT_ESCAPES:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < _LONG_ESCAPES else f"\\U{code:08x}"
