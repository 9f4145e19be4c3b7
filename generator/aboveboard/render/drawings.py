"""What templates call to draw: the data of views made into the geometry of charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from aboveboard.render.charts import calendar, timeline, trend
from aboveboard.render.charts.allowance import draw_allowance
from aboveboard.render.charts.bar import BarDrawing, Day, draw_bar, draw_key
from aboveboard.render.charts.fault_bar import apportioned, draw_fault_bar

if TYPE_CHECKING:
    from aboveboard.views.course import Course
    from aboveboard.views.service_bar import ServiceBar
    from aboveboard.views.service_months import Trend


def draw_service_bar(bar: ServiceBar, base: str) -> BarDrawing:
    """`base` leads from the page to the top of the tree, where the marked days' links count from."""
    return draw_bar(bar.name, bar.start, _days(bar, base), bar.quiet)


def draw_service_calendar(bar: ServiceBar, base: str) -> calendar.CalendarDrawing:
    return calendar.draw_calendar(bar.name, bar.start, _days(bar, base), bar.quiet)


def draw_service_trend(shown: Trend, size: trend.Size) -> trend.TrendDrawing:
    points = [trend.Month(point.label, point.real, point.provider, point.year) for point in shown.points]
    return trend.draw_trend(shown.label, points, shown.target, size)


def draw_course(course: Course) -> list[timeline.TimelineDrawing]:
    """For the desk and for the phone."""
    return timeline.draw_timelines(course, (timeline.WIDE, timeline.NARROW))


def _days(bar: ServiceBar, base: str) -> list[Day]:
    return [Day(cell.level, cell.text, f"{base}{cell.href}" if cell.href else "") for cell in bar.cells]


DRAWINGS: Mapping[str, Callable[..., Any] | object] = {
    "apportioned": apportioned,
    "draw_allowance": draw_allowance,
    "draw_course": draw_course,
    "draw_fault_bar": draw_fault_bar,
    "draw_key": draw_key,
    "draw_service_bar": draw_service_bar,
    "draw_service_calendar": draw_service_calendar,
    "draw_service_trend": draw_service_trend,
    "trend_sizes": (trend.WIDE, trend.NARROW),
}
