from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.render.charts.timeline import NARROW, WIDE, Size, TimelineDrawing, draw_timelines
from aboveboard.views.course import Course, CourseBlock, CourseLane, CourseMilestone
from render.charts.drawn import assert_golden, drawn

_START = 1794748320  # 2026-11-15 13:12 UTC
_COURSE = Course(
    "Course",
    (
        CourseLane("Norvia <IP> transit", (CourseBlock(_START, _START + 1500, "outage", "Outage since 13:12"),)),
        CourseLane("ERP Suite", (CourseBlock(_START, _START + 1500, "partial", "Partial outage & more"),)),
        CourseLane("Customer API", (CourseBlock(_START + 300, _START + 301, "degraded", "Degraded"),)),
        CourseLane(
            "Edge",
            (CourseBlock(_START + 600, _START + 900, "maintenance", "Work"),),
            ((_START + 500, _START + 1000),),
        ),
    ),
    (
        CourseMilestone(_START, "Started"),
        CourseMilestone(_START + 120, "Detected"),
        CourseMilestone(_START + 240, "Acknowledged"),
        CourseMilestone(_START + 1480, "Diagnosed"),
    ),
    (_START + 480,),
    "UTC",
)


def _drawing(size: Size, zone: str = "UTC") -> TimelineDrawing:
    (drawing,) = draw_timelines(replace(_COURSE, zone=zone), (size,))
    return drawing


@pytest.mark.parametrize(("name", "size"), [("wide", WIDE), ("narrow", NARROW)])
def test_a_course_is_drawn_as_before(name: str, size: Size) -> None:
    assert_golden(f"timeline-{name}.svg", drawn("timeline.svg.html", "timeline", _drawing(size), "deskonly"))


def test_a_block_of_a_second_can_be_seen() -> None:
    (path,) = (path for level, _, path, _ in _drawing(WIDE).shapes if level == "degraded")
    assert "h3.0v" in path


def test_the_clock_runs_in_the_given_zone() -> None:
    ticks = [text for _, _, _, text in _drawing(WIDE, "Asia/Kolkata").ticks]
    assert ticks[0] == "18:45"
    assert ticks[-1] == "IST"


def test_labels_of_milestones_do_not_meet() -> None:
    for size in (WIDE, NARROW):
        boxes = []
        for x, row, anchor, text in _drawing(size).milestone_labels:
            width = 7 * len(text)
            begin = float(x) - (width if anchor == "end" else 0)
            assert all(begin >= end or begin + width <= start for start, end, other in boxes if other == row)
            boxes.append((begin, begin + width, row))


@pytest.mark.parametrize(("size", "most"), [(WIDE, 35), (NARROW, 41)])
def test_a_name_ends_where_the_blocks_or_the_chart_would(size: Size, most: int) -> None:
    names = ["n" * most, "n" * (most + 1), "n" * (most - 2) + " after a space"]
    lanes = tuple(CourseLane(name, (CourseBlock(0, 60, "outage", "x"),)) for name in names)
    (drawing,) = draw_timelines(Course("", lanes, (), (), "UTC"), (size,))
    assert [text for _, _, _, text in drawing.names] == ["n" * most, "n" * (most - 1) + "…", "n" * (most - 2) + "…"]


@given(st.integers(0, 10**9), st.integers(1, 10**7), st.sampled_from([WIDE, NARROW]))
def test_any_length_has_some_ticks_and_not_too_many(begin: int, length: int, size: Size) -> None:
    lane = CourseLane("x", (CourseBlock(begin, begin + length, "outage", "x"),))
    (drawing,) = draw_timelines(Course("", (lane,), (), (), "Europe/Berlin"), (size,))
    rows = [row for _, row, _, _ in drawing.ticks]
    assert rows.count(min(rows, key=float)) <= 11
    assert all(size.column - 1 <= float(x) <= size.width for x, _, _, _ in drawing.ticks)


@given(st.integers(0, 10**9), st.integers(1, 10**7))
def test_sizes_drawn_together_are_as_if_drawn_alone(begin: int, length: int) -> None:
    lane = CourseLane("x", (CourseBlock(begin, begin + length, "outage", "x"),))
    course = Course("", (lane,), (CourseMilestone(begin, "Started"),), (begin + length,), "Europe/Berlin")
    alone = [drawing for size in (WIDE, NARROW) for drawing in draw_timelines(course, (size,))]
    assert draw_timelines(course, (WIDE, NARROW)) == alone


def test_dates_are_those_of_the_zone() -> None:
    start = 1656453600  # 2022-06-29 00:00 in Berlin
    lane = CourseLane("x", (CourseBlock(start, start + 4 * 86400, "outage", "x"),))
    (drawing,) = draw_timelines(Course("", (lane,), (), (), "Europe/Berlin"), (NARROW,))
    assert [text for _, _, _, text in drawing.ticks] == ["29 Jun", "30 Jun", "1 Jul", "2 Jul", "3 Jul", "CEST"]


def test_every_date_stands_once_at_its_midnight_though_the_clock_changes() -> None:
    start = 1666994400  # 2022-10-29 00:00 in Berlin; the clock is set back on the 30th
    lane = CourseLane("x", (CourseBlock(start, start + 4 * 86400, "outage", "x"),))
    (drawing,) = draw_timelines(Course("", (lane,), (), (), "Europe/Berlin"), (NARROW,))
    *dates, (_, _, _, letters) = drawing.ticks
    assert [text for _, _, _, text in dates] == ["29 Oct", "30 Oct", "31 Oct", "1 Nov"]
    places = [float(x) for x, _, _, _ in dates]
    assert [round((place - places[0]) / 334 * 96) for place in places] == [0, 24, 49, 73]
    assert letters == "CEST/CET"


def test_an_incident_of_no_length_is_no_error() -> None:
    (drawing,) = draw_timelines(Course("", (), (CourseMilestone(_START, "Started"),), (), "UTC"), (NARROW,))
    assert drawing.milestone_labels[0][0] == "0.0"
