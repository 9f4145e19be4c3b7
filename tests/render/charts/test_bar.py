from __future__ import annotations

import re
from datetime import date

import pytest

from aboveboard.render.charts.bar import LEVELS, BarDrawing, Day, draw_bar, draw_key
from render.charts.drawn import assert_golden, drawn

_START = date(2026, 8, 18)
_NAME = "ERP Suite, 18 August to today"
_WORDS = {level: level.capitalize() for level in LEVELS} | {"key": "Key", "fine": "{}: fine", "none": "{}: not yet"}


def _bar(*days: str | None) -> BarDrawing:
    return draw_bar(_NAME, _START, [Day(level, f"day {index}") for index, level in enumerate(days)], "nothing")


def test_a_bar_of_all_levels_is_drawn_as_before() -> None:
    days = [Day(None)] * 3 + [Day("operational")] * 40 + [Day(level, level, "incidents/x.html") for level in LEVELS[1:]]
    days += [Day("operational")] * (90 - len(days))
    assert_golden("bar.svg", drawn("bar.svg.html", "bar", draw_bar(_NAME, _START, days, "nothing")))


def test_the_key_shows_every_level() -> None:
    html = drawn("bar.svg.html", "key", draw_key(), _WORDS)
    assert_golden("key.html", html)
    assert all(_WORDS[level] in html for level in LEVELS)


def test_worse_is_taller() -> None:
    heights = []
    for level in ("operational", "degraded", "partial", "outage"):
        (cell,) = draw_key()[LEVELS.index(level) : LEVELS.index(level) + 1]
        heights.append(int(re.search(r"v(\d+)", cell.path)[1]))  # type: ignore[index]
    assert heights == sorted(set(heights))


def test_each_run_of_good_days_is_one_line() -> None:
    assert _bar("operational", "operational", "outage", "operational").run == "M0 20H14M24 20H30"
    assert _bar("outage", "outage").run == ""


def test_ninety_days_are_as_wide_as_the_grid() -> None:
    drawing = _bar(*["operational"] * 90)
    assert drawing.width == 718
    assert drawing.run == "M0 20H718"


def test_the_name_lists_every_marked_day() -> None:
    assert _bar("operational", "outage", "unknown").label == f"{_NAME}: day 1; day 2"
    assert _bar("operational").label == f"{_NAME}: nothing"


def test_before_the_service_there_is_only_a_line() -> None:
    drawing = _bar(None, None, "operational")
    assert drawing.first == 2
    assert drawing.base == "M0 30h14v1h-14z"
    assert _bar(None).first == 1


@pytest.mark.parametrize("level", LEVELS[1:])
def test_a_marked_day_can_be_told_without_colour(level: str) -> None:
    (cell,) = _bar(level).cells
    others = [other for other in draw_key() if other.level != level]
    assert all((cell.path, cell.gaps) != (other.path, other.gaps) for other in others)


def test_a_text_cannot_become_markup() -> None:
    html = drawn("bar.svg.html", "bar", draw_bar('"><a>', _START, [Day("outage", "</title><script>", '"x')], ""))
    assert "<script>" not in html
    assert "<a>" not in html


def test_days_that_nobody_measured_are_drawn_and_not_listed() -> None:
    drawing = draw_bar(_NAME, _START, [Day("unknown"), Day("unknown"), Day("operational"), Day("outage", "x")], "")
    assert drawing.blank.count("M") == 4
    assert (drawing.first, drawing.base, drawing.label) == (2, "", f"{_NAME}: x")
