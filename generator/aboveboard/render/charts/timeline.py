"""An incident's course: a lane for each touched node, blocks of its levels, milestones above, the clock below.

Slits run along the time, so that they cannot be taken for a recovery in between; worse is taller, as in the bar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from aboveboard.frozen import frozen
from aboveboard.views.course import Course, CourseBlock, CourseMilestone

_STEPS = tuple(minutes * 60 for minutes in (1, 5, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14400, 43200))
_MOST_TICKS = 10
_DAY = 86400
_AT = attrgetter("at")
_CHARACTER = 7
_LANE = 28
_GAP = 8
_ROW = 17
_WIDEST_COLUMN = 300
_SHAPES = {"outage": (0, 28), "partial": (2, 26), "degraded": (5, 23), "maintenance": (16, 28), "unknown": (11, 17)}
_SLITS = {"degraded": (12,), "partial": (8, 17)}


@frozen
class Size:
    """`column` is how wide the names stand beside the lanes; 0 puts them above."""

    width: int
    column: int


WIDE = Size(1172, 160)
NARROW = Size(340, 0)


class Text(NamedTuple):
    x: str
    y: str
    anchor: str
    text: str


class Shape(NamedTuple):
    level: str
    text: str
    path: str
    gaps: str


class TimelineDrawing(NamedTuple):
    width: int
    height: int
    label: str
    names: tuple[Text, ...]
    shapes: tuple[Shape, ...]
    windows: str
    milestones: str
    milestone_labels: tuple[Text, ...]
    axis: str
    ticks: tuple[Text, ...]
    updates: str


class _Extent(NamedTuple):
    """From the first to the last second of a course, and the clock of its zone: how far it is ahead of UTC at the begin,
    whether it still is at the end, and its letters."""

    begin: int
    end: int
    zone: tzinfo
    shift: int
    is_steady: bool
    letters: str


# Where an instant stands from left to right.
_Scale = Callable[[int], float]


def draw_timelines(course: Course, sizes: Iterable[Size]) -> list[TimelineDrawing]:
    """The course of an incident in several sizes; the clock below runs in its zone."""
    extent = _extent_of(course)
    milestones = sorted(course.milestones, key=_AT)
    updates = sorted(set(course.updates))
    return [_drawn(course, extent, milestones, updates, _with_room(size, course)) for size in sizes]


def _drawn(
    course: Course, extent: _Extent, milestones: Sequence[CourseMilestone], updates: Sequence[int], size: Size
) -> TimelineDrawing:
    left, right = size.column, size.width - 6
    scale = _scale_of(extent, left, right)
    labels, rows = _milestone_labels(milestones, scale, right)
    head = rows * _ROW + 6 if rows else 0
    pitch = _LANE + _GAP + (0 if size.column else _ROW)
    first = head + (0 if size.column else _ROW)
    floor = head + pitch * len(course.lanes)
    tops = list(zip(course.lanes, range(first, first + pitch * len(course.lanes), pitch), strict=True))
    return TimelineDrawing(
        size.width,
        floor + 42,
        course.label,
        tuple([Text("0", str(top + 18 if size.column else top - 5), "start", lane.name) for lane, top in tops]),
        tuple([_shape(block, top, scale) for lane, top in tops for block in lane.blocks]),
        "".join(
            [
                _box(*_place(scale, begin, end), top + 1, top + _LANE - 1)
                for lane, top in tops
                for begin, end in lane.windows
            ]
        ),
        "".join([f"M{label.x} {int(label.y) + 3}V{floor}" for label in labels]),
        labels,
        f"M{left} {floor}.5H{right}",
        _ticks(extent, scale, left, right, floor),
        "".join([f"M{scale(at):.1f} {floor}v7" for at in updates]),
    )


def _extent_of(course: Course) -> _Extent:
    instants = [instant for lane in course.lanes for block in lane.blocks for instant in (block.begin, block.end)]
    instants += [instant for lane in course.lanes for window in lane.windows for instant in window]
    instants += [milestone.at for milestone in course.milestones]
    instants += course.updates
    begin = min(instants, default=0)
    end = max([*instants, begin + 60])
    zone = ZoneInfo(course.zone)
    local = datetime.fromtimestamp(begin, zone)
    shift = _shift(local)
    is_steady = shift == _shift(datetime.fromtimestamp(end, zone))
    return _Extent(begin, end, zone, shift, is_steady, local.tzname() or "")


def _scale_of(extent: _Extent, left: int, right: int) -> _Scale:
    begin, width, seconds = extent.begin, right - left, extent.end - extent.begin
    return lambda at: left + (at - begin) * width / seconds


def _with_room(size: Size, course: Course) -> Size:
    """A column that is wide enough for the longest name, where names stand beside the lanes."""
    if not size.column:
        return size
    longest = max([len(lane.name) for lane in course.lanes], default=0)
    return Size(size.width, min(max(size.column, 8 * longest + 16), _WIDEST_COLUMN))


def _shape(block: CourseBlock, top: int, scale: _Scale) -> Shape:
    upper, lower = _SHAPES[block.level]
    x, width = _place(scale, block.begin, block.end)
    slits = _SLITS.get(block.level)
    gaps = "".join([_box(x, width, top + slit, top + slit + 3) for slit in slits]) if slits else ""
    return Shape(block.level, block.text, _box(x, width, top + upper, top + lower), gaps)


def _place(scale: _Scale, begin: int, end: int) -> tuple[str, str]:
    """Where a stretch of time begins, and how wide it is; a second can still be seen."""
    x = scale(begin)
    return f"{x:.1f}", f"{max(scale(end) - x, 3):.1f}"


def _box(x: str, width: str, top: int, bottom: int) -> str:
    return f"M{x} {top}h{width}v{bottom - top}h-{width}z"


def _milestone_labels(milestones: Sequence[CourseMilestone], scale: _Scale, right: int) -> tuple[tuple[Text, ...], int]:
    """Each label in the highest row where it meets no other, and how many rows that takes; milestones are sorted.

    So the line of a milestone, which starts at its label, crosses no label of an earlier one.
    """
    ends: list[float] = []
    texts = []
    for milestone in milestones:
        x, text = scale(milestone.at), milestone.text
        width = _CHARACTER * len(text)
        is_late = x + width > right
        begin = x - width if is_late else x
        row = 0
        while row < len(ends) and ends[row] > begin:
            row += 1
        ends[row : row + 1] = [begin + width + 10]
        texts.append(Text(f"{x:.1f}", str((row + 1) * _ROW - 3), "end" if is_late else "start", text))
    return tuple(texts), len(ends)


def _ticks(extent: _Extent, scale: _Scale, left: int, right: int, floor: int) -> tuple[Text, ...]:
    """Clock times, or dates where a step is a day or more; the date below the first of each day, the zone at the end."""
    begin, end, zone, shift, is_steady, letters = extent
    most = min(_MOST_TICKS, (right - left) // 46)
    step = next((step for step in _STEPS if (end - begin) // step < most), _STEPS[-1])
    clock_row, day_row = str(floor + 22), str(floor + 38)
    texts = []
    shown = None
    for at in range(-((begin + shift) // -step) * step - shift, end + 1, step):
        day, second = divmod(at + (shift if is_steady else _shift(datetime.fromtimestamp(at, zone))), _DAY)
        place = scale(at)
        x = f"{place:.1f}"
        anchor = "start" if place < left + 16 else "end" if place > right - 16 else "middle"
        texts.append(Text(x, clock_row, anchor, _clock_text(second) if step < _DAY else _day_text(day)))
        if step < _DAY and day != shown and place < right - 70:
            texts.append(Text(x, day_row, anchor, _day_text(day)))
        shown = day
    return (*texts, Text(str(right), day_row, "end", letters))


def _shift(local: datetime) -> int:
    """How many seconds its zone's clock is ahead of UTC."""
    return int((local.utcoffset() or timedelta()).total_seconds())


@lru_cache(maxsize=1440)
def _clock_text(second: int) -> str:
    """Of a second of the day: "13:12"."""
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"


@lru_cache(maxsize=1024)
def _day_text(day: int) -> str:
    """Of the day so many days after 1 January 1970: "15 Nov"."""
    date = datetime.fromtimestamp(day * _DAY, UTC)
    return f"{date.day} {date:%b}"
