"""What a page says about its own record: that a part of it is not counted, or that an older version is shown.

Sentences for everybody: they name no field's content, since what is wrong may be what must not be told.
"""

from __future__ import annotations

from itertools import chain

from aboveboard.records.change import Change
from aboveboard.records.checks.alone import LONG_SECONDS
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Audience

RESTORED = "The newest version of this record cannot be read: this page shows the last one that could."
WITHHELD = "Withheld: it says what its readers must not know, so staff alone read it."
DRAFT = "Draft: not published, for staff alone, and in nobody's figures."
_ENDS_FIRST = "This record ends before it starts. Until it is corrected, it is not counted in any figure."
_IMPACT_ENDS_FIRST = "A disruption in this record ends before it starts. Until it is corrected, it is not counted."
_OUT_OF_ORDER = "The milestones of this record contradict each other."
_FUTURE = "This record speaks of instants that lie in the future. What lies after now is not counted."
_LONG = "This record lasts for months, and nobody has said that this is meant. It is counted as it stands."


def flags_of(
    record: Incident | Change, as_of: int, *, is_restored: bool = False, is_withheld: bool = False
) -> tuple[str, ...]:
    found = [DRAFT] if record.reader is Audience.INTERNAL else []
    if is_withheld:
        found.append(WITHHELD)
    if is_restored:
        found.append(RESTORED)
    start, end = _span_of(record)
    ends_first = False
    if isinstance(record, Incident):
        told = [at for _, at in record.milestones]
        ends_first = end is not None and end < start
        if ends_first:
            found.append(_ENDS_FIRST)
        elif told != sorted(told):
            found.append(_OUT_OF_ORDER)
        if end is not None and end - start > LONG_SECONDS and not record.long:
            found.append(_LONG)
    impacts = [
        (start if impact.from_ is None else impact.from_, end if impact.to is None else impact.to)
        for impact in record.impacts or ()
    ]
    if not ends_first and any(last is not None and last <= first for first, last in impacts):
        found.append(_IMPACT_ENDS_FIRST)
    if isinstance(record, Incident) and max([*told, *[at for at in chain(*impacts) if at is not None]]) > as_of:
        found.append(_FUTURE)
    return tuple(found)


def _span_of(record: Incident | Change) -> tuple[int, int | None]:
    return (
        (record.started, record.resolved) if isinstance(record, Incident) else (record.window.from_, record.window.to)
    )
