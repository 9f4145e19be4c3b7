from __future__ import annotations

from datetime import date

from aboveboard.render.charts.bar import Day
from aboveboard.render.charts.calendar import draw_calendar
from render.charts.drawn import assert_golden, drawn

_START = date(2026, 8, 18)
_NAME = "ERP Suite, 18 August to today"


def test_a_calendar_of_all_levels_is_drawn_as_before() -> None:
    days = [Day("unknown")] * 10 + [Day("operational")] * 75
    days += [Day(level, level, "incidents/x.html") for level in ("degraded", "partial", "outage", "maintenance")]
    days += [Day("operational")]
    assert_golden("calendar.svg", drawn("calendar.svg.html", "calendar", draw_calendar(_NAME, _START, days, "nothing")))


def test_a_week_is_a_column_with_monday_on_top() -> None:
    """18 August 2026 is a Tuesday; the Monday after it begins the second column."""
    days = [Day("operational")] * 6 + [Day("outage", "bad")]
    (square,) = draw_calendar(_NAME, _START, days, "").squares
    assert square.path.startswith("M80 23")
    assert [label.text for label in draw_calendar(_NAME, _START, days, "").labels][:4] == ["Mon", "Wed", "Fri", "Sun"]


def test_a_month_is_named_above_the_week_in_which_it_begins() -> None:
    labels = draw_calendar(_NAME, _START, [Day("operational")] * 90, "").labels
    assert [(label.text, label.x) for label in labels[4:]] == [
        ("Aug", "40"),
        ("Sep", "120"),
        ("Oct", "280"),
        ("Nov", "440"),
    ]


def test_its_name_lists_every_marked_day() -> None:
    assert (
        draw_calendar(_NAME, _START, [Day("operational"), Day("outage", "19 Aug: outage")], "").label
        == f"{_NAME}: 19 Aug: outage"
    )
    assert draw_calendar(_NAME, _START, [Day("unknown")], "nothing to report").label == f"{_NAME}: nothing to report"
