"""Ids made of words: readable, of lower-case letters, digits and single hyphens, unique."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import UTC, date, datetime

from aboveboard.records.values import MAX_ID_LENGTH

_SPELT_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "+": " plus "}
)
_DATE_LENGTH = len("2026-10-03-")
# More than any id can be long, whatever is left out of it.
_MOST_READ = 1000


def slug_of(text: str, otherwise: str, max_length: int = MAX_ID_LENGTH) -> str:
    """`Über-Dienst (EU)` as `uber-dienst-eu`; `otherwise` when no letter or digit of it can be kept."""
    spelt_out = unicodedata.normalize("NFKD", text[:_MOST_READ].translate(_SPELT_OUT))
    plain = spelt_out.encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return _cut(slug, max_length) or otherwise


def dated_id(day: date, words: str, otherwise: str) -> str:
    """`2026-10-03-packet-loss-at-the-edge`."""
    return f"{day.isoformat()}-{slug_of(words, otherwise, MAX_ID_LENGTH - _DATE_LENGTH)}"


def dated_id_at(instant: int, words: str, otherwise: str) -> str:
    """Of the instant's day in UTC."""
    return dated_id(datetime.fromtimestamp(instant, UTC).date(), words, otherwise)


def undated(id: str) -> str:
    """An id without the date that it begins with."""
    return re.sub(r"^\d{4}-\d\d-\d\d-", "", id)


def unique_id(id: str, taken: Collection[str]) -> str:
    """The id itself, or with the first number from 2 that makes it unique."""
    number, found = 1, id
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
