"""Which months of a customer have a page, which are older than that, and where the files of a month lie."""

from __future__ import annotations

from functools import lru_cache

from aboveboard.availability.months import Month, month_at, months_between
from aboveboard.views.edition import Edition
from aboveboard.views.portal.working import customer_of
from aboveboard.views.service_history import measured_since

MOST_MONTHS = 24
MONTHS_PATH = "months/index.html"
OLDER_PATH = "months/older.csv"


def months_shown(edition: Edition, most: int = MOST_MONTHS) -> tuple[Month, ...]:
    """Newest first: from the month of as-of back to the one in which the first subscription began, at most so many.

    At its first instant a month has nothing to show yet. Empty for a customer whose first subscription lies ahead, for one
    without any, and for who is no customer.
    """
    return _months(edition)[:most]


def older_months(edition: Edition, most: int = MOST_MONTHS) -> tuple[Month, ...]:
    """Newest first: those that `months_shown` leaves out."""
    return _months(edition)[most:]


def month_path(month: Month, kind: str = "html") -> str:
    """ "months/2026-10.html"; also "csv" and "json"."""
    return f"months/{month}.{kind}"


def is_unmeasured(edition: Edition, month: Month) -> bool:
    """Whether the month was over before the first record: its figures are what the rules give, not what was seen."""
    return month.interval(edition.zone)[1] <= measured_since(edition)


def has_begun(edition: Edition, month: Month) -> bool:
    """Whether a second of it has passed."""
    return month.interval(edition.zone)[0] < edition.as_of


def _months(edition: Edition) -> tuple[Month, ...]:
    customer = customer_of(edition)
    if customer is None or not customer.subscriptions:
        return ()
    first = min(subscription.since for subscription in customer.subscriptions)
    return _months_since(first.year, first.month, edition.as_of, edition.zone)


@lru_cache(maxsize=1024)
def _months_since(year: int, number: int, as_of: int, zone: str) -> tuple[Month, ...]:
    return tuple(months_between(Month(year, number), month_at(as_of - 1, zone)))[::-1]
