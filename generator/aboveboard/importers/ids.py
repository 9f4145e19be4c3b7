"""Ids for what had none: readable, of lower-case letters, digits and single hyphens, unique."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import UTC, date, datetime

from aboveboard.records.values import MAX_ID_LENGTH

_DATED = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?=\D|$)")
_SPELT_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "+": " plus "}
)


def slug_of(text: str, otherwise: str, max_length: int = MAX_ID_LENGTH) -> str:
    """`Über-Dienst (EU)` as `uber-dienst-eu`; `otherwise` when no letter or digit can be kept."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPELT_OUT)).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return _cut(slug, max_length) or otherwise


def dated_id_of(name: str, started: int, otherwise: str) -> str:
    """The name as an id that begins with a date: its own when it has one, else the day of `started` in UTC."""
    day = date_in(name)
    if day is None:
        day = datetime.fromtimestamp(started, UTC).date()
        rest = re.sub(r"^\d{4}-\d\d-\d\d(?=\D|$)", "", name)
    else:
        rest = _DATED.sub("", name, count=1)
    return _cut(f"{day.isoformat()}-{slug_of(rest, otherwise)}", MAX_ID_LENGTH)


def date_in(name: str) -> date | None:
    """The date that a file's name begins with, or None."""
    match = _DATED.match(name)
    if match is None:
        return None
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        return None
    return day if 1970 <= day.year <= 2199 else None


def unique(id: str, taken: Collection[str]) -> str:
    """The id itself, or with the first number from 2 that makes it unique."""
    if id not in taken:
        return id
    number = 2
    while (numbered := f"{_cut(id, MAX_ID_LENGTH - 1 - len(str(number)))}-{number}") in taken:
        number += 1
    return numbered


def _cut(slug: str, max_length: int) -> str:
    if len(slug) <= max_length:
        return slug
    kept = slug[:max_length]
    whole_words = kept if slug[max_length] == "-" else kept.rpartition("-")[0]
    return (whole_words if len(whole_words) > max_length // 2 else kept).rstrip("-")
