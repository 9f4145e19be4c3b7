"""The days of a history as cells: the worst state of each, what it was, and the record behind it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from aboveboard.availability.charges import Charge, rows_within
from aboveboard.frozen import frozen
from aboveboard.views.record_paths import incident_path
from aboveboard.views.service_state import state_of_charge
from aboveboard.views.service_track import Track
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.states import OPERATIONAL, UNKNOWN, State, severity_of


@frozen
class DayCell:
    """`day` is its date, `state` the key of its worst state, empty before the service was there for this reader.

    `what` and `href` are those of a day that is not simply operational: "outage, 43 min", and the path of the record
    that held its worst state longest.
    """

    day: str
    state: str
    what: str = ""
    href: str = ""


def day_cells(track: Track, borders: Sequence[int], first: date, as_of: int, since: int) -> Iterator[DayCell]:
    """A cell for each day from `first` on; `borders` are the days' first seconds. Days before `since` are unknown."""
    marked = _seconds_by_day(track.state, borders, as_of)
    ends = [*borders[1:], as_of]
    for at, start in enumerate(borders):
        day = first + timedelta(days=at)
        end = max(ends[at], start + 1)
        if not any(begun < end and ended > start for begun, ended in track.alive):
            yield _plain_cell(day, "")
        elif start < since:
            yield _plain_cell(day, UNKNOWN.key)
        elif at not in marked:
            yield _plain_cell(day, OPERATIONAL.key)
        else:
            is_today = at == len(borders) - 1
            yield _marked_cell(track, day, marked[at], track.now if is_today else None)


@lru_cache(maxsize=1024)
def _plain_cell(day: date, state: str) -> DayCell:
    """Most cells of a day are the same for all services."""
    return DayCell(day.isoformat(), state)


def _marked_cell(track: Track, day: date, seconds: Mapping[tuple[State, str], int], running: State | None) -> DayCell:
    by_state: dict[State, int] = {}
    for (state, _), count in seconds.items():
        by_state[state] = by_state.get(state, 0) + count
    worst = max(by_state, key=severity_of)
    source = max((count, source) for (state, source), count in seconds.items() if state == worst)[1]
    parts = [
        f"{state.word[0].lower()}{state.word[1:]}, {duration_text(count)}{' so far' if running == state else ''}"
        for state, count in sorted(by_state.items(), key=lambda item: -severity_of(item[0]))
    ]
    return DayCell(day.isoformat(), worst.key, ", and ".join(parts), _record_path(source, track))


def _record_path(id: str, track: Track) -> str:
    return incident_path(id) if id in track.incidents else f"maintenance/{id}.html"


def _seconds_by_day(
    rows: Sequence[Charge], borders: Sequence[int], as_of: int
) -> dict[int, dict[tuple[State, str], int]]:
    """For each marked day (counted from the first one) how long each record held which state."""
    found: dict[int, dict[tuple[State, str], int]] = {}
    ends = [*borders[1:], as_of]
    for row in rows_within(rows, (borders[0], as_of)):
        at = bisect_right(borders, row.start) - 1
        while at < len(borders) and borders[at] < row.end:
            seconds = min(row.end, ends[at]) - max(row.start, borders[at])
            key = (state_of_charge(row), row.impact.source)
            day = found.setdefault(at, {})
            day[key] = day.get(key, 0) + seconds
            at += 1
    return found
