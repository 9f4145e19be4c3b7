"""How we measure: the rules of the figures in plain words, with this provider's own weights and zone."""

from __future__ import annotations

from fractions import Fraction

from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Level
from aboveboard.views.edition import Edition
from aboveboard.views.page import Page
from aboveboard.views.words.states import state_of

HOW_WE_MEASURE = "how-we-measure.html"

_MEANINGS = {
    Level.OUTAGE: "it does not work",
    Level.PARTIAL: "it does not work for some, or part of it does not work",
    Level.DEGRADED: "it works, but slowly or with errors that go away",
}


@frozen
class WeightRow:
    """`weight` reads "1: each minute counts in full"."""

    level: str
    meaning: str
    weight: str


@frozen
class HowWeMeasure:
    weights: tuple[WeightRow, ...]
    zone: str


def how_we_measure_page(edition: Edition) -> Page:
    weights = edition.register.provider.weights
    rows = tuple(WeightRow(state_of(level).word, _MEANINGS[level], _weight_text(weights.of(level))) for level in Level)
    return Page(
        path=HOW_WE_MEASURE,
        title="How we measure",
        description="What our availability figures count, whose fault a disruption is, how a figure is cut, and how to check one with a pocket calculator.",
        section=HOW_WE_MEASURE,
        template="how-we-measure.html",
        view=HowWeMeasure(rows, edition.zone),
    )


def _weight_text(weight: Fraction) -> str:
    if weight == 1:
        return "1: each minute counts in full"
    if weight == 0:
        return "0: it is shown, and not counted as downtime"
    return f"{float(weight):g}: each minute counts as {float(weight * 60):g} seconds"
