"""Service hours as written: weekly windows in a zone, less holidays.

Source of the rule: availability.md, section 4 ("Hours"). The intervals they make are `availability.hours`' business.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from aboveboard.frozen import frozen
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.values import date_of, zone_of
from aboveboard.records.wrong import below, each, quoted, unfit, wrong

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WINDOW = re.compile(r"(\d\d):(\d\d)\s*[-–]\s*(\d\d):(\d\d)", re.ASCII)

# The windows of each weekday, Monday first, in minutes from its midnight.
Weekly = tuple[tuple[tuple[int, int], ...], ...]
# A code of the `holidays` package, or the days themselves.
Holidays = str | tuple[date, ...]


@frozen
class Hours:
    """`weekly[d]` are the windows that start on weekday d (0 is Monday), in minutes from its midnight, end exclusive.

    An end beyond 1440 lies on the next day. `timezone` None is the customer's.
    """

    weekly: Weekly
    timezone: str | None
    holidays: Holidays


def _hours_of(value: object) -> Hours | None:
    if value is None or isinstance(value, Hours):
        return value
    if value == "24x7":
        return None
    if not isinstance(value, dict):
        raise wrong(f"expected hours, not {quoted(value)}", 'write `24x7`, or `{weekly: {mon-fri: "08:00-18:00"}}`')
    if odd := sorted(set(value) - {"timezone", "weekly", "holidays"}):
        hint = did_you_mean(odd[0], ("timezone", "weekly", "holidays"))
        raise wrong(f"unknown key {quoted(odd[0])}", hint, (odd[0],), key=True)
    if not isinstance(value.get("weekly"), dict) or not value["weekly"]:
        raise wrong("weekly windows are missing", 'write `weekly: {mon-fri: "08:00-18:00"}`', ("weekly",))
    readers: dict[str, Callable[[Any], Any]] = {"weekly": _weekly_of, "timezone": _zone_of, "holidays": _holidays_of}
    weekly, zone, holidays = each(lambda part: below(part, readers[part], value.get(part)), readers)
    return Hours(weekly, zone, holidays)


def _zone_of(value: object) -> str | None:
    return None if value is None else zone_of(value)


def _weekly_of(written: dict[str, object]) -> Weekly:
    weekly: dict[int, tuple[tuple[int, int], ...]] = {}

    def add(key: str) -> None:
        days = _days_of(key)
        windows = below(key, _windows_of, written[key])
        for day in days:
            if day in weekly:
                hint = "name each day once; a day can have a list of windows"
                raise wrong(f"{DAYS[day]} is named twice", hint, (key,), key=True)
            weekly[day] = windows

    each(add, written)
    return tuple(weekly.get(day, ()) for day in range(7))


def _days_of(key: str) -> list[int]:
    first, dash, last = key.strip().lower().partition("-")
    if first not in DAYS or (dash and last not in DAYS):
        hint = "mon, tue, wed, thu, fri, sat, sun, or a range such as mon-fri"
        raise unfit(key, "a day", hint, (key,), key=True)
    start, end = DAYS.index(first), DAYS.index(last or first)
    return [(start + offset) % 7 for offset in range((end - start) % 7 + 1)]


def _windows_of(value: object) -> tuple[tuple[int, int], ...]:
    if not isinstance(value, list):
        return (_window_of(value),)
    return tuple(sorted(each(lambda at: below(at, _window_of, value[at]), range(len(value)))))


def _window_of(value: object) -> tuple[int, int]:
    match = _WINDOW.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise unfit(value, "a window", 'write `"08:00-18:00"`')
    from_hour, from_minute, to_hour, to_minute = map(int, match.groups())
    start, end = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    if from_minute > 59 or to_minute > 59 or start >= 1440 or end > 1440:
        raise unfit(value, "a window within a day", "from 00:00 to 24:00")
    return start, end if end > start else end + 1440


def _holidays_of(value: object) -> Holidays:
    if value is None:
        return ()
    if isinstance(value, tuple):
        return value
    if isinstance(value, list):
        return tuple(sorted(set(each(lambda at: below(at, date_of, value[at]), range(len(value))))))
    if isinstance(value, str) and holidays_exist(value):
        return value
    hint = "write a code such as `DE` or `DE-BE`, or a list of dates"
    raise unfit(value, "a country or region with known holidays", hint)


@lru_cache(maxsize=64)
def holidays_exist(code: str) -> bool:
    """Whether the `holidays` package knows the code (`DE`, `DE-BE`)."""
    import holidays
    from holidays.registry import EntityLoader

    # Asked for one by one: the package's own list of all countries loads every one of them.
    country, dash, subdivision = code.partition("-")
    if country not in EntityLoader.get_country_codes(include_aliases=True):
        return False
    return not dash or subdivision in getattr(holidays, country).subdivisions


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
