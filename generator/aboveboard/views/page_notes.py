"""The footer's first sentences: up to which instant the figures of a page go, and in which zone its times are."""

from __future__ import annotations

from aboveboard.views.words.instants import clock_text, day_of, full_day_text


def as_of_note(instant: int, zone: str) -> str:
    """ "Figures as of 13:37 UTC, 15 November 2026."."""
    return f"Figures as of {clock_text(instant, zone)}, {full_day_text(day_of(instant, zone))}."


def zone_note(zone: str) -> str:
    """ "Times are UTC.", "Times are those of Europe/Berlin."."""
    return "Times are UTC." if zone == "UTC" else f"Times are those of {zone}."
