"""What a notification adds to what is known of an alert; what came late or twice adds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aboveboard.ingest.alert import Alert
from aboveboard.records.alerts import WrittenAlert


def first_episode(alert: Alert, group: str) -> WrittenAlert:
    return WrittenAlert(fingerprint=alert.fingerprint, group=group, from_=alert.starts, to=alert.ends)


def followed_by(known: WrittenAlert, alert: Alert) -> WrittenAlert:
    """The alert as it is known afterwards: its latest episode.

    One that is open ends with an end that is not before its start. One that has ended begins again when the alert
    started after it: a message that was sent before the end, and arrives after it, tells of nothing new.
    """
    if alert.ends is None:
        if known.to is None or alert.starts <= known.from_ or alert.starts < known.to:
            return known
        return known.model_copy(update={"from_": alert.starts, "to": None})
    if alert.ends < known.from_ or (known.to is not None and alert.ends <= known.to):
        return known
    starts = known.from_ if known.to is None or alert.starts <= known.to else alert.starts
    return known.model_copy(update={"from_": starts, "to": alert.ends})


def by_fingerprint(alerts: Iterable[WrittenAlert]) -> Mapping[str, WrittenAlert]:
    """In the order in which they stand. One that a merge of branches left twice counts with its latest word."""
    found: dict[str, WrittenAlert] = {}
    for alert in alerts:
        other = found.setdefault(alert.fingerprint, alert)
        if (alert.from_, alert.to or 0) > (other.from_, other.to or 0):
            found[alert.fingerprint] = alert
    return found


def cleared_at(alerts: Iterable[WrittenAlert]) -> int | None:
    """When the last of them ended; None while one is firing, or when there are none."""
    ends = [alert.to for alert in alerts]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None
