"""What disrupted the customer in the quarter: by fault, record by record, the worst in more words, and what came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from aboveboard.availability.clock import local_date
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Level
from aboveboard.views.edition import Edition
from aboveboard.views.portal.fault_rows import fault_rows
from aboveboard.views.portal.pack import (
    DisruptionRow,
    DisruptionSection,
    Recurrence,
    Target,
    WorstCase,
)
from aboveboard.views.portal.pack_facts import QuarterFacts, QuarterRecord
from aboveboard.views.portal.pack_months import places_of, unit_of
from aboveboard.views.portal.pack_records import fault_words, record_target, report_of, services_text
from aboveboard.views.portal.pack_words import cause_sentence, counted_text
from aboveboard.views.tree_paths import rfo_href
from aboveboard.views.words.instants import bare_clock_text, clock_text, day_moment, full_day_text
from aboveboard.views.words.numbers import clock_duration_text, duration_text
from aboveboard.views.words.prose import first_sentence, shortened
from aboveboard.views.words.states import state_of

_MOST_WORST = 3
_MOST_CHARACTERS = 400
_MOST_TITLE = 90
_YEAR_MONTHS = 12


def disruption_section(edition: Edition, facts: QuarterFacts) -> DisruptionSection:
    places = places_of(facts)
    by_fault = facts.sum.real.by_fault
    worst = _worst(facts)
    return DisruptionSection(
        title=disruption_title(facts),
        spent={fault.value: seconds for fault, seconds in by_fault.items()},
        faults=fault_rows(by_fault, places),
        rows=tuple(_row(edition, facts, one, places) for one in everything(facts)),
        total=clock_duration_text(facts.sum.downtime, places),
        unit=unit_of(places),
        note=_note(edition, facts),
        worst_title=_worst_title(edition, worst),
        worst=tuple(_case(edition, facts, one) for one in worst),
        recurrences=tuple(_recurrences(edition, facts)),
    )


def everything(facts: QuarterFacts) -> list[QuarterRecord]:
    """What is charged and what is hidden behind it, the earliest first."""
    return sorted((*facts.reached, *facts.hidden), key=lambda one: (one.start, one.source))


def disruption_title(facts: QuarterFacts) -> str:
    """ "Third parties caused two thirds of the minutes", "Nothing disrupted you in this quarter"."""
    if facts.sum.real.by_fault:
        return cause_sentence(facts.sum.real.by_fault)
    if facts.reached:
        return f"{counted_text(len(facts.reached), 'disruption')}, and none took a service down"
    return "Nothing disrupted you in this quarter"


def _row(edition: Edition, facts: QuarterFacts, one: QuarterRecord, places: int) -> DisruptionRow:
    key, fault = fault_words(one)
    report, is_late = report_of(edition, one.record, facts.stand_at)
    return DisruptionRow(
        day=day_moment(one.start, edition.zone, facts.period[0]),
        title=record_target(edition, one.record),
        services=services_text(edition, one.services),
        state=state_of(one.level, planned=isinstance(one.record, Change)),
        fault_key=key,
        fault=fault,
        lasted=duration_text(one.seconds),
        downtime=clock_duration_text(one.downtime, places),
        report=report,
        is_report_late=is_late,
    )


def _note(edition: Edition, facts: QuarterFacts) -> str:
    if not facts.reached:
        return "No second of any of your services was disrupted, by whomever." if facts.sum.real.agreed else ""
    notes = []
    if facts.sum.real.planned:
        notes.append(f"{duration_text(facts.sum.real.planned)} of the downtime was planned work.")
    if any(len(one.services) > 1 for one in facts.reached):
        notes.append("Downtime counts each service that was down; “Disrupted” is the time on the clock.")
    if any(one.downtime < one.seconds for one in facts.reached):
        counts = "counts in part" if edition.ledger.real.weights[Level.DEGRADED] else "does not count"
        notes.append(f"Degraded time is shown, and {counts} as downtime.")
    if facts.hidden:
        notes.append("An incident without minutes of its own took none that another one had not taken already.")
    if any(one.spans[0][0] == facts.period[0] or one.spans[-1][1] == facts.period[1] for one in facts.reached):
        notes.append("Of what began before the quarter or went on after it, only the part within counts here.")
    return " ".join(notes)


def _worst(facts: QuarterFacts) -> list[QuarterRecord]:
    """The incidents with the most downtime, then those that lasted longest. Planned work has a section of its own."""
    incidents = [one for one in facts.reached if not isinstance(one.record, Change)]
    return sorted(incidents, key=lambda one: (-one.downtime, -one.seconds, one.start, one.source))[:_MOST_WORST]


def _worst_title(edition: Edition, worst: Sequence[QuarterRecord]) -> str:
    """ "The worst incident: Power failure in Frankfurt, 1 h 26 min of downtime"."""
    if not worst:
        return ""
    first = worst[0]
    title = shortened(record_target(edition, first.record).text, _MOST_TITLE)
    if first.downtime:
        return f"The worst incident: {title}, {duration_text(first.downtime)} of downtime"
    return f"The longest incident: {title}, {duration_text(first.seconds)} without downtime"


def _case(edition: Edition, facts: QuarterFacts, one: QuarterRecord) -> WorstCase:
    key, fault = fault_words(one)
    report, _ = report_of(edition, one.record, facts.stand_at)
    return WorstCase(
        title=record_target(edition, one.record),
        when=_when(edition, one),
        state=state_of(one.level, planned=isinstance(one.record, Change)),
        services=services_text(edition, one.services),
        fault_key=key,
        fault=fault,
        lasted=duration_text(one.seconds),
        downtime=duration_text(one.downtime),
        what=_what(edition, one.record),
        report=report,
    )


def _when(edition: Edition, one: QuarterRecord) -> str:
    """ "3 October 2026, 09:31 to 10:14 CEST"."""
    end = one.spans[-1][1]
    first, last = local_date(one.start, edition.zone), local_date(end, edition.zone)
    opened = f"{full_day_text(first)}, {bare_clock_text(one.start, edition.zone)}"
    closed = clock_text(end, edition.zone)
    return f"{opened} to {closed}" if first == last else f"{opened} to {full_day_text(last)}, {closed}"


def _what(edition: Edition, record: Incident | Change | None) -> str:
    """The RFO's summary; without one, the first sentence of what was said last, which stands below the title."""
    if record is None:
        return "It lay on your path; your account manager can tell you more."
    rfo = edition.register.rfos.get(record.id)
    if rfo is not None and rfo.summary:
        return shortened(rfo.summary, _MOST_CHARACTERS)
    return first_sentence(record.updates[-1].text if record.updates else record.introduction)


