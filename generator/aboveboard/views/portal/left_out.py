"""What a lens leaves out, in words: each interval with its clause, and the sums that prove that nothing is missing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from aboveboard.availability.clock import local_date
from aboveboard.availability.figures import Figure
from aboveboard.availability.impacts import Impact
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Sla
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.portal.charged import Charged, When, charged_to, record_of, when_of
from aboveboard.views.portal.excluded import Clause, Comparison, LeftOut
from aboveboard.views.portal.sla import counts_text
from aboveboard.views.words.instants import clock_text, plain_day_text
from aboveboard.views.words.numbers import NO_BREAK
from aboveboard.views.words.prose import count_text, list_text
from aboveboard.views.words.seconds import number_text, seconds_text
from aboveboard.views.words.service_hours import hours_text, period_text
from aboveboard.views.words.states import fault_word

_WORDS = {
    Clause.COUNTS: "Fault",
    Clause.LEVELS: "Level",
    Clause.NOTICE: "Notice",
    Clause.HOURS: "Hours",
    Clause.SPARE: "Spare part",
}


@frozen
class LeftOutRow:
    """`clause` names the clause of the SLA, `why` says how it applies."""

    when: When
    charged: Charged
    clause: str
    why: str
    seconds: str


@frozen
class LeftOutTable:
    """Plain seconds, before any weight: what is charged as real is `counted` and `left_out` together."""

    rows: tuple[LeftOutRow, ...]
    left_out: str
    counted: str
    charged: str


def left_out_table(
    edition: Edition, sla: Sla, comparison: Comparison, announced_in_git: Mapping[str, int], *, with_zone: bool
) -> LeftOutTable | None:
    """None when the SLA counts every second that the real lens charges."""
    if not comparison.left_out:
        return None
    rows = [
        LeftOutRow(
            when=when_of(one.start, one.end, edition.zone, with_zone=with_zone),
            charged=charged_to(edition, one.impact),
            clause=_WORDS[one.clause],
            why=_why(edition, sla, one, announced_in_git),
            seconds=seconds_text(one.seconds),
        )
        for one in comparison.left_out
    ]
    return LeftOutTable(
        tuple(rows),
        seconds_text(sum(one.seconds for one in comparison.left_out)),
        seconds_text(comparison.counted_by_both),
        seconds_text(comparison.charged_as_real),
    )


def our_part_text(real: Figure, beyond: Mapping[Fault, Fraction]) -> str:
    """What our part leaves out of the real downtime, `beyond` by fault; empty when nothing happened."""
    if not real.downtime:
        return ""
    if not beyond:
        return "Our part leaves nothing out: all of it was ours."
    parts = [
        f"{number_text(beyond[fault])}{NO_BREAK}s {_lower(fault_word(fault, yours=True))}"
        for fault in Fault
        if fault in beyond and not fault.is_ours
    ]
    spared = sum((seconds for fault, seconds in beyond.items() if fault.is_ours), Fraction(0))
    if spared:
        parts.append(f"{number_text(spared)}{NO_BREAK}s of ours in which it was not down from our faults alone")
    return f"Our part leaves out {number_text(sum(beyond.values(), Fraction(0)))}{NO_BREAK}s: {list_text(parts)}."


def _why(edition: Edition, sla: Sla, one: LeftOut, announced_in_git: Mapping[str, int]) -> str:
    impact = one.impact
    if one.clause is Clause.COUNTS:
        return f"{_lower(fault_word(impact.fault, yours=True))}; what counts is {counts_text(sla)}"
    if one.clause is Clause.LEVELS:
        return f"{charged_to(edition, impact).level.word.lower()} weighs nothing"
    if one.clause is Clause.HOURS:
        return f"outside of {hours_text(sla.hours, edition.zone)}"
    if one.clause is Clause.NOTICE:
        return _notice_text(edition, sla, impact, announced_in_git)
    return "not down when only counted impacts happened: a spare part held"


def _notice_text(edition: Edition, sla: Sla, impact: Impact, announced_in_git: Mapping[str, int]) -> str:
    """When it was announced, by the record and by git; no dates of a record that the reader must not know."""
    assert sla.notice is not None
    assert impact.announced is not None
    needed = f"asked for: {period_text(sla.notice)}"
    if record_of(edition, impact) is None:
        return f"planned work, announced early enough; {needed}"
    today = local_date(impact.written_from, edition.zone)
    day = plain_day_text(local_date(impact.announced, edition.zone), today)
    text = f"planned work, announced {day}, {_ahead_text(impact.written_from - impact.announced)} before; {needed}"
    known = announced_in_git.get(impact.source)
    if known is None:
        return text
    seen = plain_day_text(local_date(known, edition.zone), today)
    return f"{text}; announced in git on {seen}, {clock_text(known, edition.zone)}"


def _ahead_text(seconds: int) -> str:
    """Whole days, else whole hours: cut, never in our favour."""
    days, hours = seconds // 86400, seconds // 3600
    return count_text(days, "day") if days else f"{hours}{NO_BREAK}h"


def _lower(word: str) -> str:
    return f"{word[0].lower()}{word[1:]}"
