"""What is owed now, and what next."""

from __future__ import annotations

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.promises.owed import Owed
from aboveboard.promises.rfo_dues import business_zone, end_of_day
from aboveboard.promises.roles import Debtor
from aboveboard.promises.sources import SOURCES
from aboveboard.records.register import Register


@frozen
class DueList:
    """`now` is late, or due today: until midnight where the provider works, or on that day elsewhere; `next` is due later.

    What somebody waits for while it happens stands first, then what is late the longest or due the soonest.
    """

    now: tuple[Owed, ...]
    next: tuple[Owed, ...]


def due_list(register: Register, now: int, until: int) -> DueList:
    """`until` ends what comes next; today is told whole, however near it lies."""
    today = local_date(now, business_zone(register.provider))
    midnight = end_of_day(today, register.provider)
    found = sorted((owed for source in SOURCES for owed in source(register, now)), key=_order)
    is_now = {owed: owed.due <= midnight or owed.day == today for owed in found}
    return DueList(
        now=tuple(owed for owed in found if is_now[owed]),
        next=tuple(owed for owed in found if not is_now[owed] and owed.due <= until),
    )


def by_debtor(owed: tuple[Owed, ...]) -> tuple[tuple[Debtor, tuple[Owed, ...]], ...]:
    """The same order within each; whoever has the first one comes first."""
    groups: dict[Debtor, list[Owed]] = {}
    for one in owed:
        groups.setdefault(one.by, []).append(one)
    return tuple((debtor, tuple(found)) for debtor, found in groups.items())


def _order(owed: Owed) -> tuple[bool, int, str, str, str]:
    return not owed.kind.is_live, owed.due, owed.path, owed.kind.value, owed.what
