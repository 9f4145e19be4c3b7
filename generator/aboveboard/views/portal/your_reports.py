"""The newest reports of a customer, and how to follow along: what an account manager is asked for every month."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.frozen import frozen
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import FEED_FORMATS
from aboveboard.views.links import Link
from aboveboard.views.page import Alternate
from aboveboard.views.portal.pack_facts import quarters_shown
from aboveboard.views.portal.pack_words import quarter_text
from aboveboard.views.portal.your_figures import Year, month_path
from aboveboard.views.words.instants import month_text

FEED = "feeds/all"
CALENDAR = "calendar.ics"


@frozen
class Report:
    """`more` are other forms of the same."""

    link: Link
    more: tuple[Link, ...]


@frozen
class YourReports:
    """Without a report `none` says something true."""

    reports: tuple[Report, ...]
    none: str
    feeds: tuple[Link, ...]
    calendar: Link


def your_reports(edition: Edition, year: Year, *, has_pdf: bool) -> YourReports:
    """`has_pdf` says whether review packs have their paper."""
    reports = (*_pack(edition, has_pdf=has_pdf), *_month(year))
    return YourReports(
        reports,
        "" if reports else "The first one comes when a month with a service of yours is complete.",
        tuple(Link(f"{FEED}.{ending}", name) for ending, (_, name) in FEED_FORMATS.items()),
        Link(CALENDAR, "Calendar of maintenance"),
    )


def alternates_of(edition: Edition) -> tuple[Alternate, ...]:
    """What a program that is pointed at the page finds: the customer's own feed and calendar."""
    name = edition.register.provider.name
    feeds = tuple(
        Alternate(f"{FEED}.{ending}", media, f"{name}: all that reaches you ({form})")
        for ending, (media, form) in FEED_FORMATS.items()
    )
    return (*feeds, Alternate(CALENDAR, "text/calendar", f"{name}: maintenance on your paths"))


def _pack(edition: Edition, *, has_pdf: bool) -> Iterator[Report]:
    for quarter in quarters_shown(edition)[:1]:
        path = f"reviews/{quarter}"
        paper = (Link(f"{path}.pdf", "PDF"),) if has_pdf else ()
        yield Report(Link(f"{path}.html", f"Review pack, {quarter_text(quarter)}"), paper)


def _month(year: Year) -> Iterator[Report]:
    """The newest complete month that was measured and in which a service was agreed."""
    known = zip(year.names[year.unmeasured :], year.months[year.unmeasured :], strict=True)
    for name, month in reversed(tuple(known)):
        if path := month_path(name, month):
            stem = path.removesuffix(".html")
            more = (Link(f"{stem}.csv", "CSV"), Link(f"{stem}.json", "JSON"))
            yield Report(Link(path, f"{month_text(name.first_day)} and its working"), more)
            return
