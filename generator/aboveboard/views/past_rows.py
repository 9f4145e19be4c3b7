"""What happened lately, as rows: closed incidents, and planned work that disrupted something."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.views.edition import Edition
from aboveboard.views.incident_facts import incident_facts
from aboveboard.views.rfo_promise import RfoPromise
from aboveboard.views.seen import touched_by
from aboveboard.views.tree_paths import change_href
from aboveboard.views.words import states
from aboveboard.views.words.instants import Moment, day_moment
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.prose import list_text

PAST_DAYS = 30
_MOST_ROWS = 20
_MOST_NAMES = 3
_DAY_SECONDS = 86400


@frozen
class PastRow:
    """`amount` is how long services were disrupted; `note`, which links to `href` if there is one, stands below it."""

    day: Moment
    path: str
    title: str
    what: str
    amount: str
    note: str
    href: str


@frozen
class Past:
    """Newest first. `rest` says what the list left out, or, when it is empty, that nothing else happened."""

    rows: tuple[PastRow, ...]
    rest: str


def past_of(edition: Edition) -> Past:
    since = edition.as_of - PAST_DAYS * _DAY_SECONDS
    incidents = [one for one in edition.index.incidents if one.resolved is not None and one.resolved > since]
    changes = [one for one in edition.index.changes if one.outcome.is_finished and one.impacts]
    found: list[tuple[int, str, Incident | Change]] = [(one.started, one.id, one) for one in incidents]
    found += [(one.window.from_, one.id, one) for one in changes if since < one.window.to <= edition.as_of]
    ordered = [record for _, _, record in sorted(found, key=lambda item: item[:2], reverse=True)]
    rows = tuple(past_row(edition, record) for record in ordered[:_MOST_ROWS])
    return Past(rows, _rest(len(ordered)))


def past_row(edition: Edition, record: Incident | Change) -> PastRow:
    return _incident(edition, record) if isinstance(record, Incident) else _change(edition, record)


def rfo_note(rfo: RfoPromise | None) -> tuple[str, str]:
    """The words and the path of an RFO in a row: "Final RFO", or "RFO by Tue 17 Nov" without a path."""
    if rfo is None:
        return "", ""
    return (rfo.line if rfo.href else f"RFO {rfo.line}"), rfo.href


def _incident(edition: Edition, incident: Incident) -> PastRow:
    facts = incident_facts(edition, incident)
    names = [service.name for service in facts.disrupted_services]
    who = list_text(names or facts.nodes, _MOST_NAMES)
    note, href = rfo_note(facts.rfo)
    return PastRow(
        day_moment(incident.started, edition.zone, edition.as_of),
        facts.path,
        incident.title,
        " ".join(f"{part}." for part in (who, facts.fault_word) if part),
        facts.disrupted or "no disruption",
        note,
        href,
    )


def _change(edition: Edition, change: Change) -> PastRow:
    touched = touched_by(change, edition)
    names = [edition.register.services[one.service].name for one in touched.seen]
    who = f"{list_text(names, _MOST_NAMES)}. " if names else ""
    return PastRow(
        day_moment(change.window.from_, edition.zone, edition.as_of),
        change_href(edition, change.id),
        change.title,
        f"{who}{states.CHANGE_KINDS[change.kind]}, {states.OUTCOMES[change.outcome].lower()}.",
        duration_text(touched.disrupted_seconds) if touched.disrupted_seconds else "no disruption",
        "",
        "",
    )


def _rest(count: int) -> str:
    if count > _MOST_ROWS:
        return f"And {count - _MOST_ROWS} more in these {PAST_DAYS} days."
    return f"Nothing else in {PAST_DAYS} days." if count else f"Nothing happened in {PAST_DAYS} days."
