"""The list of RFOs: what was published, the newest first, and what is still owed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.records.incident import Incident
from aboveboard.records.rfo import Rfo
from aboveboard.records.vocabulary import RfoStatus
from aboveboard.views.action_rows import is_overdue, progress_text
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import alternates_for
from aboveboard.views.page import Page
from aboveboard.views.page_notes import zone_note
from aboveboard.views.rfo_promise import promise_of
from aboveboard.views.rfo_publications import publications_of
from aboveboard.views.tree_paths import incident_href, rfo_href
from aboveboard.views.words.instants import full_day_text
from aboveboard.views.words.prose import count_text
from aboveboard.views.words.states import RFO_STATES, fault_text

NEWEST = 100

# What was promised longer ago and never written is old news; `aboveboard due` still tells it.
OWED_SECONDS = 120 * 86400


@frozen
class OwedRow:
    """An incident whose RFO, or whose final one, is promised: `line` says by when, or since when it is late."""

    path: str
    title: str
    line: str
    detail: str
    is_late: bool


@frozen
class RfoRow:
    """`on` is the day of its newest publication; `actions` reads "2 of 3 done, 1 overdue"."""

    path: str
    title: str
    on: str
    status: str
    fault: str
    cause: str
    actions: str
    is_overdue: bool


@frozen
class RfosView:
    sentence: str
    second: str
    owed: tuple[OwedRow, ...]
    rows: tuple[RfoRow, ...]
    more: str


def rfos_page(edition: Edition) -> Page:
    view = _view(edition)
    return Page(
        path="rfo/index.html",
        title="RFOs: reports on causes",
        description=f"{view.sentence} {view.second}".strip(),
        section="rfo",
        template="rfos.html",
        view=view,
        alternates=alternates_for(edition, "rfo/index.html"),
        notes=(zone_note(edition.zone),),
    )


def _view(edition: Edition) -> RfosView:
    today = local_date(edition.as_of, edition.zone)
    published = newest_first(edition, edition.register.rfos.values())
    rows = tuple(rfo_row(edition, rfo, today) for rfo in published[:NEWEST])
    owed = owed_rows(edition, edition.index.incidents)
    left = len(published) - len(rows)
    return RfosView(
        sentence=_sentence(len(published), owed),
        second=actions_sentence(published, today),
        owed=owed,
        rows=rows,
        more=f"{count_text(left, 'older report')} {'stands' if left == 1 else 'stand'} on the pages of the incidents."
        if left > 0
        else "",
    )


def newest_first(edition: Edition, rfos: Iterable[Rfo]) -> list[Rfo]:
    """By the day of their newest publication; of one day, the newest incident's first. One whose incident is not there
    (an error of `check`) is left out: there is no page to show it on."""
    incidents = edition.register.incidents
    known = [(newest_day(rfo), incidents[rfo.id].started, rfo.id, rfo) for rfo in rfos if rfo.id in incidents]
    return [rfo for *_, rfo in sorted(known, key=lambda one: one[:3], reverse=True)]


def owed_rows(edition: Edition, incidents: Iterable[Incident]) -> tuple[OwedRow, ...]:
    """The late ones first, then by when they are due. `incidents` are the newest first."""
    found = []
    for incident in incidents:
        if incident.started < edition.as_of - OWED_SECONDS:
            break
        row = _owed_by(edition, incident)
        if row is not None:
            found.append((not row[1].is_late, row[0], incident.id, row[1]))
    return tuple(row for *_, row in sorted(found, key=lambda one: one[:3]))


def _sentence(count: int, owed: tuple[OwedRow, ...]) -> str:
    said = f"{count_text(count, 'report')} published" if count else "No report is published yet"
    if not owed:
        return f"{said}."
    late = sum(row.is_late for row in owed)
    return f"{said}, {len(owed)} owed{f', {late} of them late' if late else ''}."


def actions_sentence(rfos: Iterable[Rfo], today: date) -> str:
    """ "2 of 4 corrective actions are done, 1 is overdue."; empty when none were decided."""
    actions = [action for rfo in rfos for action in rfo.actions or ()]
    if not actions:
        return ""
    done = sum(action.done is not None for action in actions)
    overdue = sum(is_overdue(action, today) for action in actions)
    late = f", {overdue:,} {'is' if overdue == 1 else 'are'} overdue" if overdue else ", none is overdue"
    return f"{done:,} of {count_text(len(actions), 'corrective action')} {'is' if 1 in (done, len(actions)) else 'are'} done{late}."


def rfo_row(edition: Edition, rfo: Rfo, today: date) -> RfoRow:
    incident = edition.register.incidents[rfo.id]
    revision = f", revision {rfo.revision}" if rfo.revision > 1 else ""
    on = newest_day(rfo)
    return RfoRow(
        path=rfo_href(edition, rfo.id),
        title=incident.title,
        on="" if on == date.min else full_day_text(on),
        status=f"{RFO_STATES[rfo.status]}{revision}",
        fault=fault_text(incident.fault, incident.supplier, yours=edition.reader.customer is not None),
        cause=(rfo.root_cause or "").replace("-", " "),
        actions=progress_text(rfo.actions, today) if rfo.actions else "",
        is_overdue=any(is_overdue(action, today) for action in rfo.actions or ()),
    )


def newest_day(rfo: Rfo) -> date:
    """Of its newest publication; the first day of all when it has none."""
    return max((one.on for one in publications_of(rfo)), default=date.min)


def _owed_by(edition: Edition, incident: Incident) -> tuple[int, OwedRow] | None:
    rfo = edition.register.rfos.get(incident.id)
    promise = promise_of(edition, incident)
    if promise is None or (rfo is not None and rfo.status is RfoStatus.FINAL) or not promise.line:
        return None
    if incident.id in edition.register.told_to_few:
        return None
    if promise.href and not promise.detail:
        return None
    line, detail = (promise.detail, promise.line) if promise.href else (promise.line, promise.detail)
    path = promise.href or incident_href(edition, incident.id)
    return promise.due or 1 << 40, OwedRow(path, incident.title, line, detail, promise.is_late)
