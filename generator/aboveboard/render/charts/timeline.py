"""An incident's course: a lane for each touched node, blocks of its levels, milestones above, the clock below.

Slits run along the time, so that they cannot be taken for a recovery in between; worse is taller, as in the bar.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence, Set
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from aboveboard.availability.clock import local_instant
from aboveboard.frozen import frozen
from aboveboard.records.zones import zone_named
from aboveboard.views.course import Course, CourseBlock, CourseMilestone
from aboveboard.views.words.instants import short_month_text

_STEPS = tuple(minutes * 60 for minutes in (1, 5, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14400, 43200))
_MOST_TICKS = 10
_DAY = 86400
_FIRST_DAY = date(1970, 1, 1).toordinal()
_SECOND, _NOTHING = timedelta(seconds=1), timedelta()
_AT = attrgetter("at")
_CHARACTER = 7
_NAME_CHARACTER = 8
_LANE = 28
_GAP = 8
_ROW = 17
_WIDEST_COLUMN = 300
# Heights; a window is nearly as high as a lane.
_WINDOW, _SLIT = "26", "3"
# How far below the top of its lane a block begins, how high it is, and where its slits begin.
_SHAPES: dict[str, tuple[int, str, tuple[int, ...]]] = {
    "outage": (0, "28", ()),
    "partial": (2, "24", (8, 17)),
    "degraded": (5, "18", (12,)),
    "maintenance": (16, "12", ()),
    "unknown": (11, "6", ()),
}


@frozen
class Size:
    """`column` is how wide the names stand beside the lanes; 0 puts them above."""

    width: int
    column: int


WIDE = Size(1172, 160)
NARROW = Size(340, 0)


# Plain tuples, since a page has fifty of them, and one with names takes ten times as long to make.
Text = tuple[str, str, str, str]  # x, y, anchor, text
Shape = tuple[str, str, str, str]  # level, text, path, gaps


class TimelineDrawing(NamedTuple):
    width: str
    height: str
    label: str
    names: Sequence[Text]
    shapes: Sequence[Shape]
    windows: str
    milestones: str
    milestone_labels: Sequence[Text]
    axis: str
    ticks: Sequence[Text]
    updates: str


class _Extent(NamedTuple):
    """The instants of a course from the first to the last, and the clock of its zone: how far it is ahead of UTC at the
    begin, whether it still is at the end, and its letters."""

    instants: Set[int]
    begin: int
    end: int
    zone: ZoneInfo
    shift: int
    is_steady: bool
    letters: str


# An instant at which the clock is read, what it says, and the day; that is empty but at the first reading of each.
_Reading = tuple[int, str, str]
# Where each instant stands from left to right, and the same as a text.
_Places = dict[int, tuple[float, str]]


def draw_timelines(course: Course, sizes: Iterable[Size]) -> list[TimelineDrawing]:
    """The course of an incident in several sizes; the clock below runs in its zone."""
    extent = _extent_of(course)
    milestones = sorted(course.milestones, key=_AT)
    updates = sorted(set(course.updates))
    drawings, readings = [], dict[int, list[_Reading]]()
    for size in sizes:
        room = _with_room(size, course)
        step = _step(extent, room)
        if step not in readings:
            readings[step] = _readings(extent, step)
        drawings.append(_drawn(course, extent, milestones, updates, readings[step], room))
    return drawings


def _drawn(
    course: Course,
    extent: _Extent,
    milestones: Sequence[CourseMilestone],
    updates: Sequence[int],
    readings: Sequence[_Reading],
    size: Size,
) -> TimelineDrawing:
    left, right = size.column, size.width - 6
    places = _places(extent, left, right)
    labels, lines, rows = _milestone_labels(milestones, places, right)
    head = rows * _ROW + 6 if rows else 0
    above = 0 if size.column else _ROW
    pitch = above + _LANE + _GAP
    floor = head + pitch * len(course.lanes)
    bottom = str(floor)
    top = head + above
    names, shapes, windows = [], [], []
    for lane in course.lanes:
        names.append(("0", str(top + 18 if size.column else top - 5), "start", _fitting(lane.name, size)))
        shapes += [_shape(block, top, places) for block in lane.blocks]
        for begin, end in lane.windows:
            windows.append(_box(*_place(places, begin, end), top + 1, _WINDOW))
        top += pitch
    return TimelineDrawing(
        str(size.width),
        str(floor + 42),
        course.label,
        names,
        shapes,
        "".join(windows),
        "".join([line + bottom for line in lines]),
        labels,
        f"M{left} {bottom}.5H{right}",
        _ticks(readings, extent, left, right, floor),
        "".join([f"M{places[at][1]} {bottom}v7" for at in updates]),
    )


def _extent_of(course: Course) -> _Extent:
    instants = {milestone.at for milestone in course.milestones}
    instants.update(course.updates)
    for lane in course.lanes:
        for block in lane.blocks:
            instants.add(block.begin)
            instants.add(block.end)
        for window in lane.windows:
            instants.update(window)
    begin = min(instants, default=0)
    end = max([*instants, begin + 60])
    zone = zone_named(course.zone)
    local = datetime.fromtimestamp(begin, zone)
    shift = _shift(local)
    later = datetime.fromtimestamp(end, zone)
    is_steady = shift == _shift(later)
    letters = local.tzname() if is_steady else f"{local.tzname()}/{later.tzname()}"
    return _Extent(instants, begin, end, zone, shift, is_steady, letters or "")


def _places(extent: _Extent, left: int, right: int) -> _Places:
    begin, width, seconds = extent.begin, right - left, extent.end - extent.begin
    places = [(at, left + (at - begin) * width / seconds) for at in extent.instants]
    return {at: (place, f"{place:.1f}") for at, place in places}


def _with_room(size: Size, course: Course) -> Size:
    """A column that is wide enough for the longest name, where names stand beside the lanes."""
    column = _NAME_CHARACTER * max([len(lane.name) for lane in course.lanes], default=0) + 16
    return Size(size.width, min(column, _WIDEST_COLUMN)) if 0 < size.column < column else size


def _fitting(name: str, size: Size) -> str:
    """As much of the name as meets no block and stays inside; the table beside the chart has all of it."""
    most = (size.column - 16 if size.column else size.width - 6) // _NAME_CHARACTER
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _shape(block: CourseBlock, top: int, places: _Places) -> Shape:
    upper, height, slits = _SHAPES[block.level]
    x, width = _place(places, block.begin, block.end)
    gaps = ""
    for slit in slits:
        gaps += _box(x, width, top + slit, _SLIT)
    return (block.level, block.text, _box(x, width, top + upper, height), gaps)


def _place(places: _Places, begin: int, end: int) -> tuple[str, str]:
    """Where a stretch of time begins, and how wide it is; a second can still be seen."""
    place, x = places[begin]
    width = places[end][0] - place
    return x, f"{width:.1f}" if width > 3 else "3.0"


def _box(x: str, width: str, top: int, height: str) -> str:
    return f"M{x} {top}h{width}v{height}h-{width}z"


def _milestone_labels(
    milestones: Sequence[CourseMilestone], places: _Places, right: int
) -> tuple[list[Text], list[str], int]:
    """Each label in the highest row where it meets no other, the begin of the line below it, and how many rows that
    takes; milestones are sorted.

    So the line of a milestone, which starts at its label, crosses no label of an earlier one.
    """
    ends: list[float] = []
    labels, lines = [], []
    for milestone in milestones:
        text = milestone.text
        begin, x = places[milestone.at]
        width = _CHARACTER * len(text)
        anchor = "start"
        if begin + width > right:
            begin, anchor = begin - width, "end"
        row = 0
        for end in ends:
            if end <= begin:
                break
            row += 1
        else:
            ends.append(0)
        ends[row] = begin + width + 10
        y, foot = _row(row)
        labels.append((x, y, anchor, text))
        lines.append(f"M{x} {foot}V")
    return labels, lines, len(ends)


@lru_cache(maxsize=64)
def _row(row: int) -> tuple[str, str]:
    """Where the letters of a row stand from top to bottom, and where its lines begin."""
    return str(row * _ROW + 14), str(row * _ROW + _ROW)


def _ticks(readings: Sequence[_Reading], extent: _Extent, left: int, right: int, floor: int) -> list[Text]:
    """What the clock says; the date below the first time of each day, the zone at the end."""
    begin, width, seconds = extent.begin, right - left, extent.end - extent.begin
    early, late, last = left + 16, right - 16, right - 70
    clock_row, day_row = str(floor + 22), str(floor + 38)
    texts = []
    for at, clock, day in readings:
        place = left + (at - begin) * width / seconds
        x = f"{place:.1f}"
        anchor = "start" if place < early else "end" if place > late else "middle"
        texts.append((x, clock_row, anchor, clock))
        if day and place < last:
            texts.append((x, day_row, anchor, day))
    texts.append((str(right), day_row, "end", extent.letters))
    return texts


def _step(extent: _Extent, size: Size) -> int:
    """How many seconds lie between two ticks: the shortest step that makes few enough of them."""
    most = min(_MOST_TICKS, (size.width - 6 - size.column) // 46)
    return _STEPS[min(bisect(_STEPS, (extent.end - extent.begin) // most), len(_STEPS) - 1)]


def _readings(extent: _Extent, step: int) -> list[_Reading]:
    """What the clock says at every step of it: the time of day, or the date alone where a step is a day or more."""
    if step >= _DAY:
        return _midnights(extent, step // _DAY)
    _, begin, end, zone, shift, is_steady, _ = extent
    found = []
    shown = None
    for at in range(-((begin + shift) // -step) * step - shift, end + 1, step):
        day, second = divmod(at + (shift if is_steady else _shift(datetime.fromtimestamp(at, zone))), _DAY)
        found.append((at, _clock_text(second), "" if day == shown else _day_text(day)))
        shown = day
    return found


def _midnights(extent: _Extent, days: int) -> list[_Reading]:
    """Every so many days. Where the clock changes, one is longer than another."""
    found = []
    day = -((extent.begin + extent.shift) // -(days * _DAY)) * days
    while (at := local_instant(date.fromordinal(_FIRST_DAY + day), 0, extent.zone.key)) <= extent.end:
        found.append((at, _day_text(day), ""))
        day += days
    return found


def _shift(local: datetime) -> int:
    """How many seconds its zone's clock is ahead of UTC."""
    return (local.utcoffset() or _NOTHING) // _SECOND


@lru_cache(maxsize=1440)
def _clock_text(second: int) -> str:
    """Of a second of the day: "13:12"."""
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"


@lru_cache(maxsize=1024)
def _day_text(day: int) -> str:
    """Of the day so many days after 1 January 1970: "15 Nov"."""
    shown = date.fromordinal(_FIRST_DAY + day)
    return f"{shown.day} {short_month_text(shown)}"
