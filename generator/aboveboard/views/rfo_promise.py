"""The report that an incident owes: within which time of its end, by which day, or where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.promises.rfo_dues import business_zone, end_of_day, rfo_dues
from aboveboard.records.catalog import Promise, Provider
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.records.rfo import Rfo
from aboveboard.records.values import Duration
from aboveboard.records.vocabulary import RfoStatus
from aboveboard.views.edition import Edition
from aboveboard.views.record_paths import rfo_path
from aboveboard.views.tree_paths import rfo_href
from aboveboard.views.words.instants import due_day_text, full_day_text
from aboveboard.views.words.states import RFO_STATES


@frozen
class RfoPromise:
    """What stands beside an incident. `line` is the large one, `detail` the small one; either may be empty.

    `href` leads to the RFO once there is one. While one is owed, `due` is the instant after
    which it is late, and `late_line` what `line` says from then on; `is_late` says it is so at as-of.
    """

    line: str
    detail: str
    href: str
    due: int | None
    late_line: str
    is_late: bool


def promise_of(edition: Edition, incident: Incident) -> RfoPromise | None:
    """As the edition's reader knows it, with the way to the RFO out of the reader's own tree."""
    if incident.id not in edition.promises:
        edition.promises[incident.id] = _promise_of(edition, incident)
    return edition.promises[incident.id]


def rfo_promise(incident: Incident, register: Register, as_of: int) -> RfoPromise | None:
    """None when nothing was promised and nothing is there. `href` counts from the top of a tree that has the RFO."""
    provider = register.provider
    promise, rfo = provider.promise(incident.urgency), register.rfos.get(incident.id)
    if rfo is not None:
        return _written(incident, rfo, provider, as_of)
    if incident.id in register.told_to_few:
        return RfoPromise("for those affected", "", "", None, "", False)
    if incident.resolved is None:
        return _while_open(promise)
    return _owed(incident, provider, as_of) if promise.rfo_preliminary or promise.rfo_final else None


def _promise_of(edition: Edition, incident: Incident) -> RfoPromise | None:
    promise = rfo_promise(incident, edition.register, edition.as_of)
    return replace(promise, href=rfo_href(edition, incident.id)) if promise is not None and promise.href else promise


def within_text(duration: Duration) -> str:
    """ "2 business days", "5 days", "4 hours", "30 minutes"."""
    if duration.business_days:
        return _counted(duration.business_days, "business day")
    for unit, size in (("day", 86400), ("hour", 3600)):
        if duration.seconds % size == 0:
            return _counted(duration.seconds // size, unit)
    return _counted(duration.seconds // 60, "minute")


def _while_open(promise: Promise) -> RfoPromise | None:
    first = promise.rfo_preliminary or promise.rfo_final
    if first is None:
        return None
    has_both = promise.rfo_preliminary is not None and promise.rfo_final is not None
    final = f"; final within {_short(promise.rfo_preliminary, promise.rfo_final)}" if has_both else ""
    return RfoPromise(f"within {within_text(first)}", f"of the end{final}", "", None, "", False)


def _owed(incident: Incident, provider: Provider, as_of: int) -> RfoPromise:
    dues = rfo_dues(incident, provider)
    first = dues.preliminary or dues.final
    assert first is not None
    assert incident.resolved is not None
    ended = local_date(incident.resolved, business_zone(provider))
    final = f"final by {due_day_text(dues.final, ended)}" if dues.preliminary and dues.final else ""
    day = due_day_text(first, ended)
    due = end_of_day(first, provider)
    line, late_line = f"by {day}", _late_since(first, ended)
    return RfoPromise(late_line if as_of > due else line, final, "", due, late_line, as_of > due)


def _written(incident: Incident, rfo: Rfo, provider: Provider, as_of: int) -> RfoPromise:
    line = f"{RFO_STATES[rfo.status]} RFO"
    href = rfo_path(rfo.id)
    if rfo.status is RfoStatus.FINAL:
        return RfoPromise(line, full_day_text(rfo.final_on) if rfo.final_on else "", href, None, "", False)
    final = rfo_dues(incident, provider).final
    if final is None or incident.resolved is None:
        return RfoPromise(line, _final_within(incident, provider), href, None, "", False)
    ended = local_date(incident.resolved, business_zone(provider))
    is_late = as_of > end_of_day(final, provider)
    owed = f"final {_late_since(final, ended)}" if is_late else f"final by {due_day_text(final, ended)}"
    return RfoPromise(line, owed, href, None, "", is_late)


def _final_within(incident: Incident, provider: Provider) -> str:
    """While nobody knows the end yet."""
    final = provider.promise(incident.urgency).rfo_final
    return "" if final is None or not incident.is_open else f"final within {within_text(final)} of the end"


def _late_since(due: date, near: date) -> str:
    """A promised day is kept until its midnight, so it is the next one that is late."""
    return f"late since {due_day_text(due + timedelta(days=1), near)}"


def _short(first: Duration | None, second: Duration | None) -> str:
    """The number alone where the unit was just said."""
    assert first is not None
    assert second is not None
    same_unit = bool(first.business_days) and bool(second.business_days)
    return str(second.business_days) if same_unit else within_text(second)


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit if count == 1 else unit + 's'}"
