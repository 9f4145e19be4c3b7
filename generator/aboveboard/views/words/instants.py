"""Instants, days and spans as people read them in one zone, which every time of day names.

English month and day names are written here, not asked of the system: the same words on every machine.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from aboveboard.availability.clock import local_time
from aboveboard.frozen import frozen
from aboveboard.views.words.numbers import NO_BREAK

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK_DAYS = 7
_DAY_SECONDS = 86400
_FIRST_DAY = date(1970, 1, 1)


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
    local, today = _local(instant, zone), _local(near, zone).day
    text = local.clock if local.day == today else f"{day_text(local.day, today)}, {local.clock}"
    return _moment(instant, local, text)


def full_moment(instant: int, zone: str) -> Moment:
    """ "3 October 2026, 08:20 UTC": for pages that are read for years."""
    local = _local(instant, zone)
    return _moment(instant, local, f"{full_day_text(local.day)}, {local.clock}")


def day_moment(instant: int, zone: str, near: int) -> Moment:
    """The day alone: "4 Nov", "14 Oct 2025"."""
    local = _local(instant, zone)
    return _moment(instant, local, short_day_text(local.day, _local(near, zone).day))


def day_of(instant: int, zone: str) -> date:
    """The local day."""
    return _local(instant, zone).day


def clock_text(instant: int, zone: str) -> str:
    """ "13:37 UTC"; with the seconds when there are any."""
    return _local(instant, zone).clock


def bare_clock_text(instant: int, zone: str) -> str:
    """ "13:37", for a place beside which the zone is named."""
    return _local(instant, zone).bare


def zone_text(instant: int, zone: str) -> str:
    """ "UTC", "CEST", "UTC−03:00"."""
    return _zone_text(local_time(instant, zone))


def utc_minute_text(instant: int) -> str:
    """ "2026-11-15T13:37Z": the minute in which it lies."""
    utc = _local(instant, "UTC")
    return f"{utc.iso_day}T{utc.bare[:5]}Z"


def span_text(start: int, end: int, zone: str, near: int) -> str:
    """ "Sun 22 Nov, 01:00 to 03:00 UTC"; both days when they differ."""
    first, last, today = _local(start, zone), _local(end, zone), _local(near, zone).day
    opened = f"{day_text(first.day, today)}, {first.bare}"
    closed = last.clock if first.day == last.day else f"{day_text(last.day, today)}, {last.clock}"
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


@frozen
class _Local:
    """An instant as the clocks of a zone show it: `bare` reads "13:37", `clock` names the zone as well."""

    day: date
    iso_day: str
    bare: str
    clock: str


@lru_cache(maxsize=4096)
def _local(instant: int, zone: str) -> _Local:
    """A page says one instant several times, and in several ways. Made of whole numbers: a datetime, and each of its
    parts as text, is dearer than all of it."""
    offset, name = (0, "UTC") if zone == "UTC" else _offset(instant, zone)
    days, second_of_day = divmod(instant + offset, _DAY_SECONDS)
    minute, second = divmod(second_of_day, 60)
    day, iso_day = _day(days)
    bare = f"{_minute_text(minute)}:{second:02d}" if second else _minute_text(minute)
    return _Local(day, iso_day, bare, f"{bare}{NO_BREAK}{name}")


def _offset(instant: int, zone: str) -> tuple[int, str]:
    """The seconds by which the zone's clocks are ahead of UTC then, and its name."""
    local = local_time(instant, zone)
    ahead = local.utcoffset() or timedelta()
    return ahead // timedelta(seconds=1), _zone_text(local)


@lru_cache(maxsize=4096)
def _day(days: int) -> tuple[date, str]:
    """So many days after 1970-01-01, also as text."""
    day = _FIRST_DAY + timedelta(days=days)
    return day, day.isoformat()


@lru_cache(maxsize=1440)
def _minute_text(minute: int) -> str:
    """Of a day's minutes."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _moment(instant: int, local: _Local, text: str) -> Moment:
    utc = _local(instant, "UTC")
    return Moment(f"{utc.iso_day}T{utc.bare}Z", text, instant, local.iso_day)


def _zone_text(local: datetime) -> str:
    """The zone's letters, or its offset where it has none."""
    name = local.tzname() or "UTC"
    if name[0] not in "+-":
        return name
    digits = f"{name[1:]}00"[:4]
    return f"UTC{'−' if name[0] == '-' else '+'}{digits[:2]}:{digits[2:]}"
