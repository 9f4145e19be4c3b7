"""Ninety days of each of the customer's services, along the customer's own path, as bars.

Most days are like any other. So a bar begins as ninety equal cells, and only the days on which something happened are
looked at: thousands of portals have ten bars each. Which state wins a day, and its words, are those of `day_cells`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from aboveboard.availability.charges import Charge, rows_within
from aboveboard.availability.clock import local_date, local_instant
from aboveboard.availability.figures import counted
from aboveboard.availability.intervals import intersection, seconds_of
from aboveboard.availability.lenses import Lens
from aboveboard.frozen import frozen
from aboveboard.views.day_cells import DayCell, day_cells
from aboveboard.views.edition import Edition
from aboveboard.views.portal.your_subscriptions import Held
from aboveboard.views.routes import charges_of
from aboveboard.views.service_bar import QUIET, BarCell, MarkedDay, ServiceBar
from aboveboard.views.service_history import DAYS, measured_since
from aboveboard.views.service_rows import PHONE_DAYS, Axis
from aboveboard.views.service_track import Track, span_of
from aboveboard.views.tree_paths import change_href, incident_href
from aboveboard.views.words.instants import plain_day_text, short_day_text
from aboveboard.views.words.numbers import percent_text
from aboveboard.views.words.states import OPERATIONAL, UNKNOWN, State

_QUIET_CELL = BarCell(OPERATIONAL.key, "", "")


@frozen
class Window:
    """The days of all bars: `borders` are their first seconds, `since` the first second that was measured."""

    today: date
    borders: tuple[int, ...]
    since: int

    @property
    def first(self) -> date:
        return self.today - timedelta(days=DAYS - 1)


@frozen
class YourBar:
    """`figure` is the real availability of the measured part of its days; `marked` are its marked days with their ISO
    dates, oldest first. `measured_from` is the first day that was, None when all were."""

    bar: ServiceBar
    figure: str
    marked: tuple[tuple[str, MarkedDay], ...]
    measured_from: date | None


def window_of(edition: Edition) -> Window:
    today = local_date(edition.as_of, edition.zone)
    first = today - timedelta(days=DAYS - 1)
    borders = tuple(local_instant(first + timedelta(days=at), 0, edition.zone) for at in range(DAYS))
    begin = local_date(measured_since(edition), edition.zone)
    return Window(today, borders, local_instant(begin, 0, edition.zone))


def your_bar(edition: Edition, held: Held, now: State, window: Window) -> YourBar:
    """`now` is the state at as-of itself, which rows of the ledger cannot tell from what has just ended."""
    track = _track(edition, held, now, window)
    days = _days(track, window, edition.as_of)
    measured_from = _measured_from(days, window)
    unmeasured = "" if measured_from is None else f", not measured before {plain_day_text(measured_from, window.today)}"
    cells = [_QUIET_CELL] * DAYS
    marked = []
    for at, day in days.items():
        href = _href(edition, day)
        shown = short_day_text(window.first + timedelta(days=at), window.today)
        cells[at] = BarCell(day.state or None, f"{shown}: {day.what}" if day.what else "", href)
        if day.what:
            what = f"{day.what[0].upper()}{day.what[1:]}"
            marked.append((day.day, MarkedDay(shown, held.name, "", what, href)))
    name = f"{held.name}, {plain_day_text(window.first, window.today)} to today{unmeasured}"
    return YourBar(
        ServiceBar(name, window.first, tuple(cells), QUIET),
        _figure(edition, track, window),
        tuple(marked),
        measured_from,
    )


def axis_below(bars: Sequence[YourBar], window: Window) -> Axis:
    begun = [bar.measured_from for bar in bars if bar.measured_from is not None]
    return Axis(
        short_day_text(window.first, window.today),
        short_day_text(window.today - timedelta(days=PHONE_DAYS - 1), window.today),
        f"Not measured before {plain_day_text(min(begun), window.today)}." if begun else "",
    )


def _track(edition: Edition, held: Held, now: State, window: Window) -> Track:
    return Track(
        service=held.service,
        state=_rows(edition, held, edition.ledger.state, window),
        real=_rows(edition, held, edition.ledger.real, window),
        provider=(),
        scale=edition.ledger.real.scale,
        alive=held.alive,
        incidents=edition.register.incidents,
        measured_since=window.since,
        now=now,
    )


def _rows(edition: Edition, held: Held, lens: Lens, window: Window) -> list[Charge]:
    """Of one subscription after the other, each while it lived."""
    found: list[Charge] = []
    for route, (start, end) in held.lives:
        for span in span_of(max(start, window.borders[0]), min(end, edition.as_of)):
            found.extend(rows_within(charges_of(edition, route, lens), span))
    return found


def _figure(edition: Edition, track: Track, window: Window) -> str:
    """Of whole numbers, with one fraction at the end: what each fault cost is not asked."""
    measured = intersection(track.alive, span_of(max(window.borders[0], window.since), edition.as_of))
    whole = seconds_of(measured) * track.scale
    lost = sum(seconds * charge.weight for charge, seconds in counted(track.real, measured))
    return percent_text(Fraction(whole - lost, whole) if whole else None)


def _days(track: Track, window: Window, as_of: int) -> dict[int, DayCell]:
    """The days that are not simply operational, by their place, in order."""
    whole = window.borders[0], as_of
    if window.since > whole[0] or intersection(track.alive, (whole,)) != (whole,):
        every = enumerate(day_cells(track, window.borders, window.first, as_of, window.since))
        return {at: cell for at, cell in every if cell.state != OPERATIONAL.key}
    before = replace(track, now=OPERATIONAL)
    ends = (*window.borders[1:], as_of)
    found = {}
    for at in _marked_places(track.state, window.borders):
        one = track if at == DAYS - 1 else before
        day = window.first + timedelta(days=at)
        (found[at],) = day_cells(one, window.borders[at : at + 1], day, ends[at], window.since)
    return found


def _marked_places(rows: Sequence[Charge], borders: Sequence[int]) -> list[int]:
    found: set[int] = set()
    for row in rows:
        found.update(range(bisect_right(borders, row.start) - 1, bisect_right(borders, row.end - 1)))
    return sorted(found)


def _measured_from(days: dict[int, DayCell], window: Window) -> date | None:
    """The first day after those that nobody measured; None when there are none of them."""
    unmeasured = [at for at, day in days.items() if day.state == UNKNOWN.key]
    return window.first + timedelta(days=max(unmeasured) + 1) if unmeasured else None


def _href(edition: Edition, day: DayCell) -> str:
    """Where the record that held the day has its page for this customer; nowhere when it must not be known."""
    id = day.href.rpartition("/")[2].removesuffix(".html")
    if id in edition.register.incidents:
        return incident_href(edition, id)
    return change_href(edition, id) if id in edition.register.changes else ""
