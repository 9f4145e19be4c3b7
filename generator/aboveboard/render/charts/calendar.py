"""The days of a bar as a calendar: a column a week, Monday on top, so that a weekly pattern shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from aboveboard.frozen import frozen
from aboveboard.render.charts.bar import Day

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LEFT = 40
_TOP = 22
_COLUMN = 40
_ROW = 26
_CELL = 34
# From the middle of a row: worse is taller here too, and slits tell the levels apart without colour.
_SHAPES = {
    "operational": ((-7, 7),),
    "degraded": ((-9, 9),),
    "partial": ((-10, 10),),
    "outage": ((-12, 12),),
    "maintenance": ((0, 7),),
    "unknown": ((-7, -4), (4, 7)),
}
_SLITS = {"degraded": (-1.5,), "partial": (-5, 2)}


@frozen
class Label:
    x: str
    y: str
    anchor: str
    text: str


@frozen
class Square:
    level: str
    text: str
    href: str
    path: str
    gaps: str


@frozen
class CalendarDrawing:
    """`run` and `blank` are all operational days and all that nobody measured; `squares` are the marked ones."""

    width: int
    height: int
    label: str
    run: str
    blank: str
    squares: tuple[Square, ...]
    labels: tuple[Label, ...]


def draw_calendar(name: str, start: date, days: Sequence[Day], quiet: str) -> CalendarDrawing:
    """The same days, names and words as `draw_bar` takes."""
    places = [(start.weekday() + index) for index in range(len(days))]
    squares = tuple(
        _square(day, place) for day, place in zip(days, places, strict=True) if day.text and day.level is not None
    )
    told = "; ".join(square.text for square in squares) or quiet
    columns = places[-1] // 7 + 1 if places else 0
    return CalendarDrawing(
        width=_LEFT + _COLUMN * columns,
        height=_TOP + _ROW * 7,
        label=f"{name}: {told}",
        run=_paths(days, places, "operational"),
        blank=_paths(days, places, "unknown"),
        squares=squares,
        labels=(*_weekday_labels(), *_month_labels(start, places)),
    )


def _paths(days: Sequence[Day], places: Sequence[int], level: str) -> str:
    return "".join(
        _path(level, place) for day, place in zip(days, places, strict=True) if day.level == level and not day.text
    )


def _square(day: Day, place: int) -> Square:
    assert day.level is not None
    x, middle = _LEFT + _COLUMN * (place // 7), _middle(place)
    gaps = "".join(f"M{x - 1} {middle + top:g}h{_CELL + 2}v3h-{_CELL + 2}z" for top in _SLITS.get(day.level, ()))
    return Square(day.level, day.text, day.href, _path(day.level, place), gaps)


def _path(level: str, place: int) -> str:
    x, middle = _LEFT + _COLUMN * (place // 7), _middle(place)
    return "".join(f"M{x} {middle + top}h{_CELL}v{bottom - top}h-{_CELL}z" for top, bottom in _SHAPES[level])


def _middle(place: int) -> int:
    return _TOP + _ROW * (place % 7) + _ROW // 2


def _weekday_labels() -> list[Label]:
    return [Label("0", str(_middle(row) + 4), "start", _WEEKDAYS[row]) for row in (0, 2, 4, 6)]


def _month_labels(start: date, places: Sequence[int]) -> list[Label]:
    """The month's name above the week in which it begins, and above the first week unless the next is too near."""
    labels = []
    for index, place in enumerate(places):
        day = start + timedelta(days=index)
        if day.day == 1 or (index == 0 and day.day <= 20):
            x = _LEFT + _COLUMN * (place // 7)
            labels.append(Label(str(x), "12", "start", _MONTHS[day.month - 1]))
    return labels
