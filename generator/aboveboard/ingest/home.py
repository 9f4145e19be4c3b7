"""Which incident an alert belongs to, and whether anything may be written there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto

from aboveboard.frozen import frozen
from aboveboard.ingest.episode import by_fingerprint, followed_by
from aboveboard.ingest.mapping import Mapped
from aboveboard.records.alerts import WrittenAlert
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Audience


class Fate(Enum):
    """What becomes of an alert that some rule knows."""

    NEW_DRAFT = auto()
    CONTINUED = auto()
    KNOWN = auto()
    OVER = auto()
    PUBLISHED = auto()
    PUBLISHED_GROUP = auto()


@frozen
class Home:
    """`incident` is the one that the fate speaks of."""

    fate: Fate
    incident: Incident | None = None


def home_of(mapped: Mapped, group: str, incidents: Sequence[Incident]) -> Home:
    """`incidents` are those that alerts are behind, newest first.

    An alert goes on where it was last seen, unless that incident was resolved before it began again. A new one goes to
    the open draft of its group. People's own hands are on an incident as soon as it is published: nothing is written there.
    """
    alert = mapped.alert
    last = next((incident for incident in incidents if known_in(incident, alert.fingerprint) is not None), None)
    if last is not None and (last.resolved is None or alert.starts < last.resolved):
        known = known_in(last, alert.fingerprint)
        if known is not None and followed_by(known, alert) == known:
            return Home(Fate.KNOWN, last)
        return Home(Fate.CONTINUED if is_draft(last) else Fate.PUBLISHED, last)
    if not alert.is_firing:
        return Home(Fate.OVER)
    open_one = next((incident for incident in incidents if incident.is_open and _is_of(group, incident)), None)
    if open_one is None:
        return Home(Fate.NEW_DRAFT)
    return Home(Fate.CONTINUED if is_draft(open_one) else Fate.PUBLISHED_GROUP, open_one)


def with_alerts(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Those that alerts are behind, newest first."""
    return tuple(sorted((one for one in incidents if one.alerts), key=lambda one: (one.started, one.id), reverse=True))


def known_in(incident: Incident, fingerprint: str) -> WrittenAlert | None:
    return by_fingerprint(incident.alerts).get(fingerprint)


def is_draft(incident: Incident) -> bool:
    return incident.reader is Audience.INTERNAL


def _is_of(group: str, incident: Incident) -> bool:
    return any(alert.group == group for alert in incident.alerts)
