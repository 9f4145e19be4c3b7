"""Service hours as written: weekly windows in a zone, less holidays.

Source of the rule: availability.md, section 4 ("Hours"). The intervals they make are `availability.hours`' business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from aboveboard.records.nearest import did_you_mean
from aboveboard.records.values import date_of, quoted, wrong, zone_of

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WINDOW = re.compile(r"(\d\d):(\d\d)\s*[-–]\s*(\d\d):(\d\d)")

# A code of the `holidays` package, or the days themselves.
Holidays = str | tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """`weekly[d]` are the windows that start on weekday d (0 is Monday), in minutes from its midnight, end exclusive.

    An end beyond 1440 lies on the next day. `timezone` None is the customer's.
    """

    weekly: tuple[tuple[tuple[int, int], ...], ...]
    timezone: str | None
    holidays: Holidays


def _hours_of(value: object) -> Hours | None:
    if value is None or isinstance(value, Hours):
        return value
    if value == "24x7":
        return None
    if not isinstance(value, dict):
        raise wrong(f"{quoted(value)} are no hours", 'write `24x7`, or `{weekly: {mon-fri: "08:00-18:00"}}`')
    if odd := sorted(set(value) - {"timezone", "weekly", "holidays"}):
        raise wrong(f'unknown key "{odd[0]}"', did_you_mean(odd[0], ("timezone", "weekly", "holidays")), (odd[0],))
    if not isinstance(value.get("weekly"), dict) or not value["weekly"]:
        raise wrong("weekly windows are missing", 'write `weekly: {mon-fri: "08:00-18:00"}`', ("weekly",))
    zone = zone_of(value["timezone"]) if value.get("timezone") is not None else None
    return Hours(_weekly_of(value["weekly"]), zone, _holidays_of(value.get("holidays")))


def _weekly_of(written: dict[str, object]) -> tuple[tuple[tuple[int, int], ...], ...]:
    weekly: dict[int, tuple[tuple[int, int], ...]] = {}
    for key, value in written.items():
        windows = tuple(sorted(_window_of(one, key) for one in (value if isinstance(value, list) else [value])))
        for day in _days_of(key):
            if day in weekly:
                raise wrong(
                    f"{DAYS[day]} is named twice",
                    "name each day once; a day can have a list of windows",
                    ("weekly", key),
                )
            weekly[day] = windows
    return tuple(weekly.get(day, ()) for day in range(7))


def _days_of(key: str) -> list[int]:
    first, _, last = key.strip().lower().partition("-")
    if first not in DAYS or (last and last not in DAYS):
        raise wrong(
            f'"{key}" is no day', "mon, tue, wed, thu, fri, sat, sun, or a range such as mon-fri", ("weekly", key)
        )
    start, end = DAYS.index(first), DAYS.index(last or first)
    return [(start + offset) % 7 for offset in range((end - start) % 7 + 1)]


def _window_of(value: object, key: str) -> tuple[int, int]:
    match = _WINDOW.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise wrong(f"{quoted(value)} is no window", 'write `"08:00-18:00"`', ("weekly", key))
    from_hour, from_minute, to_hour, to_minute = map(int, match.groups())
    start, end = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    if from_minute > 59 or to_minute > 59 or start >= 1440 or end > 1440:
        raise wrong(f"{quoted(value)} is no window", "from 00:00 to 24:00", ("weekly", key))
    return start, end if end > start else end + 1440


def _holidays_of(value: object) -> Holidays:
    if value is None:
        return ()
    if isinstance(value, tuple):
        return value
    if isinstance(value, list):
        return tuple(sorted({date_of(day) for day in value}))
    if isinstance(value, str) and holidays_exist(value):
        return value
    raise wrong(f"{quoted(value)} names no holidays", "a country code such as `DE` or `DE-BE`, or a list of dates")


@lru_cache(maxsize=64)
def holidays_exist(code: str) -> bool:
    """Whether the `holidays` package knows the code (`DE`, `DE-BE`)."""
    import holidays

    country, _, subdivision = code.partition("-")
    supported = holidays.list_supported_countries(include_aliases=True)
    return country in supported and (not subdivision or subdivision in supported[country])


_HOLIDAYS_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string", "format": "date"}}]
}
_WINDOWS_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}

HolidaysField = Annotated[Holidays, PlainValidator(_holidays_of), WithJsonSchema(_HOLIDAYS_SCHEMA)]
HoursField = Annotated[
    Hours | None,
    PlainValidator(_hours_of),
    WithJsonSchema(
        {
            "anyOf": [
                {"const": "24x7"},
                {
                    "type": "object",
                    "properties": {
                        "timezone": {"type": "string"},
                        "weekly": {"type": "object", "additionalProperties": _WINDOWS_SCHEMA},
                        "holidays": _HOLIDAYS_SCHEMA,
                    },
                    "required": ["weekly"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
