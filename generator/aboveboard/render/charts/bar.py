"""The 90-day bar: one cell a day, the worse the taller, with slits, so that levels differ without colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from aboveboard.frozen import frozen

LEVELS = ("operational", "degraded", "partial", "outage", "maintenance", "unknown")

_PITCH = 8
_CELL = 6
_SHAPES = {
    "operational": ((9, 31),),
    "degraded": ((5, 35),),
    "partial": ((2, 38),),
    "outage": ((-2, 42),),
    "maintenance": ((20, 31),),
    "unknown": ((9, 13), (27, 31)),
}
_SLITS = {"degraded": (18,), "partial": (12, 24)}


@frozen
class Day:
    """A day's worst level. `level` is None before the service existed; `text` and `href` are those of a marked day.

    An `unknown` day without a text is drawn and not listed: there can be many of them before the first record.
    """

    level: str | None
    text: str = ""
    href: str = ""


@frozen
class Cell:
    """What one marked day looks like: `path` in the level's colour, `gaps` in the page's."""

    day: int
    level: str
    text: str
    href: str
    path: str
    gaps: str


@frozen
class BarDrawing:
    """`run` is drawn as a dashed stroke, a dash for each operational day; `base` fills the days before the service, and
    `blank` is those that nobody measured. `first` is the first day of which anything is known."""

    width: int
    label: str
    start: str
    days: int
    first: int
    run: str
    base: str
    blank: str
    cells: tuple[Cell, ...]


def draw_bar(name: str, start: date, days: Sequence[Day], quiet: str) -> BarDrawing:
    """The bar of `days`, oldest first, the first being `start`.

    `name` begins the accessible name up to its first comma with the service's ("ERP Suite, 18 August to today"), which
    goes on with each marked day, or with `quiet` when there is none.
    """
    absent = next((index for index, day in enumerate(days) if day.level is not None), len(days))
    first = next((index for index, day in enumerate(days) if day.level is not None and not _is_blank(day)), len(days))
    cells = tuple(_cell(index, day) for index, day in enumerate(days) if _is_marked(day))
    told = "; ".join(cell.text for cell in cells) or quiet
    return BarDrawing(
        width=_PITCH * len(days) - (_PITCH - _CELL),
        label=f"{name}: {told}",
        start=start.isoformat(),
        days=len(days),
        first=first,
        run=_run(tuple(day.level == "operational" for day in days)),
        base=f"M0 30h{_PITCH * absent - 2}v1h-{_PITCH * absent - 2}z" if absent else "",
        blank="".join(_cell(index, day).path for index, day in enumerate(days) if _is_blank(day)),
        cells=cells,
    )


def draw_key() -> tuple[Cell, ...]:
    """One cell of each level, for the key below a list of bars."""
    return tuple(_cell(0, Day(level)) for level in LEVELS)


def _is_blank(day: Day) -> bool:
    return day.level == "unknown" and not day.text


def _is_marked(day: Day) -> bool:
    return day.level is not None and day.level != "operational" and not _is_blank(day)


def _cell(index: int, day: Day) -> Cell:
    assert day.level is not None
    x = _PITCH * index
    path = "".join(f"M{x} {top}h{_CELL}v{bottom - top}h-{_CELL}z" for top, bottom in _SHAPES[day.level])
    gaps = "".join(f"M{x - 0.5} {top}h7v4h-7z" for top in _SLITS.get(day.level, ()))
    return Cell(index, day.level, day.text, day.href, path, gaps)


@lru_cache(maxsize=1024)
def _run(is_operational: tuple[bool, ...]) -> str:
    """A horizontal line along each run of operational days: the dashes of the stroke begin anew with each."""
    pieces = []
    begin: int | None = None
    for index, good in enumerate((*is_operational, False)):
        if good and begin is None:
            begin = index
        elif not good and begin is not None:
            pieces.append(f"M{_PITCH * begin} 20H{_PITCH * index - (_PITCH - _CELL)}")
            begin = None
    return "".join(pieces)
