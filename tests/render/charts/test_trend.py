from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.render.charts.trend import NARROW, WIDE, Month, Size, cut_percent, draw_trend
from render.charts.drawn import assert_golden, drawn

_NAMES = ("Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct")
_REAL = ("99.984", "100", "99.952", "99.993", None, "99.976", "99.929", "100", "99.991", "99.988", "100", "99.883")
_MONTHS = [
    Month(name, real and Fraction(real), real and Fraction("99.99"), {"Nov": "2025", "Jan": "2026"}.get(name, ""))
    for name, real in zip(_NAMES, _REAL, strict=True)
]
_TARGET = Fraction("99.95")
_PERCENT = st.none() | st.fractions(0, 100)


@pytest.mark.parametrize(("name", "size"), [("wide", WIDE), ("narrow", NARROW)])
def test_twelve_months_are_drawn_as_before(name: str, size: Size) -> None:
    html = drawn("trend.svg.html", "trend", draw_trend("Lowest: October", _MONTHS, _TARGET, size), "deskonly")
    assert_golden(f"trend-{name}.svg", html)


def test_a_month_without_agreed_time_is_a_gap() -> None:
    drawing = draw_trend("", _MONTHS, _TARGET, WIDE)
    assert drawing.real.count("M") == 2
    assert len(drawing.dots) + len(drawing.misses) == 11


def test_only_months_below_the_target_are_diamonds_and_named() -> None:
    drawing = draw_trend("", _MONTHS, _TARGET, WIDE)
    assert len(drawing.misses) == 2
    assert [label.text for label in drawing.miss_labels] == ["May 99.929", "Oct 99.883"]
    assert draw_trend("", [Month("May", _TARGET, None)], _TARGET, WIDE).misses == ()


@pytest.mark.parametrize(
    ("target", "text"),
    [("99.5", "99.50"), ("99.995", "99.995"), ("99.99995", "99.99995"), ("99.99999995", "99.999999")],
)
def test_a_target_is_drawn_as_it_was_agreed(target: str, text: str) -> None:
    label = draw_trend("", _MONTHS, Fraction(target), WIDE).target_label
    assert label is not None
    assert label.text == text
    assert int(label.x) >= 7 * len(text)


def test_without_a_target_there_is_no_miss() -> None:
    drawing = draw_trend("", _MONTHS, None, WIDE)
    assert (drawing.target, drawing.target_label, drawing.misses) == ("", None, ())


@pytest.mark.parametrize(
    ("lowest", "scale"),
    [
        ("100", ["99.90", "99.95", "100.00"]),
        ("99.88", ["99.85", "99.90", "99.95", "100.00"]),
        ("99.76", ["99.70", "99.80", "99.90", "100.00"]),
        ("99.3", ["99.00", "99.50", "100.00"]),
        ("98.2", ["98.00", "98.50", "99.00", "99.50", "100.00"]),
        ("83", ["80", "85", "90", "95", "100"]),
        ("0", ["0", "25", "50", "75", "100"]),
    ],
)
def test_the_scale_has_three_to_five_lines(lowest: str, scale: list[str]) -> None:
    drawing = draw_trend("", [Month("Oct", Fraction(lowest), None)], None, WIDE)
    assert [text.text for text in drawing.scale] == scale


@given(st.lists(st.tuples(_PERCENT, _PERCENT), max_size=12), _PERCENT)
def test_everything_stays_inside_the_plot(
    values: list[tuple[Fraction | None, Fraction | None]], target: Fraction
) -> None:
    months = [Month("Oct", real, provider) for real, provider in values]
    for size in (WIDE, NARROW):
        drawing = draw_trend("", months, target, size)
        assert all(16 <= float(y) <= size.height - 44 for _, y in drawing.dots)
        assert all(size.left <= float(x) <= size.right for x, _ in drawing.dots)
        assert 3 <= len(drawing.rules) + bool(drawing.target) <= 6


def test_a_year_stands_below_a_month_whose_name_is_written() -> None:
    from_december = _MONTHS[1:]  # so that January is the second month
    for months, size in itertools.product((_MONTHS, from_december), (WIDE, NARROW)):
        labels = draw_trend("", months, None, size).months
        years = {label.x for label in labels if label.text.isdigit()}
        assert years <= {label.x for label in labels if not label.text.isdigit()}


def test_a_year_of_the_last_month_alone_stays_at_its_place() -> None:
    months = [Month("Dec", None, None, "2025"), Month("Jan", None, None, "2026")]
    assert [label.text for label in draw_trend("", months, None, NARROW).months] == ["Dec", "2025", "2026"]


def test_labels_that_would_meet_are_left_out_worst_first() -> None:
    months = [Month(name, 90 + Fraction(index, 100), None) for index, name in enumerate(_NAMES[:9])]
    labels = [label.text for label in draw_trend("", months, Fraction(100), NARROW).miss_labels]
    assert labels[0] == "Nov 90.000"
    assert len(labels) < 9


def test_a_figure_is_cut() -> None:
    assert cut_percent(Fraction("99.99999"), 3) == "99.999"
    assert cut_percent(Fraction(100), 2) == "100.00"
    assert cut_percent(Fraction("99.9"), 0) == "99"
