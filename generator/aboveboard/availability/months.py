"""Calendar months of a zone, and the periods that are unions of them (availability.md, section 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from aboveboard.availability.clock import local_date, local_instant
from aboveboard.availability.intervals import Interval
from aboveboard.frozen import frozen


@frozen(order=True)
class Month:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def following(self) -> Month:
        return self.plus(1)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    def plus(self, months: int) -> Month:
        count = self.year * 12 + self.number - 1 + months
        return Month(count // 12, count % 12 + 1)

    def interval(self, zone: str) -> Interval:
        """From midnight of the first to midnight of the next first, in the zone."""
        return _interval(self.year, self.number, zone)


@lru_cache(maxsize=4096)
def _interval(year: int, number: int, zone: str) -> Interval:
    following = Month(year, number).following
    return local_instant(date(year, number, 1), 0, zone), local_instant(following.first_day, 0, zone)


@lru_cache(maxsize=1024)
def month_of(text: str) -> Month:
    """The month of `2026-10`; raises ValueError for anything else."""
    year, _, number = text.partition("-")
    if (
        len(year) != 4
        or len(number) != 2
        or not (year + number).isdigit()
        or not 1 <= int(number) <= 12
        or int(year) < 1970
    ):
        raise ValueError(f'"{text}" is not a month; write it like 2026-10')
    return Month(int(year), int(number))


def month_at(instant: int, zone: str) -> Month:
    day = local_date(instant, zone)
    return Month(day.year, day.month)


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Both ends included; nothing when the last is before the first."""
    while first <= last:
        yield first
        first = first.following


def trailing_twelve(as_of: int, zone: str) -> tuple[Month, ...]:
    """The twelve complete months before the month of as-of."""
    current = month_at(as_of, zone)
    return tuple(months_between(current.plus(-12), current.plus(-1)))
