"""What lists and a change's own page say about one change: where it stands, its notice, what happened, its overrun."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.vocabulary import ChangeStatus, Expected, Level, Outcome
from aboveboard.views.coming_work import touched_services
from aboveboard.views.edition import Edition
from aboveboard.views.impact_rows import Span, change_spans
from aboveboard.views.seen import touched_by
from aboveboard.views.tree_paths import change_href
from aboveboard.views.words.instants import Moment, moment, span_text
from aboveboard.views.words.numbers import duration_text, whole_minutes_text
from aboveboard.views.words.prose import count_text, list_text
from aboveboard.views.words.states import CHANGE_KINDS, MAINTENANCE, OUTCOMES, UNKNOWN, State, state_of

_DAY_SECONDS = 86400

_EXPECTED = {
    Expected.NONE: "nothing noticeable",
    Expected.DEGRADED: "slow answers or passing errors",
    Expected.PARTIAL: "a partial outage",
    Expected.OUTAGE: "an outage",
}
_HAPPENED = {
    Level.DEGRADED: "slow answers or passing errors",
    Level.PARTIAL: "a partial outage",
    Level.OUTAGE: "an outage",
}
_ENDED_BADLY = {Outcome.FAILED: "failed", Outcome.ROLLED_BACK: "was rolled back"}

_RANKS = {Level.DEGRADED: 1, Level.PARTIAL: 2, Level.OUTAGE: 3}
_EXPECTED_RANKS = {Expected.NONE: 0, Expected.DEGRADED: 1, Expected.PARTIAL: 2, Expected.OUTAGE: 3}


class Phase(StrEnum):
    """Where a change stands at as-of, from its record and its window; a page has a list for each."""

    RUNNING = "running"
    AHEAD = "ahead"
    PAST = "past"


@frozen
class ChangeFacts:
    """Plain data, made for one reader. `state` is its word with the mark of maintenance, or of what it ran into.

    `notice` reads "announced 9 days ahead"; `expected` and `happened` are clauses; `happened` is empty while nobody can
    know. `went_wrong` follows "it": "was rolled back and caused an incident"; empty when it went well, or nobody can know
    yet. `overrun_seconds` is how long its impacts lasted beyond the window; `timing` says so, or that it ended early.
    `as_of` is None for what lies ahead: nothing has been measured.
    """

    id: str
    path: str
    title: str
    kind: str
    version: str
    phase: Phase
    state: State
    window: str
    start: Moment
    end: Moment
    notice: str
    expected: str
    happened: str
    went_wrong: str
    is_worse_than_expected: bool
    is_cancelled: bool
    overrun_seconds: int
    timing: str
    services: tuple[str, ...]
    service_names: tuple[str, ...]
    as_of: int | None


def change_facts(edition: Edition, change: Change) -> ChangeFacts:
    phase = phase_of(change, edition.as_of)
    spans = change_spans(change, edition.as_of)
    overrun = _overrun_seconds(change, spans, edition.as_of)
    worst = _worst_noticed(change, edition)
    caused = _caused_count(change, edition)
    happened = _happened(change, worst)
    near = edition.as_of if phase is not Phase.PAST else 0
    names = edition.register.services
    services = tuple(sorted(touched_services(edition, change), key=lambda id: (names[id].name.casefold(), id)))
    return ChangeFacts(
        id=change.id,
        path=change_href(edition, change.id),
        title=change.title,
        kind=CHANGE_KINDS[change.kind],
        version=change.version or "",
        phase=phase,
        state=_state(change, phase),
        window=span_text(change.window.from_, change.window.to, edition.zone, near),
        start=moment(change.window.from_, edition.zone, near),
        end=moment(change.window.to, edition.zone, near),
        notice=notice_text(change),
        expected=_EXPECTED[change.expected],
        happened=happened,
        went_wrong=_went_wrong(change, worst, caused) if happened else "",
        is_worse_than_expected=bool(caused) or _rank(worst) > _EXPECTED_RANKS[change.expected],
        is_cancelled=change.outcome is Outcome.CANCELLED,
        overrun_seconds=overrun,
        timing=_timing(change, phase, spans, overrun),
        services=services,
        service_names=tuple(names[id].name for id in services),
        as_of=_as_of(change, phase, spans, edition.as_of),
    )


def phase_of(change: Change, as_of: int) -> Phase:
    """A planned change whose window has come runs, whether somebody said so or not; after the window it is past."""
    if change.outcome.is_finished or change.outcome is Outcome.CANCELLED:
        return Phase.PAST
    if as_of < change.window.from_:
        return Phase.AHEAD
    if change.outcome is Outcome.IN_PROGRESS or as_of < change.window.to:
        return Phase.RUNNING
    return Phase.PAST


def notice_text(change: Change) -> str:
    """ "announced 9 days ahead"; whole days are cut, never in our favour."""
    if change.announced is None:
        return "never announced"
    ahead = change.window.from_ - change.announced
    if ahead <= 0:
        return "announced after it had begun" if ahead else "announced as it began"
    days = ahead // _DAY_SECONDS
    if days:
        return f"announced {days} {'day' if days == 1 else 'days'} ahead"
    return f"announced {duration_text(ahead // 60 * 60 or ahead)} ahead"


def _state(change: Change, phase: Phase) -> State:
    """The clock of maintenance; what failed, or what nobody has reported on, has another shape."""
    if phase is Phase.RUNNING:
        return State(MAINTENANCE.key, "In progress" if change.outcome is Outcome.IN_PROGRESS else "Window open")
    if phase is Phase.PAST and change.outcome is Outcome.PLANNED:
        return State(UNKNOWN.key, "Outcome not recorded")
    key = state_of(Level.DEGRADED).key if change.outcome in _ENDED_BADLY else MAINTENANCE.key
    return State(key, OUTCOMES[change.outcome])


def _worst_noticed(change: Change, edition: Edition) -> Level | None:
    """The worst level at which a service stood because of the work; of a part that others stood in for, nobody noticed
    anything. Where another record is charged first, the level is the record's own."""
    touched = touched_by(change, edition)
    levels = [one.worst for one in touched.seen]
    if touched.is_charged_elsewhere:
        levels += [impact.level for impact in change.impacts or ()]
    return max(levels, key=_rank, default=None)


