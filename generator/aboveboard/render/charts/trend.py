"""Availability by month as a line, in two drawings: one for wide pages, one for phones, never one scaled down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from aboveboard.frozen import frozen

_STEPS = tuple(Fraction(step) for step in ("0.05", "0.1", "0.5", "1", "5", "10", "25"))
_CHARACTER = 7  # wide, at 12.5 px; a little more than it is
_MOST_PLACES = 6
_TOP = 16
_BELOW = 44


@frozen
class Month:
    """A month's figures in percent, None where it has no agreed time. `year` is set where the axis names the year."""

    label: str
    real: Fraction | None
    provider: Fraction | None
    year: str = ""


@frozen
class Size:
    width: int
    height: int
    left: int
    right: int
    every: int


WIDE = Size(1172, 270, 60, 1166, 1)
NARROW = Size(340, 230, 44, 338, 2)


@frozen
class Text:
    x: str
    y: str
    anchor: str
    text: str


@frozen
class TrendDrawing:
    size: Size
    label: str
    rules: tuple[str, ...]
    scale: tuple[Text, ...]
    target: str
    target_label: Text | None
    provider: str
    real: str
    dots: tuple[tuple[str, str], ...]
    misses: tuple[str, ...]
    miss_labels: tuple[Text, ...]
    months: tuple[Text, ...]


def cut_percent(value: Fraction, places: int) -> str:
    """The figure with so many places, cut and never rounded up (availability.md, section 6)."""
    scaled = value.numerator * 10**places // value.denominator
    return f"{scaled // 10**places}.{scaled % 10**places:0{places}d}" if places else str(scaled)


def draw_trend(
    label: str,
    months: Sequence[Month],
    target: Fraction | None,
    size: Size,
    percent: Callable[[Fraction, int], str] = cut_percent,
) -> TrendDrawing:
    """The line of `months`, oldest first. `label` states the finding; `percent` writes a figure with so many places."""
    target_text = "" if target is None else percent(target, _places_of(target))
    size = replace(size, left=max(size.left, 9 + _CHARACTER * len(target_text)))
    bottom, step = _scale([month.real for month in months] + [target])
    levels = _levels(bottom, step, target)
    plot = _Plot(size, bottom, len(months))
    reals = [plot.mark(index, month.real) for index, month in enumerate(months)]
    is_miss = [target is not None and month.real is not None and month.real < target for month in months]
    places = 2 if step < 1 else 0
    return TrendDrawing(
        size=size,
        label=label,
        rules=tuple(f"M{size.left} {plot.y_text(level)}H{size.right}" for level in levels),
        scale=tuple(
            Text(str(size.left - 8), _n(plot.y(level) + 4), "end", percent(level, places))
            for level in levels
            if target is None or abs(plot.y(level) - plot.y(target)) >= 15
        ),
        target="" if target is None else f"M{size.left} {plot.y_text(target)}H{size.right}",
        target_label=None if target is None else Text(str(size.left - 8), _n(plot.y(target) + 4), "end", target_text),
        provider=_line([plot.mark(index, month.provider) for index, month in enumerate(months)]),
        real=_line(reals),
        dots=tuple(mark for mark, missed in zip(reals, is_miss, strict=True) if mark is not None and not missed),
        misses=tuple(
            f"M{plot.x_text(index)} {_n(plot.y(month.real) - 9)}l9 9-9 9-9-9z"
            for index, month in enumerate(months)
            if is_miss[index] and month.real is not None
        ),
        miss_labels=_miss_labels(months, plot, is_miss, percent),
        months=_month_labels(months, plot, size),
    )


def _places_of(target: Fraction) -> int:
    """Two, or as many as it was agreed with: a month that missed it would stand above a target that is cut."""
    return next((places for places in range(2, _MOST_PLACES) if not target * 10**places % 1), _MOST_PLACES)


# The place of a month's figure, as it is written.
_Mark = tuple[str, str]


