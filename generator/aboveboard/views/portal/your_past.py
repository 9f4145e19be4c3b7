"""What reached the customer lately, as rows: each incident and each disrupting piece of planned work, with how long it
disrupted the customer's own services and how its RFO stands."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Fault, Outcome
from aboveboard.views.edition import Edition
from aboveboard.views.links import Link
from aboveboard.views.past_rows import rfo_note
from aboveboard.views.portal.amounts import amount_text
from aboveboard.views.portal.pack_overview import service_name
from aboveboard.views.portal.your_reached import Disruption, Lately
from aboveboard.views.portal.your_services import record_link
from aboveboard.views.rfo_promise import promise_of
from aboveboard.views.words import states
from aboveboard.views.words.instants import Moment, day_moment
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.states import State, fault_text, state_of

MOST_ROWS = 8
_MOST_NAMES = 3


@frozen
class ReachedRow:
    """`record` is None where the customer must not know it; then `title` says what it was like. `amount` is how
    long at least one of the customer's services was down. `report` is the RFO or its promise, and leads to
    `report_path` once there is one."""

    day: Moment
    title: str
    record: Link | None
    state: State
    what: str
    amount: str
    report: str
    report_path: str
    is_late: bool


@frozen
class YourPast:
    """Newest first. `rest` says what was left out, or that nothing else reached the customer in `span`."""

    title: str
    rows: tuple[ReachedRow, ...]
    rest: str


def your_past(edition: Edition, lately: Lately, since: str) -> YourPast:
    """`since` names the month that the list goes back to."""
    rows = tuple(_row(edition, one) for one in lately.newest)
    has_work = any(isinstance(one.record, Change) for one in lately.newest)
    title = "Incidents and maintenance that reached you" if has_work else "Incidents that reached you"
    return YourPast(title, rows, _rest(lately, since))


def _row(edition: Edition, reached: Disruption) -> ReachedRow:
    record = reached.record
    is_open = record.is_open if isinstance(record, Incident) else isinstance(record, Change) and _is_running(record)
    state = state_of(reached.level, planned=isinstance(record, Change))
    services = list_text([service_name(edition, id) for id in reached.services], _MOST_NAMES)
    link = record_link(edition, reached.source)
    report, path, is_late = _report(edition, record)
    return ReachedRow(
        day=day_moment(reached.start, edition.zone, edition.as_of),
        title=f"{state.word} of {services}" if link is None else link.text,
        record=link,
        state=state,
        what=" ".join(f"{part}." for part in (services if link else "", _cause(reached)) if part),
        amount=f"{amount_text(reached.clock, reached.degraded)}{' so far' if is_open else ''}",
        report=report,
        report_path=path,
        is_late=is_late,
    )


def _is_running(change: Change) -> bool:
    return change.outcome is Outcome.IN_PROGRESS


def _cause(reached: Disruption) -> str:
    """The faults that the downtime is charged to; of what cost none, that of the record."""
    record = reached.record
    if isinstance(record, Change):
        return f"{states.CHANGE_KINDS[record.kind]}, {states.OUTCOMES[record.outcome].lower()}"
    supplier = None if record is None else record.supplier
    faults: Sequence[Fault] = tuple(reached.by_fault) or (() if record is None else (record.fault,))
    words = [fault_text(fault, supplier if record and fault is record.fault else None, yours=True) for fault in faults]
    return list_text([words[0], *(f"{word[0].lower()}{word[1:]}" for word in words[1:])]) if words else ""


def _report(edition: Edition, record: Incident | Change | None) -> tuple[str, str, bool]:
    """While an incident is open its promise stands on its card; in a list it would be noise."""
    if not isinstance(record, Incident):
        return "", "", False
    promise = promise_of(edition, record)
    if promise is None:
        return ("" if record.is_open else "no RFO promised"), "", False
    if record.is_open and not promise.href:
        return "", "", False
    return *rfo_note(promise), promise.is_late


def _rest(lately: Lately, since: str) -> str:
    left = lately.count - len(lately.newest)
    if left:
        return f"And {left} more since {since}."
    return f"Nothing else since {since}." if lately.count else f"Nothing has reached you since {since}."
