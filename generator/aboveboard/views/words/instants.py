"""Instants, days and spans as people read them in one zone, which every time of day names.

English month and day names are written here, not asked of the system: the same words on every machine.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from aboveboard.availability.clock import local_date, local_time
from aboveboard.frozen import frozen
from aboveboard.views.words.numbers import NO_BREAK

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK_DAYS = 7


@frozen
class Moment:
    """An instant for `<time datetime>`: `iso` in UTC, `text` for people, `epoch` in seconds of UTC.

    `day` is the local date in the zone of the text (`2026-11-15`): a script that adds the reader's own time says the
    day as well where the two differ.
    """

    iso: str
    text: str
    epoch: int
    day: str


@lru_cache(maxsize=4096)
def moment(instant: int, zone: str, near: int) -> Moment:
    """As short as it can be for somebody who reads at `near`: "13:31 UTC" on the same day, "Sat 14 Nov, 13:31 UTC"
    within a week, "14 Oct, 13:31 UTC" within a year's number, and "14 Oct 2025, 13:31 UTC"."""
    local = local_time(instant, zone)
    day, today = local.date(), local_date(near, zone)
    clock = _clock_text(local)
    return _moment(instant, day, clock if day == today else f"{day_text(day, today)}, {clock}")


def full_moment(instant: int, zone: str) -> Moment:
    """ "3 October 2026, 08:20 UTC": for pages that are read for years."""
    day = local_date(instant, zone)
    return _moment(instant, day, f"{full_day_text(day)}, {clock_text(instant, zone)}")


def day_moment(instant: int, zone: str, near: int) -> Moment:
    """The day alone: "4 Nov", "14 Oct 2025"."""
    day, today = local_date(instant, zone), local_date(near, zone)
    return _moment(instant, day, short_day_text(day, today))


def clock_text(instant: int, zone: str) -> str:
    """ "13:37 UTC"; with the seconds when there are any."""
    return _clock_text(local_time(instant, zone))


def bare_clock_text(instant: int, zone: str) -> str:
    """ "13:37", for a place beside which the zone is named."""
    local = local_time(instant, zone)
    seconds = f":{local.second:02d}" if local.second else ""
    return f"{local.hour:02d}:{local.minute:02d}{seconds}"


def zone_text(instant: int, zone: str) -> str:
    """ "UTC", "CEST", "UTC−03:00"."""
    return _zone_text(local_time(instant, zone))


def span_text(start: int, end: int, zone: str, near: int) -> str:
    """ "Sun 22 Nov, 01:00 to 03:00 UTC"; both days when they differ."""
    first, last = local_date(start, zone), local_date(end, zone)
    today = local_date(near, zone)
    opened = f"{day_text(first, today)}, {bare_clock_text(start, zone)}"
    closed = clock_text(end, zone) if first == last else f"{day_text(last, today)}, {clock_text(end, zone)}"
    return f"{opened} to {closed}"


def day_text(day: date, today: date) -> str:
    """ "Sun 22 Nov" within a week of today, else "22 Dec", else "22 Dec 2027"."""
    short = short_day_text(day, today)
    return f"{_WEEKDAYS[day.weekday()][:3]}{NO_BREAK}{short}" if abs((day - today).days) <= _WEEK_DAYS else short


def short_day_text(day: date, today: date) -> str:
    """ "4 Nov", with the year when it is another one."""
    year = f"{NO_BREAK}{day.year}" if day.year != today.year else ""
    return f"{day.day}{NO_BREAK}{_MONTHS[day.month - 1][:3]}{year}"


def due_day_text(day: date, today: date) -> str:
    """ "Tue 17 Nov", with the year when it is another one: a day that is promised has its weekday, near or far."""
    return f"{_WEEKDAYS[day.weekday()][:3]}{NO_BREAK}{short_day_text(day, today)}"


def plain_day_text(day: date, today: date) -> str:
    """ "4 November", with the year when it is another one."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day}{NO_BREAK}{_MONTHS[day.month - 1]}{year}"


def full_day_text(day: date) -> str:
    """ "3 October 2026"."""
    return f"{day.day}{NO_BREAK}{_MONTHS[day.month - 1]} {day.year}"


def long_day_text(day: date) -> str:
    """ "Sunday 15 November 2026"."""
    return f"{_WEEKDAYS[day.weekday()]} {full_day_text(day)}"


def month_text(first_day: date) -> str:
    """ "October 2026"."""
    return f"{_MONTHS[first_day.month - 1]} {first_day.year}"


def short_month_text(first_day: date) -> str:
    """ "Oct"."""
    return _MONTHS[first_day.month - 1][:3]


def _moment(instant: int, day: date, text: str) -> Moment:
    utc = str(local_time(instant, "UTC"))
    return Moment(f"{utc[:10]}T{utc[11:19] if instant % 60 else utc[11:16]}Z", text, instant, day.isoformat())


def _clock_text(local: datetime) -> str:
    seconds = f":{local.second:02d}" if local.second else ""
    return f"{local.hour:02d}:{local.minute:02d}{seconds}{NO_BREAK}{_zone_text(local)}"


def _zone_text(local: datetime) -> str:
    """The zone's letters, or its offset where it has none."""
    name = local.tzname() or "UTC"
    if name[0] not in "+-":
        return name
    digits = f"{name[1:]}00"[:4]
    return f"UTC{'−' if name[0] == '-' else '+'}{digits[:2]}:{digits[2:]}"