def _caused_count(change: Change, edition: Edition) -> int:
    """How many incidents that the reader may know have begun because of it."""
    return sum(one.started <= edition.as_of for one in edition.index.incidents_by_change.get(change.id, ()))


def _rank(level: Level | None) -> int:
    return 0 if level is None else _RANKS[level]


def _happened(change: Change, worst: Level | None) -> str:
    if change.impacts is None or change.outcome in (Outcome.PLANNED, Outcome.CANCELLED):
        return ""
    if worst is not None:
        return _HAPPENED[worst]
    return "nothing so far" if change.outcome is Outcome.IN_PROGRESS else "nothing noticeable"


def _went_wrong(change: Change, worst: Level | None, caused: int) -> str:
    """What is to be told of work that did not end as it was meant to, or that broke something else."""
    ended = _ENDED_BADLY.get(change.outcome, "")
    if not ended and not caused:
        return ""
    brought = f"brought {_HAPPENED[worst]}" if worst is not None else ""
    broke = f"caused {'an incident' if caused == 1 else count_text(caused, 'incident')}" if caused else ""
    if not brought and not broke:
        return f"{ended}; nothing was noticed"
    return list_text([said for said in (ended, brought, broke) if said])


def _as_of(change: Change, phase: Phase, spans: Sequence[Span], as_of: int) -> int | None:
    if phase is Phase.AHEAD:
        return None
    if phase is Phase.RUNNING:
        return as_of
    return min(as_of, max([change.window.to, *(span.end for span in spans)]))


def _overrun_seconds(change: Change, spans: Sequence[Span], as_of: int) -> int:
    """Of impacts beyond the window; work that goes on beyond it overruns as well."""
    ends = [span.end for span in spans if span.is_possible]
    if change.outcome is Outcome.IN_PROGRESS:
        ends.append(as_of)
    return max(0, max(ends, default=0) - change.window.to)


def _timing(change: Change, phase: Phase, spans: Sequence[Span], overrun: int) -> str:
    if phase is Phase.RUNNING:
        return f"overruns by {whole_minutes_text(overrun)} so far" if overrun else ""
    if overrun:
        return f"overran by {duration_text(overrun)}"
    done = _completed_at(change)
    if done is None or phase is Phase.AHEAD or not change.outcome.is_finished:
        return ""
    ended, in_time = ("ended", "in time") if change.outcome in _ENDED_BADLY else ("finished", "as planned")
    if done > change.window.to:
        return f"{ended} {duration_text(done - change.window.to)} after the window"
    early = change.window.to - max([done, *(span.end for span in spans)])
    return f"{ended} {duration_text(early // 60 * 60)} early" if early >= 60 else f"{ended} {in_time}"


def _completed_at(change: Change) -> int | None:
    return next((update.at for update in change.updates if update.status == ChangeStatus.COMPLETED), None)
