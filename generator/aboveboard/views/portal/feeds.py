"""A customer's feed: every update of what reached the customer, of changes on its paths, and every publication of an RFO."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from aboveboard.availability.clock import local_instant
from aboveboard.records.incident import Incident
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import NEWEST, Feed, newest_posts, portal_channel
from aboveboard.views.portal.reached import reached_incidents
from aboveboard.views.stories import own_posts

_DAY_SECONDS = 86400


def portal_feed(edition: Edition) -> Feed:
    return Feed(portal_channel(edition), newest_posts(own_posts(edition, _spoken_of_lately(edition))))


def _spoken_of_lately(edition: Edition) -> Mapping[str, Sequence[str]]:
    """Of the incidents that reached the customer those that can stand in the feed, with the services that each disrupted.

    A feed shows so many posts, and each incident has one at least: what was spoken of last before that many others were
    is in none of them.
    """
    known = [(one.incident, one.services) for one in reached_incidents(edition) if one.incident is not None]
    said = sorted((_last_word(incident) for incident, _ in known), reverse=True)
    since = said[NEWEST - 1] if len(said) > NEWEST else 0
    return {
        incident.id: services
        for incident, services in known
        if incident.is_open or max(_last_word(incident), _last_report(edition, incident)) >= since
    }


def _last_word(incident: Incident) -> int:
    if incident.updates:
        return incident.updates[-1].at
    return incident.started if incident.resolved is None else incident.resolved


def _last_report(edition: Edition, incident: Incident) -> int:
    """The end of the day on which its RFO was published or revised last."""
    rfo = edition.register.rfos.get(incident.id)
    if rfo is None:
        return 0
    days: list[date] = [day for day in (rfo.preliminary_on, rfo.final_on) if day is not None]
    days += [change.on for change in rfo.changes]
    return local_instant(max(days), 0, edition.register.provider.timezone) + _DAY_SECONDS if days else 0
