"""What an alert adds to a draft that is there: what people wrote in it stays as it is, to the byte.

While the draft is open: impacts, the start when it was earlier, and an update. Once somebody resolved it: an update.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from aboveboard.ingest.draft import MOST_ALERTS, alert_line, impact_line, impacts_of, reported_lines
from aboveboard.ingest.episode import by_fingerprint, cleared_at, first_episode, followed_by
from aboveboard.ingest.mapping import Mapped
from aboveboard.records.alerts import AlertRules, WrittenAlert
from aboveboard.records.incident import MILESTONES, Incident, WrittenImpact
from aboveboard.records.instants import utc_text
from aboveboard.records.register import Register
from aboveboard.records.vocabulary import IncidentStatus
from aboveboard.writing.scalars import flow_list
from aboveboard.writing.text_edit import add_entry, append_block, set_key
from aboveboard.writing.update_block import update_block

_PROPOSAL = (
    "# mitigated: {}    # proposed, since all alerts had cleared: take the first # away if customers noticed no more"
)
_PROPOSED = re.compile(r"^# mitigated: [^\n]*# proposed, since all alerts had cleared:[^\n]*\n", re.MULTILINE)
_ALERTS = re.compile(r"^alerts:", re.MULTILINE)


def continued(
    data: bytes,
    incident: Incident,
    news: Sequence[Mapped],
    group: str,
    is_complete: bool,
    register: Register,
    rules: AlertRules,
    now: int,
) -> tuple[bytes, int]:
    """The draft's file with the news, which are not empty, and how many updates were added.

    `is_complete` says that the sender left no alert out.

    Raises `Problems` when the file is too odd to be edited.
    """
    alerts = _alerts_after(incident, news, group)
    data = _with_alerts(data, incident, alerts)
    said = []
    if incident.is_open:
        firing = [mapped for mapped in news if mapped.alert.is_firing]
        impacts = impacts_of(firing, incident.impacts)
        data = _with_impacts(data, incident, impacts)
        if again := _reported(firing, impacts, incident):
            said.append("\n".join(("Monitoring reports:", "", *reported_lines(again, register, rules))))
    cleared = cleared_at(alerts)
    if cleared != cleared_at(by_fingerprint(incident.alerts).values()):
        data = _with_proposal(data, incident, cleared)
        if cleared is not None:
            rest = "" if is_complete else " Monitoring left some alerts out of its message."
            said.append(f"All alerts have cleared at {utc_text(cleared)}.{rest}")
    for text in said:
        data = append_block(data, update_block(IncidentStatus.UPDATE, now, text))
    return data, len(said)


def _alerts_after(incident: Incident, news: Iterable[Mapped], group: str) -> tuple[WrittenAlert, ...]:
    """In the order in which they were first seen."""
    found = dict(by_fingerprint(incident.alerts))
    for mapped in news:
        fingerprint = mapped.alert.fingerprint
        if fingerprint in found:
            found[fingerprint] = followed_by(found[fingerprint], mapped.alert)
        elif len(found) < MOST_ALERTS:
            found[fingerprint] = first_episode(mapped.alert, group)
    return tuple(found.values())


def _with_alerts(data: bytes, incident: Incident, alerts: Sequence[WrittenAlert]) -> bytes:
    """Line by line where the lines are as we wrote them, so that branches merge; else the list as a whole."""
    known = by_fingerprint(incident.alerts)
    whole = flow_list([alert_line(alert) for alert in alerts])
    if len(known) < len(incident.alerts):
        return set_key(incident.path, data, "alerts", whole, ())
    for alert in alerts:
        before = known.get(alert.fingerprint)
        if before is None:
            data = add_entry(incident.path, data, "alerts", alert_line(alert), ())
        elif before != alert and data.count(alert_line(before).encode()) == 1:
            data = data.replace(alert_line(before).encode(), alert_line(alert).encode())
        elif before != alert:
            return set_key(incident.path, data, "alerts", whole, ())
    return data


def _with_impacts(data: bytes, incident: Incident, impacts: Sequence[WrittenImpact]) -> bytes:
    """The start goes back with an earlier impact, as long as it is where the alerts had put it."""
    for impact in impacts:
        data = add_entry(incident.path, data, "impacts", impact_line(impact), (*MILESTONES, "detected_by"))
    starts = [impact.from_ for impact in incident.impacts if impact.from_ is not None]
    earlier = min((impact.from_ for impact in impacts if impact.from_ is not None), default=incident.started)
    if earlier < incident.started and incident.started == min(starts, default=None):
        data = set_key(incident.path, data, "started", utc_text(earlier), ())
    return data


def _reported(firing: Sequence[Mapped], impacts: Sequence[WrittenImpact], incident: Incident) -> Sequence[Mapped]:
    """Of the alerts that fire, those worth a word: of new impacts, and all when everything had cleared before."""
    if cleared_at(by_fingerprint(incident.alerts).values()) is not None:
        return firing
    new = {(impact.on, impact.level) for impact in impacts}
    return [mapped for mapped in firing if (mapped.rule.on, mapped.rule.level) in new]


def _with_proposal(data: bytes, incident: Incident, cleared: int | None) -> bytes:
    """A comment that a person can make true: a machine knows when alerts ended, not when harm did."""
    text = _PROPOSED.sub("", data.decode("utf-8"), count=1)
    place = _ALERTS.search(text)
    if cleared is not None and place is not None and incident.mitigated is None and incident.is_open:
        newline = "\r\n" if text[: place.start()].endswith("\r\n") else "\n"
        text = f"{text[: place.start()]}{_PROPOSAL.format(utc_text(cleared))}{newline}{text[place.start() :]}"
    return text.encode()
