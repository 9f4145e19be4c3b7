"""Which pages the tree of a reader has: a link to one of them counts from the top of the tree, one to any other page is
absolute and leads to the public site.

A portal has pages of its own for records that only its customers may see and for the RFOs of what reached the customer;
of services, of public incidents and of public changes it has none (outputs.md, "A customer's tree").
"""

from __future__ import annotations

from dataclasses import dataclass

from aboveboard.records.vocabulary import Audience
from aboveboard.views.edition import Edition
from aboveboard.views.links import Link
from aboveboard.views.record_paths import change_path, incident_path, rfo_path, service_path


@dataclass(frozen=True, slots=True)
class Ways:
    """What every page about a record leads to: the rules of measuring, and how to follow along."""

    rules: str
    follow: Link
    follow_rfos: Link


def incident_href(edition: Edition, id: str) -> str:
    incident = edition.register.incidents.get(id)
    is_own = incident is not None and incident.reader is Audience.AFFECTED
    return _href(edition, incident_path(id), is_own=is_own)


def change_href(edition: Edition, id: str) -> str:
    change = edition.register.changes.get(id)
    return _href(edition, change_path(id), is_own=change is not None and change.reader is Audience.AFFECTED)


def rfo_href(edition: Edition, id: str) -> str:
    from aboveboard.views.portal.reached import has_reached  # what reached a customer is made of pages' own parts

    return _href(edition, rfo_path(id), is_own=is_portal(edition) and has_reached(edition, id))


def service_href(edition: Edition, id: str) -> str:
    return _href(edition, service_path(id))


def site_href(edition: Edition, path: str) -> str:
    """Of a page that every public tree has and no portal."""
    return _href(edition, path)


def public_url(edition: Edition, path: str) -> str:
    return f"{edition.register.provider.url.rstrip('/')}/{path}"


def is_portal(edition: Edition) -> bool:
    return edition.reader.customer is not None


def ways_of(edition: Edition) -> Ways:
    rules = site_href(edition, "how-we-measure.html")
    if is_portal(edition):
        feed = "feeds/all.rss"
        return Ways(rules, Link(feed, "Your feed of every update"), Link(feed, "Your feed of updates and RFOs"))
    page = "subscribe.html"
    return Ways(rules, Link(page, "Feeds of every update"), Link(page, "Feeds of RFOs and their revisions"))


def _href(edition: Edition, path: str, *, is_own: bool = False) -> str:
    return path if is_own or not is_portal(edition) else public_url(edition, path)
