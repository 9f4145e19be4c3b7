"""Service hours, holidays and notice: which seconds an SLA speaks of, and when an announcement came in time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import holidays as public_holidays

from oracle.instants import Span, read_date, second_of_wall_time, wall_time

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SECONDS_PER_UNIT = {"m": 60, "h": 3600, "d": 86400}


def windows_of(hours: str | Mapping[str, Any], default_zone: str, period: Span) -> Iterator[Span]:
    """The service windows that may touch the period, each as a span; those of `24x7` are the period itself."""
    if isinstance(hours, str):
        if hours != "24x7":
            raise ValueError(f"unknown hours: {hours}")
        yield period
        return
    zone = hours.get("timezone", default_zone)
    day = wall_time(period[0], zone).date() - timedelta(days=2)
    while day <= wall_time(period[1], zone).date():
        if not is_holiday(day, hours.get("holidays")):
            for window in _windows_on(day.weekday(), hours["weekly"]):
                yield _span_on(day, window, zone)
        day += timedelta(days=1)


def is_holiday(day: date, calendar: str | Sequence[str] | None) -> bool:
    """Whether the day is in a calendar: a code such as `DE-BE`, a list of dates, or nothing."""
    if calendar is None:
        return False
    if isinstance(calendar, str):
        return day in _days_off(calendar, day.year)
    return day in {read_date(listed) for listed in calendar}


def latest_announcement(start: int, notice: str, zone: str, calendar: str | Sequence[str] | None) -> int:
    """The last second at which an impact that starts then could still be announced in time.

    `5d` is 5 x 24 h; `3bd` steps back day by day at the same wall time of the zone, counting the days from Monday to
    Friday that are no holidays.
    """
    if not notice.endswith("bd"):
        return start - int(notice[:-1]) * _SECONDS_PER_UNIT[notice[-1]]
    missing = int(notice.removesuffix("bd"))
    wall = wall_time(start, zone)
    if missing == 0:
        return start
    while missing > 0:
        wall -= timedelta(days=1)
        if wall.weekday() < 5 and not is_holiday(wall.date(), calendar):
            missing -= 1
    return second_of_wall_time(wall, zone)


def _windows_on(weekday: int, weekly: Mapping[str, str | Sequence[str]]) -> Iterator[str]:
    for days, windows in weekly.items():
        if weekday in _weekdays(days):
            yield from [windows] if isinstance(windows, str) else windows


def _weekdays(days: str) -> set[int]:
    """The weekdays of `sat`, `mon-fri` or `fri-mon`, with Monday as 0."""
    first, _, last = days.partition("-")
    weekday, end = _DAYS.index(first), _DAYS.index(last or first)
    found = {weekday}
    while weekday != end:
        weekday = (weekday + 1) % 7
        found.add(weekday)
    return found


def _span_on(day: date, window: str, zone: str) -> Span:
    """The span of `08:00-18:00` on that day; an end at or before its start is on the next day."""
    start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in window.split("-"))
    if end <= start:
        end += 24 * 60
    at_midnight = datetime.combine(day, time.min)
    return (
        second_of_wall_time(at_midnight + timedelta(minutes=start), zone),
        second_of_wall_time(at_midnight + timedelta(minutes=end), zone),
    )


@cache
def _days_off(code: str, year: int) -> frozenset[date]:
    country, _, subdivision = code.partition("-")
    return frozenset(public_holidays.country_holidays(country, subdiv=subdivision or None, years=year))
