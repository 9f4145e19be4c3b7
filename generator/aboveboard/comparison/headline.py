"""The first sentences: what matters most about a branch, in numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from aboveboard.availability.months import Month
from aboveboard.comparison import records_changed
from aboveboard.comparison.compare import Comparison
from aboveboard.comparison.figures_changed import MonthChange, Turn
from aboveboard.records.layout import Kind
from aboveboard.views.words.instants import month_text

# One of it, and several.
KINDS = {
    Kind.INCIDENT: ("incident", "incidents"),
    Kind.RFO: ("RFO", "RFOs"),
    Kind.CHANGE: ("change", "changes"),
    Kind.CUSTOMER: ("customer", "customers"),
    Kind.SLAS: ("SLA", "SLAs"),
    Kind.SERVICES: ("service", "services"),
    Kind.COMPONENTS: ("component", "components"),
    Kind.PROVIDER: ("provider", "providers"),
    Kind.ALERTS: ("alert mapping", "alert mappings"),
    Kind.ALLOWED_WORDS: ("allowed word", "allowed words"),
    Kind.COMMUNICATION: ("communication", "communications"),
}
_VERBS = {
    records_changed.Turn.REMOVED: "removes",
    records_changed.Turn.ADDED: "adds",
    records_changed.Turn.CHANGED: "changes",
    records_changed.Turn.READABLE: "mends",
}
_UNREADABLE = (records_changed.Turn.UNREADABLE, records_changed.Turn.UNREADABLE_NEW)


def headline_of(comparison: Comparison) -> tuple[str, ...]:
    """Sentences without a word of anybody's records in them; the first says what becomes of figures, or why they lie."""
    return (*_of_the_unreadable(comparison), *_of_figures(comparison.months), *_of_records(comparison))


def unreadable(comparison: Comparison) -> int:
    """How many records the head has that cannot be read, and could be before or are new."""
    return sum(change.turn in _UNREADABLE for change in comparison.records)


def kind_text(kind: Kind, count: int = 1) -> str:
    one, several = KINDS.get(kind, (kind.value, kind.value))
    return one if count == 1 else several


def count_text(count: int, one: str, several: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def _of_figures(months: Collection[MonthChange]) -> Iterator[str]:
    if not months:
        yield "Changes no figure."
    restated = [change for change in months if change.is_restated]
    new = [change for change in months if not change.had_figure]
    running = [change for change in months if change.had_figure and not change.is_closed]
    if restated:
        yield f"Restates {_months_text(restated)} for {_customers_text(restated)}{_turns_text(restated)}."
    if running:
        end = _turns_text(running, missed="below target so far", met="back on target")
        yield f"Changes {_months_text(running)} so far for {_customers_text(running)}{end}."
    if new:
        yield f"Gives {_customers_text(new)} figures for {_months_text(new)}, where there were none{_turns_text(new)}."


def _of_the_unreadable(comparison: Comparison) -> Iterator[str]:
    if count := unreadable(comparison):
        yield f"{count_text(count, 'record')} cannot be read and {'is' if count == 1 else 'are'} in no figure here."


def _of_records(comparison: Comparison) -> Iterator[str]:
    records = comparison.records
    parts = [
        f"{verb} {count_text(count, *KINDS.get(kind, (kind.value, kind.value)))}"
        for turn, verb in _VERBS.items()
        for kind in dict.fromkeys([*KINDS, *(change.kind for change in records)])
        if (count := sum(change.turn is turn and change.kind is kind for change in records))
    ]
    if parts:
        yield _sentence(parts)
    elif not unreadable(comparison):
        yield "No record differs."


def _sentence(parts: list[str]) -> str:
    """ "Adds 1 incident and 2 changes, changes 1 RFO.": a verb is said once."""
    said: list[str] = []
    last = ""
    for part in parts:
        verb, _, rest = part.partition(" ")
        said.append(rest if verb == last else part)
        last = verb
    text = ", ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def _customers_text(changes: Iterable[MonthChange]) -> str:
    return count_text(len({change.customer for change in changes}), "customer")


def _months_text(changes: Iterable[MonthChange]) -> str:
    months = sorted({change.month for change in changes})
    if len(months) == 1:
        return month_name(months[0])
    if len(months) == 2:
        return f"{month_name(months[0])} and {month_name(months[1])}"
    return f"{len(months)} months from {month_name(months[0])} to {month_name(months[-1])}"


def month_name(month: Month) -> str:
    return month_text(month.first_day)


def _turns_text(changes: Iterable[MonthChange], missed: str = "newly missed", met: str = "met again") -> str:
    """ ": 2 SLAs newly missed, 1 met again", or nothing."""
    turns = [verdict.turn for change in changes for verdict in change.verdicts]
    words = {
        Turn.MISSED: missed,
        Turn.MET_AGAIN: met,
        Turn.CREDIT: "with another credit",
        Turn.NO_LONGER_JUDGED: "no longer judged",
    }
    counts = [(turns.count(turn), words[turn]) for turn in Turn if turn in turns]
    if not counts:
        return ""
    first = f"{count_text(counts[0][0], 'SLA')} {counts[0][1]}"
    return ": " + ", ".join([first, *(f"{count} {word}" for count, word in counts[1:])])
