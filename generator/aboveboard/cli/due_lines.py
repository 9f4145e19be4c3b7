"""How `due` prints what is owed: as lines by role, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from aboveboard.availability.clock import local_date
from aboveboard.promises.due import DueList, by_debtor
from aboveboard.promises.owed import Owed, OwedKind
from aboveboard.promises.rfo_dues import business_zone
from aboveboard.records.instants import iso_text, utc_text
from aboveboard.records.register import Register
from aboveboard.records.wrong import printable

_LONGEST = 100
_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"))


def due_lines(owed: DueList, now: int, until: int, register: Register) -> Iterator[str]:
    """Every line of a debt stands for itself: when, what kind, what, and the file to open."""
    yield f"{register.provider.name} as of {utc_text(now)}. For staff: customers are named."
    yield ""
    late = sum(one.is_late(now) for one in owed.now)
    yield f"Owed now: {len(owed.now) or 'nothing'}" + (f", {late} late" if late else "")
    yield from _groups(owed.now, now, register)
    yield ""
    yield f"Next, until {utc_text(until)}: {len(owed.next) or 'nothing'}"
    yield from _groups(owed.next, now, register)


def due_json(owed: DueList, now: int, until: int, _register: Register) -> Iterator[str]:
    document = {
        "as_of": iso_text(now),
        "until": iso_text(until),
        "summary": {
            "now": len(owed.now),
            "late": sum(one.is_late(now) for one in owed.now),
            "next": len(owed.next),
        },
        "now": [_row(one, now) for one in owed.now],
        "next": [_row(one, now) for one in owed.next],
    }
    yield json.dumps(document, indent=1)


def _groups(owed: Sequence[Owed], now: int, register: Register) -> Iterator[str]:
    rows = {one: (_when(one, now, register), one.kind.word) for one in owed}
    widths = [max((len(row[at]) for row in rows.values()), default=0) for at in range(2)]
    for debtor, found in by_debtor(tuple(owed)):
        yield f"  {printable(str(debtor))}"
        for one in found:
            when, kind = rows[one]
            yield f"    {when:<{widths[0]}}  {kind:<{widths[1]}}  {_one_line(one.what)}  [{printable(one.path)}]"


def _when(owed: Owed, now: int, register: Register) -> str:
    if owed.is_late(now):
        return f"{_age(owed, now)} late"
    if owed.day is not None:
        is_today = owed.day == local_date(now, business_zone(register.provider))
        return "today" if is_today else f"by {owed.day}"
    return f"{'at' if owed.kind is OwedKind.BEGIN else 'by'} {utc_text(owed.due)}"


def _age(owed: Owed, now: int) -> str:
    """The largest unit, cut: of a day that was promised, days."""
    seconds = now - owed.due
    if owed.day is not None:
        return _counted(seconds // 86400 + 1, "day")
    return next((_counted(seconds // size, unit) for size, unit in _UNITS if seconds >= size), "1 minute")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _one_line(text: str) -> str:
    line = " ".join(text[: _LONGEST * 4].split())
    return printable(line[:_LONGEST]) + ("…" if len(line) > _LONGEST else "")


def _row(owed: Owed, now: int) -> dict[str, Any]:
    return {
        "kind": owed.kind.value,
        "due": iso_text(owed.due),
        "day": None if owed.day is None else owed.day.isoformat(),
        "late_seconds": max(0, now - owed.due),
        "role": owed.by.role,
        "person": owed.by.person or None,
        "what": owed.what,
        "record": owed.record or None,
        "customer": owed.customer,
        "path": owed.path,
    }