@frozen
class _Plot:
    size: Size
    bottom: Fraction
    count: int

    def x(self, index: int) -> Fraction:
        return _between(self.size.left + 14, self.size.right - 14, index, self.count)

    def x_text(self, index: int) -> str:
        return _between_text(self.size.left + 14, self.size.right - 14, index, self.count)

    def y(self, value: Fraction) -> Fraction:
        return Fraction(*self._y(value))

    def y_text(self, value: Fraction) -> str:
        over, under = self._y(value)
        return f"{over / under:.1f}"

    def mark(self, index: int, value: Fraction | None) -> _Mark | None:
        return None if value is None else (self.x_text(index), self.y_text(value))

    def _y(self, value: Fraction) -> tuple[int, int]:
        """As the two parts of a fraction: most are only written."""
        height = self.size.height - _BELOW - _TOP
        if value <= self.bottom:
            return _TOP + height, 1
        over, under = value.denominator, self.bottom.denominator
        whole = over * (100 * under - self.bottom.numerator)
        return _TOP * whole + (100 * over - value.numerator) * height * under, whole


@lru_cache(maxsize=1024)
def _between(left: int, right: int, index: int, count: int) -> Fraction:
    """One of so many points, the first at the left, the last at the right."""
    return left + Fraction((right - left) * index, max(count - 1, 1))


@lru_cache(maxsize=1024)
def _between_text(left: int, right: int, index: int, count: int) -> str:
    return _n(_between(left, right, index, count))


def _scale(values: Sequence[Fraction | None]) -> tuple[Fraction, Fraction]:
    """The lowest line and the step: the finest that gives at most five lines, and three lines at least."""
    lowest = min((value for value in values if value is not None), default=Fraction(100))
    for step in _STEPS:
        bottom = lowest // step * step
        if (100 - bottom) / step <= 4:
            return min(bottom, 100 - 2 * step), step
    raise AssertionError("25 percent a line reaches from 100 to 0")


def _levels(bottom: Fraction, step: Fraction, target: Fraction | None) -> list[Fraction]:
    count = int((100 - bottom) / step)
    return [level for level in (bottom + step * index for index in range(count + 1)) if level != target]


def _line(marks: Sequence[_Mark | None]) -> str:
    pieces = []
    pen = "M"
    for mark in marks:
        if mark is None:
            pen = "M"
            continue
        pieces.append(f"{pen}{mark[0]} {mark[1]}")
        pen = "L"
    return "".join(pieces)


def _miss_labels(
    months: Sequence[Month], plot: _Plot, is_miss: Sequence[bool], percent: Callable[[Fraction, int], str]
) -> tuple[Text, ...]:
    """Names the misses, worst first, as far as there is room for their names."""
    missed = sorted(
        (month.real, index) for index, month in enumerate(months) if is_miss[index] and month.real is not None
    )
    taken: list[tuple[Fraction, Fraction, Fraction]] = []
    texts = []
    for real, index in missed:
        x, y = plot.x(index), plot.y(real) + 5
        text = f"{months[index].label} {percent(real, 3)}"
        width = Fraction(_CHARACTER * len(text))
        fits_left = x - 14 - width >= plot.size.left
        begin = x - 14 - width if fits_left else x + 14
        if all(end < begin or begin + width < start or abs(y - other) > 15 for start, end, other in taken):
            taken.append((begin, begin + width, y))
            texts.append(
                (index, Text(_n(begin + width if fits_left else begin), _n(y), "end" if fits_left else "start", text))
            )
    return tuple(text for _, text in sorted(texts, key=lambda item: item[0]))


def _month_labels(months: Sequence[Month], plot: _Plot, size: Size) -> tuple[Text, ...]:
    y = size.height - 22
    named = [
        Text(plot.x_text(index), str(y), "middle", month.label)
        for index, month in enumerate(months)
        if index % size.every == 0
    ]
    years = [
        Text(plot.x_text(_next_named(index, size, len(months))), str(y + 17), "middle", month.year)
        for index, month in enumerate(months)
        if month.year
    ]
    return (*named, *years)


def _next_named(index: int, size: Size, count: int) -> int:
    """The first month from this one on whose name is written, so that a year stands below a month; else this one."""
    named = index + -index % size.every
    return named if named < count else index


def _n(value: Fraction) -> str:
    return f"{float(value):.1f}"
