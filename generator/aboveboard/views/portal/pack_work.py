"""Changes on the customer's paths: those of the quarter with their outcome, and those ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aboveboard.availability.clock import local_date
from aboveboard.records.change import Change
from aboveboard.records.vocabulary import Outcome
from aboveboard.views.change_facts import ChangeFacts, Phase, change_facts
from aboveboard.views.change_rows import what_text
from aboveboard.views.edition import Edition
from aboveboard.views.portal.pack import WorkRow, WorkSection
from aboveboard.views.portal.pack_facts import QuarterFacts
from aboveboard.views.portal.pack_records import record_target
from aboveboard.views.portal.pack_words import quarter_text
from aboveboard.views.words.instants import bare_clock_text, clock_text, full_day_text
from aboveboard.views.words.prose import count_text, list_text
from aboveboard.views.words.states import OUTCOMES

_MOST_NAMES = 3

Known = tuple[Change, ChangeFacts]


def work_section(edition: Edition, facts: QuarterFacts) -> WorkSection:
    then = replace(edition, as_of=facts.stand_at)
    past = _past(_begun_in(edition, facts), then)
    ahead = _ahead(edition.index.changes, then) if facts.is_latest else ()
    return WorkSection(
        title=_title(past),
        past_line="" if past else "No planned work touched a service of yours.",
        past=tuple(_row(then, change, known) for change, known in past),
        ahead_line=_ahead_line(facts, ahead),
        ahead=tuple(_row(then, change, known) for change, known in ahead),
    )


def _begun_in(edition: Edition, facts: QuarterFacts) -> list[Change]:
    start, end = facts.period
    by_month = edition.index.changes_by_month
    found = (change for month in facts.quarter.months for change in by_month.get(month, ()))
    return list({one.id: one for one in found if start <= one.window.from_ < end}.values())


def _past(changes: Iterable[Change], edition: Edition) -> list[Known]:
    """By their windows' start; those that touch a service of the customer."""
    known = [(change, change_facts(edition, change)) for change in changes]
    return _sorted(one for one in known if one[1].services)


def _ahead(changes: Iterable[Change], edition: Edition) -> list[Known]:
    """What runs or is announced, the next one first."""
    is_open = (Outcome.PLANNED, Outcome.IN_PROGRESS)
    known = [(change, change_facts(edition, change)) for change in changes if change.outcome in is_open]
    return _sorted(one for one in known if one[1].services and one[1].phase is not Phase.PAST)


def _sorted(known: Iterable[Known]) -> list[Known]:
    return sorted(known, key=lambda one: (one[0].window.from_, one[0].id))


def _title(past: Sequence[Known]) -> str:
    """ "5 changes on your paths: 3 succeeded, 1 failed and 1 cancelled"."""
    if not past:
        return "No planned work touched your services"
    outcomes = [one.state.word.lower() for _, one in past]
    said = f"{count_text(len(past), 'change')} on your paths"
    succeeded = OUTCOMES[Outcome.SUCCEEDED].lower()
    if set(outcomes) == {succeeded}:
        return f"{said}, {'and it' if len(past) == 1 else 'both' if len(past) == 2 else 'all'} succeeded"
    return f"{said}: {list_text([f'{outcomes.count(word)} {word}' for word in dict.fromkeys(outcomes)])}"


def _ahead_line(facts: QuarterFacts, ahead: Sequence[object]) -> str:
    if not facts.is_latest:
        return f"What lay ahead then stands in the pack of {quarter_text(facts.quarter.following)}."
    return "" if ahead else "Nothing is planned on your paths."


def _row(edition: Edition, change: Change, known: ChangeFacts) -> WorkRow:
    return WorkRow(
        when=_when(edition, change),
        title=record_target(edition, change),
        kind=known.kind,
        services=list_text(known.service_names, _MOST_NAMES),
        state=known.state,
        what=what_text(known),
        timing="; ".join(part for part in (known.notice, known.timing) if part),
    )


def _when(edition: Edition, change: Change) -> str:
    """ "22 November 2026, 01:00 to 03:00 UTC": the day with its year, since a pack is read for years."""
    first = local_date(change.window.from_, edition.zone)
    last = local_date(change.window.to, edition.zone)
    closed = clock_text(change.window.to, edition.zone)
    until = closed if first == last else f"{full_day_text(last)}, {closed}"
    return f"{full_day_text(first)}, {bare_clock_text(change.window.from_, edition.zone)} to {until}"
