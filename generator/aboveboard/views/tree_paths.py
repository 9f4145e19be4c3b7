"""Which pages the tree of a reader has: a link to one of them counts from the top of the tree, one to any other page is
absolute and leads to the public site.

A portal has pages of its own for records that only its customers may see and for the RFOs of what reached the customer;
of services, of public incidents and of public changes it has none (outputs.md, "A customer's tree"). Staff's tree has
those of all records that the public may not see or that are withheld, and of no others.
"""

from __future__ import annotations

from functools import lru_cache

from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.rfo import Rfo
from aboveboard.records.vocabulary import Audience, RfoStatus
from aboveboard.views.edition import Edition
from aboveboard.views.links import Link
from aboveboard.views.record_paths import change_path, incident_path, rfo_path, service_path


@frozen
class Ways:
    """What every page about a record leads to: the rules of measuring, and how to follow along."""

    rules: str
    follow: Link
    follow_rfos: Link


def incident_href(edition: Edition, id: str) -> str:
    return _record_href(edition, incident_path(id), edition.register.incidents.get(id))


def change_href(edition: Edition, id: str) -> str:
    return _record_href(edition, change_path(id), edition.register.changes.get(id))


def rfo_href(edition: Edition, id: str) -> str:
    from aboveboard.views.portal.reached import has_reached  # what reached a customer is made of pages' own parts

    if edition.reader.is_staff:
        return _href(edition, rfo_path(id), is_own=is_kept_rfo(edition, id))
    return _href(edition, rfo_path(id), is_own=is_portal(edition) and has_reached(edition, id))


def record_href(edition: Edition, id: str) -> str:
    """Of an incident or a change; empty for what is neither."""
    if id in edition.register.incidents:
        return incident_href(edition, id)
    return change_href(edition, id) if id in edition.register.changes else ""


def service_href(edition: Edition, id: str) -> str:
    return _href(edition, service_path(id))


def site_href(edition: Edition, path: str) -> str:
    """Of a page that every public tree has, and no portal and not staff's."""
    return _href(edition, path)


def public_url(edition: Edition, path: str) -> str:
    return f"{edition.register.provider.url.rstrip('/')}/{path}"


def is_kept(edition: Edition, record: Incident | Change) -> bool:
    """Whether a record has its page in the reader's own tree, a portal or staff's."""
    if record.reader is Audience.AFFECTED:
        return True
    return edition.reader.is_staff and (record.reader is Audience.INTERNAL or record.path in edition.register.withheld)


def is_kept_rfo(edition: Edition, id: str) -> bool:
    """Whether an RFO has its page in staff's tree: the public one has none."""
    rfo, incident = edition.register.rfos.get(id), edition.register.incidents.get(id)
    if rfo is None or incident is None:
        return False
    return not _is_for_all(rfo, incident) or not edition.register.withheld.isdisjoint((rfo.path, incident.path))


def _is_for_all(rfo: Rfo, incident: Incident) -> bool:
    is_told = rfo.status is not RfoStatus.DRAFT and rfo.audience in (None, Audience.PUBLIC)
    return is_told and incident.reader is Audience.PUBLIC


def is_portal(edition: Edition) -> bool:
    return edition.reader.customer is not None


def ways_of(edition: Edition) -> Ways:
    rules = site_href(edition, "how-we-measure.html")
    if is_portal(edition):
        feed = "feeds/all.rss"
        return Ways(rules, Link(feed, "Your feed of every update"), Link(feed, "Your feed of updates and RFOs"))
    page = site_href(edition, "subscribe.html")
    return _public_ways(rules, page)


@lru_cache(maxsize=256)
def _public_ways(rules: str, page: str) -> Ways:
    return Ways(rules, Link(page, "Feeds of every update"), Link(page, "Feeds of RFOs and their revisions"))


def _href(edition: Edition, path: str, *, is_own: bool = False) -> str:
    return path if is_own or _is_public(edition) else public_url(edition, path)


def _record_href(edition: Edition, path: str, record: Incident | Change | None) -> str:
    if _is_public(edition):
        return path
    return _href(edition, path, is_own=record is not None and is_kept(edition, record))


def _is_public(edition: Edition) -> bool:
    return not is_portal(edition) and not edition.reader.is_staff
