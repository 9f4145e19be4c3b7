"""From when to when an issue lasted, and whether that is well enough known to count downtime."""

from __future__ import annotations

from collections.abc import Iterable

from aboveboard.frozen import frozen
from aboveboard.importers.cstate.clock import Clock
from aboveboard.importers.cstate.issue import Issue, When
from aboveboard.importers.ids import date_in
from aboveboard.importers.report import Effect, Notes
from aboveboard.records.instants import utc_text

LONG_SECONDS = 30 * 86400


@frozen
class Lifespan:
    """`resolved` None: still open. `counts` says that the time between is what the source really says."""

    started: int
    resolved: int | None
    counts: bool


@frozen
class Planned:
    """A window that is still to come."""

    window_from: int
    window_to: int


def lifespan_of(
    issue: Issue, told: Iterable[int], clock: Clock, as_of: int | None, notes: Notes
) -> Lifespan | Planned | None:
    """None when the issue has no place in time. `told` are the instants of its updates."""
    if issue.start.at is None:
        return _without_start(issue, clock, notes)
    if as_of is not None and issue.start.at > as_of:
        return _planned(issue, issue.start.at, notes)
    if issue.is_informational:
        return _informational(issue, issue.start.at, clock, as_of)
    if issue.resolved is False:
        return _open(issue, issue.start.at, notes)
    missing = _why_no_end(issue, issue.start.at, clock, as_of)
    if missing or issue.end.at is None:
        return _without_end(issue, issue.start.at, missing, told, as_of, notes)
    if issue.resolved is None:
        notes.add(Effect.DOUBTFUL, "resolved", "is missing, but resolvedWhen says when", "taken as resolved")
    return Lifespan(issue.start.at, issue.end.at, counts=True)


def _without_start(issue: Issue, clock: Clock, notes: Notes) -> Lifespan | None:
    reason = _no_instant(issue.start, clock) if issue.start.text else "is missing"
    day = date_in(issue.stem)
    started = clock.midnight(day) if day else issue.end.at
    if started is None:
        notes.add(Effect.NOT_CARRIED, "date", reason, "correct it and import again")
        return None
    done = f"recorded on {utc_text(started)} by {'its file name' if day else 'its end'}"
    notes.add(_effect_on(issue), "date", reason, done)
    ended = started if issue.end.at is None else max(started, issue.end.at)
    return Lifespan(started, None if issue.resolved is False and not issue.is_informational else ended, counts=False)


def _planned(issue: Issue, started: int, notes: Notes) -> Planned | None:
    if issue.end.at is None or issue.end.at <= started:
        reason = f"{utc_text(started)} is still to come, and no end is known"
        notes.add(Effect.NOT_CARRIED, "date", reason, "announce it again with `aboveboard new change`")
        return None
    notes.add(
        Effect.DOUBTFUL,
        "date",
        f"{utc_text(started)} is still to come",
        "carried as planned maintenance, in content/changes",
    )
    return Planned(started, issue.end.at)


def _informational(issue: Issue, started: int, clock: Clock, as_of: int | None) -> Lifespan:
    ended = started if _why_no_end(issue, started, clock, as_of) or issue.end.at is None else issue.end.at
    return Lifespan(started, ended, counts=False)


def _open(issue: Issue, started: int, notes: Notes) -> Lifespan:
    said = issue.end.text if issue.end.at is None else utc_text(issue.end.at)
    though = f", though resolvedWhen says {said}" if said else ""
    until = (
        "its disruption runs until somebody resolves it" if issue.level else "it stays so until somebody resolves it"
    )
    notes.add(Effect.DOUBTFUL, "resolved", f"is false{though}", f"carried as open: {until}")
    return Lifespan(started, None, counts=True)


def _why_no_end(issue: Issue, started: int, clock: Clock, as_of: int | None) -> str:
    """In words, or nothing when the end is known."""
    if issue.end.at is None:
        return _no_instant(issue.end, clock) if issue.end.text else "is missing"
    if issue.end.at < started:
        return f"{utc_text(issue.end.at)} is before the start {utc_text(started)}"
    if issue.end.at == started:
        return f"{utc_text(issue.end.at)} is within the second of the start"
    return f"{utc_text(issue.end.at)} is still to come" if as_of is not None and issue.end.at > as_of else ""


def _without_end(
    issue: Issue, started: int, reason: str, told: Iterable[int], as_of: int | None, notes: Notes
) -> Lifespan:
    latest = started + LONG_SECONDS if as_of is None else min(as_of, started + LONG_SECONDS)
    known = [instant for instant in told if started <= instant <= latest]
    ended = max([started, *known])
    by = "its last update" if ended > started else "its start"
    notes.add(_effect_on(issue), "resolvedWhen", reason, f"recorded as over by {by}")
    return Lifespan(started, ended, counts=False)


def _effect_on(issue: Issue) -> Effect:
    """A notice has no downtime that could be lost."""
    is_notice = issue.is_informational or (issue.has_severity and issue.level is None)
    return Effect.DOUBTFUL if is_notice else Effect.NO_DOWNTIME


def _no_instant(when: When, clock: Clock) -> str:
    suggestion = clock.suggestion(when.text)
    return f'"{when.text[:60]}" is no instant' + (f" (write {suggestion})" if suggestion else "")
