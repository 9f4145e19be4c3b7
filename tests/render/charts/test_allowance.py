from __future__ import annotations

from fractions import Fraction

import pytest

from aboveboard.render.charts.allowance import AllowanceDrawing, draw_allowance
from render.charts.drawn import assert_golden, drawn


@pytest.mark.parametrize(
    ("share", "drawing"),
    [
        (Fraction(0), AllowanceDrawing("0.0", "", "")),
        (Fraction(5, 9), AllowanceDrawing("111.1", "", "")),
        (Fraction(1), AllowanceDrawing("200.0", "", "")),
        (Fraction(2), AllowanceDrawing("100.0", "100.0", "98.0")),
        (Fraction(1000), AllowanceDrawing("40.0", "40.0", "158.0")),
    ],
)
def test_the_track_is_filled_by_the_share(share: Fraction, drawing: AllowanceDrawing) -> None:
    assert draw_allowance(share) == drawing


def test_an_exceeded_allowance_is_drawn_as_before() -> None:
    assert_golden("allowance.svg", drawn("allowance.svg.html", "allowance", draw_allowance(Fraction(3, 2))))
