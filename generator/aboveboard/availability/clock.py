"""Local times as instants: the only place where zones become seconds of UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from aboveboard.records.zones import zone_named


@lru_cache(maxsize=65536)
def local_instant(day: date, minutes: int, zone: str) -> int:
    """The instant at which a local clock shows `minutes` after midnight of `day` (1440 is the next midnight).

    A time that a clock change skips is the first instant after the gap, a doubled one its first occurrence
    (availability.md, section 4, "Hours").
    """
    local = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001
    info = zone_named(zone)
    before = _seconds(local, info, fold=0)
    after = _seconds(local, info, fold=1)
    if after >= before:
        return before
    return _end_of_gap(after, before, info)


def local_date(instant: int, zone: str) -> date:
    return local_time(instant, zone).date()


@lru_cache(maxsize=4096)
def local_time(instant: int, zone: str) -> datetime:
    return datetime.fromtimestamp(instant, zone_named(zone))


def _seconds(local: datetime, zone: ZoneInfo, fold: int) -> int:
    return int(local.replace(tzinfo=zone, fold=fold).astimezone(UTC).timestamp())


def _end_of_gap(low: int, high: int, zone: ZoneInfo) -> int:
    """The first instant with the new offset; `low` has the old one, `high` the new one."""
    new = datetime.fromtimestamp(high, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == new:
            high = middle
        else:
            low = middle
    return high
