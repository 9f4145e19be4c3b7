"""Whose fault a customer's downtime was, as the rows of a table that add up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Fault
from aboveboard.views.portal.pack_words import shares
from aboveboard.views.words.numbers import clock_duration_text
from aboveboard.views.words.states import fault_word


@frozen
class FaultRow:
    """`key` names swatch and glyph. `share` is "29 %"; the shares of a table add up to 100."""

    key: str
    word: str
    downtime: str
    share: str


def fault_rows(by_fault: Mapping[Fault, Fraction], places: int) -> tuple[FaultRow, ...]:
    """In the order given. `places` is the form of the durations (`clock_places`)."""
    parts = shares(tuple(by_fault.values()))
    return tuple(
        FaultRow(fault.value, fault_word(fault, yours=True), clock_duration_text(seconds, places), share)
        for (fault, seconds), share in zip(by_fault.items(), parts, strict=True)
    )
