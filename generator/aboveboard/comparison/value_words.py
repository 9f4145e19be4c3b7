"""Values of records in words: as short as somebody needs who has the file at hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction

from pydantic import BaseModel

from aboveboard.records.hours import Hours
from aboveboard.records.instants import utc_text
from aboveboard.records.requires import Group
from aboveboard.records.values import Duration

_MOST = 120
# Whole numbers that are no instants.
_COUNTS = frozenset(("revision", "tier", "at_least"))


def value_text(value: object, field: str = "") -> str:
    """Instants as `2026-10-03 08:12 UTC`, texts in quotes and cut, lists with commas. `field` is the value's name."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if field in _COUNTS else utc_text(value)
    if isinstance(value, Fraction):
        return _decimal(value)
    if isinstance(value, str):
        return f"“{cut(value)}”"
    if isinstance(value, (date, Duration)):
        return str(value)
    return cut(_nested(value))


def cut(text: str, most: int = _MOST) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text[: most * 4].split())
    return line if len(line) <= most and len(text) <= most * 4 else f"{line[:most].rstrip()}…"


def entry_text(entry: str | Group) -> str:
    """`edge-fra1`, `any of db-a, db-b`, `2 of a, b, c`."""
    if isinstance(entry, str):
        return entry
    inner = ", ".join(map(entry_text, entry.of))
    if entry.at_least == len(entry.of):
        return f"all of ({inner})"
    return f"{'any' if entry.at_least == 1 else entry.at_least} of ({inner})"


def _nested(value: object) -> str:
    if isinstance(value, Group):
        return entry_text(value)
    if isinstance(value, Hours):
        return f"hours in {value.timezone or 'the customer’s zone'}"
    if isinstance(value, BaseModel):
        fields = ((name.rstrip("_"), getattr(value, name)) for name in type(value).model_fields)
        return ", ".join(f"{name} {bare_text(one, name)}" for name, one in fields if one not in (None, (), False))
    if isinstance(value, Mapping):
        return "; ".join(f"{bare_text(key)}: {bare_text(one)}" for key, one in value.items())
    if isinstance(value, (tuple, list)):
        return ", ".join(map(bare_text, value)) or "none"
    return str(value)


def bare_text(value: object, field: str = "") -> str:
    """The same without quotes."""
    return cut(value) if isinstance(value, str) and not isinstance(value, Enum) else value_text(value, field)


def _decimal(value: Fraction) -> str:
    """Numbers in files are decimals, so this is exact."""
    digits = f"{float(value):.12f}".rstrip("0").rstrip(".")
    return digits if Fraction(digits) == value else str(value)
