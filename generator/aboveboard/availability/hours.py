"""Service hours as intervals (availability.md, section 4, "Hours")."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from aboveboard.availability.business_days import is_holiday
from aboveboard.availability.clock import local_date, local_instant
from aboveboard.availability.intervals import Interval, Intervals, intersection, union
from aboveboard.records.hours import Hours


def service_time(hours: Hours | None, period: Interval, zone: str) -> Intervals:
    """The part of a period within the hours; None is 24x7. `zone` counts where the hours name none."""
    if period[1] <= period[0]:
        return ()
    if hours is None:
        return (period,)
    return intersection(union(_windows(hours, period, hours.timezone or zone)), (period,))


def _windows(hours: Hours, period: Interval, zone: str) -> Iterator[Interval]:
    # A window belongs to the day it starts on and ends on the next at the latest, so one day of margin is enough.
    day = local_date(period[0], zone) - timedelta(days=1)
    last = local_date(period[1], zone)
    while day <= last:
        if not is_holiday(day, hours.holidays):
            for start, end in hours.weekly[day.weekday()]:
                yield local_instant(day, start, zone), local_instant(day, end, zone)
        day += timedelta(days=1)
