"""Calendar quarters of a zone: unions of three months (availability.md, section 5)."""

from __future__ import annotations

from aboveboard.availability.intervals import Interval
from aboveboard.availability.months import Month, month_at
from aboveboard.frozen import frozen


@frozen(order=True)
class Quarter:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.number}"

    @property
    def months(self) -> tuple[Month, Month, Month]:
        first = Month(self.year, self.number * 3 - 2)
        return first, first.plus(1), first.plus(2)

    @property
    def following(self) -> Quarter:
        return self.plus(1)

    def plus(self, quarters: int) -> Quarter:
        count = self.year * 4 + self.number - 1 + quarters
        return Quarter(count // 4, count % 4 + 1)

    def interval(self, zone: str) -> Interval:
        """From midnight of its first day to midnight of the next quarter's first day, in the zone."""
        first, _, last = self.months
        return first.interval(zone)[0], last.interval(zone)[1]


def quarter_of(text: str) -> Quarter:
    """The quarter of `2026-Q3`; raises ValueError for anything else."""
    year, _, number = text.partition("-Q")
    is_year = len(year) == 4 and year.isascii() and year.isdecimal() and int(year) >= 1970
    if not is_year or number not in ("1", "2", "3", "4"):
        raise ValueError(f'"{text}" is not a quarter; write it like 2026-Q3')
    return Quarter(int(year), int(number))


def quarter_at(instant: int, zone: str) -> Quarter:
    """The quarter that the instant lies in."""
    month = month_at(instant, zone)
    return Quarter(month.year, (month.number + 2) // 3)
