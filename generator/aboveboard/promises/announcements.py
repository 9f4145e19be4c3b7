"""Announcements that were written into the past: dated before the day on which git first knew their change (records.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aboveboard.availability.clock import local_date
from aboveboard.errors import Severity
from aboveboard.records.change import Change
from aboveboard.records.checks.finding import Finding
from aboveboard.records.register import Register
from aboveboard.records.vocabulary import Audience


def announced_changes(register: Register) -> tuple[Change, ...]:
    """Drafts are announced to nobody."""
    changes = register.changes.values()
    return tuple(one for one in changes if one.announced is not None and one.reader is not Audience.INTERNAL)


def announcement_findings(register: Register, first_known: Mapping[str, int], now: int) -> Iterator[Finding]:
    """`first_known` has an instant for each path that can be judged. What git learnt after `now` is not known yet."""
    zone = register.provider.timezone
    for change in announced_changes(register):
        known = first_known.get(change.path)
        if known is None or known > now or change.announced is None:
            continue
        announced_on, known_on = local_date(change.announced, zone), local_date(known, zone)
        if announced_on < known_on:
            message = f"{announced_on} lies before {known_on}, the day on which git first knew of this change"
            hint = "no earlier notice can be shown; if customers were told elsewhere, record it as a communication"
            yield Finding(change.path, ("announced",), message, hint, severity=Severity.WARNING)
