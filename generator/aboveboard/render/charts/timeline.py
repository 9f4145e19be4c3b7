"""An incident's course: a lane for each touched node, blocks of its levels, milestones above, the clock below.

Slits run along the time, so that they cannot be taken for a recovery in between; worse is taller, as in the bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

_STEPS = tuple(minutes * 60 for minutes in (1, 5, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14400, 43200))
_MOST_TICKS = 10
_DAY = 86400
_AT = attrgetter("at")
_CHARACTER = 7
_LANE = 28
_GAP = 8
_ROW = 17
_SHAPES = {"outage": (0, 28), "partial": (2, 26), "degraded": (5, 23), "maintenance": (16, 28), "unknown": (11, 17)}
_SLITS = {"degraded": (12,), "partial": (8, 17)}


class Block(NamedTuple):
    """From `begin` to `end` (seconds of UTC) the lane's node was at `level`; `text` says so in words."""

    begin: int
    end: int
    level: str
    text: str


class Lane(NamedTuple):
    name: str
    blocks: Sequence[Block]
    windows: Sequence[tuple[int, int]] = ()
    """Announced windows of maintenance, drawn hollow."""


class Milestone(NamedTuple):
    at: int
    text: str


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class TimelineDrawing:
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


def draw_timeline(
    label: str,
    lanes: Sequence[Lane],
    milestones: Sequence[Milestone],
    updates: Sequence[int],
    zone: tzinfo,
    size: Size,
) -> TimelineDrawing:
    """The course of an incident. `label` states the finding; the clock below runs in `zone`."""
    scale = _scale_of(lanes, milestones, updates, size)
    ordered = sorted(milestones, key=_AT)
    labels, rows = _milestone_labels(ordered, scale)
    head = rows * _ROW + 6 if rows else 0
    pitch = _LANE + _GAP + (0 if size.column else _ROW)
    first = head + (0 if size.column else _ROW)
    floor = head + pitch * len(lanes)
    tops = list(zip(lanes, range(first, first + pitch * len(lanes), pitch), strict=True))
    return TimelineDrawing(
        width=size.width,
        height=floor + 42,
        label=label,
        names=tuple([Text("0", str(top + 18 if size.column else top - 5), "start", lane.name) for lane, top in tops]),
        shapes=tuple([_shape(block, top, scale) for lane, top in tops for block in lane.blocks]),
        windows="".join(
            [
                _box(*_extent(scale, begin, end), top + 1, top + _LANE - 1)
                for lane, top in tops
                for begin, end in lane.windows
            ]
        ),
        milestones="".join([f"M{label.x} {int(label.y) + 3}V{floor}" for label in labels]),
        milestone_labels=labels,
        axis=f"M{scale.left} {floor}.5H{scale.right}",
        ticks=_ticks(scale, floor, zone),
        updates="".join([f"M{_n(scale.x(at))} {floor}v7" for at in sorted(set(updates))]),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    begin: int
    end: int
    left: int
    right: int
    width: int
    seconds: int

    def x(self, at: int) -> float:
        return self.left + (at - self.begin) * self.width / self.seconds


def _scale_of(lanes: Sequence[Lane], milestones: Sequence[Milestone], updates: Sequence[int], size: Size) -> _Scale:
    instants = [instant for lane in lanes for block in lane.blocks for instant in (block.begin, block.end)]
    instants += [instant for lane in lanes for window in lane.windows for instant in window]
    instants += [milestone.at for milestone in milestones] + list(updates)
    begin = min(instants, default=0)
    end = max([*instants, begin + 60])
    left, right = size.column, size.width - 6
    return _Scale(begin, end, left, right, right - left, end - begin)


def _shape(block: Block, top: int, scale: _Scale) -> Shape:
    upper, lower = _SHAPES[block.level]
    x, width = _extent(scale, block.begin, block.end)
    gaps = "".join([_box(x, width, top + slit, top + slit + 3) for slit in _SLITS.get(block.level, ())])
    return Shape(block.level, block.text, _box(x, width, top + upper, top + lower), gaps)


def _extent(scale: _Scale, begin: int, end: int) -> tuple[str, str]:
    x = scale.x(begin)
    return _n(x), _n(max(scale.x(end) - x, 3))


def _box(x: str, width: str, top: int, bottom: int) -> str:
    return f"M{x} {top}h{width}v{bottom - top}h-{width}z"


def _milestone_labels(milestones: Sequence[Milestone], scale: _Scale) -> tuple[tuple[Text, ...], int]:
    """Each label in the highest row where it meets no other, and how many rows that takes; milestones are sorted.

    So the line of a milestone, which starts at its label, crosses no label of an earlier one.
    """
    ends: list[float] = []
    placed = []
    for milestone in milestones:
        x = scale.x(milestone.at)
        width = _CHARACTER * len(milestone.text)
        is_late = x + width > scale.right
        begin = x - width if is_late else x
        row = next((row for row, end in enumerate(ends) if end <= begin), len(ends))
        ends[row : row + 1] = [begin + width + 10]
        placed.append((x, row, "end" if is_late else "start", milestone.text))
    texts = [Text(_n(x), str((row + 1) * _ROW - 3), anchor, text) for x, row, anchor, text in placed]
    return tuple(texts), len(ends)


def _ticks(scale: _Scale, floor: int, zone: tzinfo) -> tuple[Text, ...]:
    """Clock times, or dates where a step is a day or more; the date below the first of each day, the zone at the end."""
    most = min(_MOST_TICKS, (scale.right - scale.left) // 46)
    step = next((step for step in _STEPS if (scale.end - scale.begin) // step < most), _STEPS[-1])
    shift, is_steady, name = _clock(scale.begin, scale.end, zone)
    clock_row, day_row = str(floor + 22), str(floor + 38)
    begin, left, right, width, seconds = scale.begin, scale.left, scale.right, scale.width, scale.seconds
    texts = []
    shown = None
    for at in range(-((begin + shift) // -step) * step - shift, scale.end + 1, step):
        day, second = divmod(at + (shift if is_steady else _shift(datetime.fromtimestamp(at, zone))), _DAY)
        place = left + (at - begin) * width / seconds
        x = f"{place:.1f}"
        anchor = "start" if place < left + 16 else "end" if place > right - 16 else "middle"
        texts.append(Text(x, clock_row, anchor, _clock_text(second) if step < _DAY else _day_text(day)))
        if step < _DAY and day != shown and place < right - 70:
            texts.append(Text(x, day_row, anchor, _day_text(day)))
        shown = day
    return (*texts, Text(str(right), day_row, "end", name))


@lru_cache(maxsize=16)
def _clock(begin: int, end: int, zone: tzinfo) -> tuple[int, bool, str]:
    """How far the zone's clock is ahead at the begin, whether it still is at the end, and the zone's letters; asked by
    both drawings of a course."""
    local = datetime.fromtimestamp(begin, zone)
    shift = _shift(local)
    return shift, shift == _shift(datetime.fromtimestamp(end, zone)), local.tzname() or ""


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


def _n(value: float) -> str:
    return f"{value:.1f}"
