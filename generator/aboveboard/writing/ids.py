"""Ids of new records, made of a day and a title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import UTC, datetime

from aboveboard.records.values import MAX_ID_LENGTH

_SPELT_OUT = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d"})
_DATE_LENGTH = len("2026-10-03-")


def slug_of(text: str, otherwise: str, max_length: int = MAX_ID_LENGTH) -> str:
    """`Über-Dienst (EU)` as `uber-dienst-eu`; `otherwise` when no letter or digit of it can be kept."""
    plain = unicodedata.normalize("NFKD", text[:1000].translate(_SPELT_OUT)).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return _cut(slug, max_length) or otherwise


def dated_id(day_of: int, title: str, otherwise: str) -> str:
    """`2026-10-03-packet-loss-at-the-edge`; the day is that of the instant in UTC."""
    day = datetime.fromtimestamp(day_of, UTC).date()
    return f"{day}-{slug_of(title, otherwise, MAX_ID_LENGTH - _DATE_LENGTH)}"


def undated(id: str) -> str:
    """An id without the date that it begins with."""
    return re.sub(r"^\d{4}-\d\d-\d\d-", "", id)


def unique_id(id: str, taken: Collection[str]) -> str:
    """The id itself, or with the first number from 2 that makes it unique."""
    number = 1
    found = id
    while found in taken:
        number += 1
        found = f"{_cut(id, MAX_ID_LENGTH - 1 - len(str(number)))}-{number}"
    return found


def _cut(slug: str, max_length: int) -> str:
    """At most so long, at the end of a word where one ends not too early."""
    if len(slug) <= max_length:
        return slug
    kept = slug[:max_length]
    whole_words = kept if slug[max_length] == "-" else kept.rpartition("-")[0]
    return (whole_words if len(whole_words) > max_length // 2 else kept).rstrip("-")