def _recurrences(edition: Edition, facts: QuarterFacts) -> Iterator[Recurrence]:
    """Root causes of the quarter's RFOs that reached the customer more than once in the twelve months up to its end."""
    register = edition.register
    since = facts.quarter.months[-1].plus(1 - _YEAR_MONTHS).interval(edition.zone)[0]
    here = {one.source for one in everything(facts)}
    causes = {rfo.root_cause for id in here if (rfo := register.rfos.get(id)) is not None and rfo.root_cause}
    found: dict[str, list[Incident]] = {}
    for id in sorted(chain(here, facts.came_before - here)):
        rfo, incident = register.rfos.get(id), register.incidents.get(id)
        if rfo is not None and incident is not None and rfo.root_cause in causes and incident.started >= since:
            found.setdefault(rfo.root_cause or "", []).append(incident)
    for cause, incidents in sorted(found.items()):
        if len(incidents) > 1:
            name = cause.replace("-", " ")
            yield Recurrence(
                f"{name[0].upper()}{name[1:]} was the root cause {len(incidents)} times in twelve months:",
                tuple(_dated(edition, one) for one in sorted(incidents, key=lambda one: (one.started, one.id))),
            )


def _dated(edition: Edition, incident: Incident) -> Target:
    day = full_day_text(local_date(incident.started, edition.zone))
    return Target(f"{incident.title}, {day}", rfo_href(edition, incident.id))
