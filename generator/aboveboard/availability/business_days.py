"""Business days: what `bd` counts, stepping day by day at the same wall time (availability.md, section 4, "Notice")."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from aboveboard.availability.clock import local_date, local_instant, local_time
from aboveboard.records.catalog import BusinessDays, Provider
from aboveboard.records.hours import Holidays
from aboveboard.records.values import Duration

# Made without validators: a provider that names none asks for these at every step.
_EVERY_WEEK = BusinessDays.model_construct()


def before(instant: int, duration: Duration, provider: Provider) -> int:
    """The instant that lies `duration` before: for `3bd` at the same wall time, three business days back."""
    return _step(instant, duration, provider, -1)


def after(instant: int, duration: Duration, provider: Provider) -> int:
    """The instant that lies `duration` later, by the same rule."""
    return _step(instant, duration, provider, 1)


def day_after(instant: int, duration: Duration, provider: Provider) -> date:
    """The local day, where the provider works, on which the instant `after` lies."""
    zone = business_days_of(provider).timezone or provider.timezone
    if not duration.business_days:
        return local_date(after(instant, duration, provider), zone)
    return _stepped(local_date(instant, zone), duration.business_days, business_days_of(provider).holidays, 1)


def business_days_of(provider: Provider) -> BusinessDays:
    """Those of the provider; without any, Monday to Friday. Its zone, too, is the provider's unless it names one."""
    return provider.business_days or _EVERY_WEEK


@lru_cache(maxsize=4096)
def holidays_in(holidays: Holidays, year: int) -> frozenset[date]:
    """The holidays of a year, from a list of dates or from the `holidays` package."""
    if not isinstance(holidays, str):
        return frozenset(day for day in holidays if day.year == year)
    import holidays as package

    country, _, subdivision = holidays.partition("-")
    return frozenset(package.country_holidays(country, subdiv=subdivision or None, years=year))


def is_holiday(day: date, holidays: Holidays) -> bool:
    return day in holidays_in(holidays, day.year)


def _step(instant: int, duration: Duration, provider: Provider, direction: int) -> int:
    if not duration.business_days:
        return instant + direction * duration.seconds
    calendar = business_days_of(provider)
    zone = calendar.timezone or provider.timezone
    local = local_time(instant, zone)
    day = _stepped(local.date(), duration.business_days, calendar.holidays, direction)
    return local_instant(day, local.hour * 60 + local.minute, zone) + local.second


@lru_cache(maxsize=4096)
def _stepped(day: date, business_days: int, holidays: Holidays, direction: int) -> date:
    left = business_days
    while left:
        day += timedelta(days=direction)
        if day.weekday() < 5 and not is_holiday(day, holidays):
            left -= 1
    return day
