"""Words of review packs: names of quarters, counts, and shares as people say them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from aboveboard.availability.months import Month
from aboveboard.availability.quarters import Quarter
from aboveboard.records.vocabulary import Fault
from aboveboard.views.words.instants import month_text
from aboveboard.views.words.numbers import NO_BREAK

_COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
_PARTS = (
    (Fraction(3, 4), "three quarters of"),
    (Fraction(2, 3), "two thirds of"),
    (Fraction(1, 2), "half of"),
    (Fraction(1, 3), "a third of"),
    (Fraction(1, 4), "a quarter of"),
)
_NEAR = Fraction(2, 100)
_CAUSES = {
    Fault.INFRASTRUCTURE: "Our infrastructure",
    Fault.SOFTWARE: "Our software",
    Fault.UNKNOWN: "A cause that is not yet known",
    Fault.THIRD_PARTY: "Third parties",
    Fault.CUSTOMER: "Your own side",
}


def quarter_text(quarter: Quarter) -> str:
    """ "Q3 2026"."""
    return f"Q{quarter.number}{NO_BREAK}{quarter.year}"


def span_text(months: Sequence[Month]) -> str:
    """ "July to September 2026"; with both years where they differ."""
    first, last = month_text(months[0].first_day), month_text(months[-1].first_day)
    return f"{first.split()[0] if months[0].year == months[-1].year else first} to {last}"


def counted_text(count: int, one: str, many: str = "") -> str:
    """ "One incident", "Three incidents", "14 incidents": the head of a sentence."""
    head = _COUNTS[count] if count < len(_COUNTS) else f"{count:,}"
    return f"{head} {one if count == 1 else many or one + 's'}"


def small_text(count: int) -> str:
    """ "three", "14": within a sentence."""
    return _COUNTS[count].lower() if count < len(_COUNTS) else f"{count:,}"


def part_text(share: Fraction, percent: str, *, is_ours: bool) -> str:
    """How people say a share of something: "two thirds of", "all of", "almost all of"; else its percentage, as the table
    beside the sentence has it: "41 % of". What is ours is never said to be less than it was, what is not ours never more."""
    if share == 1:
        return "all of"
    if share >= Fraction(95, 100):
        return "almost all of"
    for part, words in _PARTS:
        if 0 <= (part - share if is_ours else share - part) <= _NEAR:
            return words
    return f"{percent} of"


def cause_sentence(by_fault: Mapping[Fault, Fraction]) -> str:
    """ "Third parties caused two thirds of the minutes": the fault with the most of them; of equals, the one nearest to us."""
    worst = max(by_fault, key=lambda fault: by_fault[fault])
    percents = dict(zip(by_fault, shares(tuple(by_fault.values())), strict=True))
    part = part_text(by_fault[worst] / sum(by_fault.values()), percents[worst], is_ours=worst.is_ours)
    return f"{_CAUSES[worst]} caused {part} the minutes"


def shares(values: Sequence[Fraction]) -> tuple[str, ...]:
    """Whole percentages by largest remainder, earlier ones first, so that they add up to 100."""
    whole = sum(values)
    exact = [value * 100 / whole for value in values]
    parts = [int(one) for one in exact]
    by_remainder = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_remainder[: 100 - sum(parts)]:
        parts[at] += 1
    return tuple(f"{part}{NO_BREAK}%" for part in parts)
