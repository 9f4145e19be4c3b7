"""Ids of imported records: they keep the date that a file's name begins with."""

from __future__ import annotations

import re
from datetime import date

from aboveboard.records.ids import dated_id, dated_id_at

_DATED = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?=\D|$)")


def dated_id_of(name: str, started: int, otherwise: str) -> str:
    """The name as an id that begins with a date: its own when it has one, else the day of `started` in UTC."""
    day = date_in(name)
    if day is not None:
        return dated_id(day, _DATED.sub("", name, count=1), otherwise)
    rest = re.sub(r"^\d{4}-\d\d-\d\d(?=\D|$)", "", name)
    return dated_id_at(started, rest, otherwise)


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
