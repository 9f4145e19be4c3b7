"""The geometry of charts (render/charts) as numbers that a typst template draws with its own lines and letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from aboveboard.render.charts.fault_bar import draw_fault_bar
from aboveboard.render.charts.trend import Month, Size, Text, draw_trend
from aboveboard.views.service_months import Trend

# As wide as the paper's text at 0.8 pt a unit; letters of 11 units are 8.8 pt.
PAPER = Size(630, 250, 52, 626, 1)

_STEP = re.compile(r"([MLH])([0-9.]+)(?: ([0-9.]+))?")


def trend_lines(trend: Trend) -> dict[str, Any]:
    """Polylines and texts in the units of PAPER. `rules` are heights; `dots` are [x, y]."""
    months = [Month(point.label, point.real, point.provider, point.year) for point in trend.points]
    drawing = draw_trend(trend.label, months, None, PAPER)
    return {
        "label": trend.label,
        "width": PAPER.width,
        "height": PAPER.height,
        "left": PAPER.left,
        "right": PAPER.right,
        "rules": [line[0][1] for rule in drawing.rules for line in _polylines(rule)],
        "provider": _polylines(drawing.provider),
        "real": _polylines(drawing.real),
        "dots": [[float(x), float(y)] for x, y in drawing.dots],
        "texts": _texts((*drawing.scale, *drawing.months)),
    }


def fault_segments(spent: Mapping[str, Fraction]) -> list[dict[str, Any]]:
    """Of a bar that is 800 wide."""
    return [{"fault": one.fault, "x": float(one.x), "width": float(one.width)} for one in draw_fault_bar(spent)]


def _polylines(path: str) -> list[list[list[float]]]:
    lines: list[list[list[float]]] = []
    for step, x, y in _STEP.findall(path):
        if step == "M":
            lines.append([])
        lines[-1].append([float(x), float(y) if y else lines[-1][-1][1]])
    return lines


def _texts(texts: Sequence[Text]) -> list[dict[str, Any]]:
    return [{"x": float(one.x), "y": float(one.y), "anchor": one.anchor, "text": one.text} for one in texts]
