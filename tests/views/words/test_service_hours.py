from __future__ import annotations

import pytest

from aboveboard.records.values import Duration
from aboveboard.views.words.service_hours import hours_text, period_text
from builders import catalog, register_of


def said(hours: str) -> str:
    slas = f"gold: {{target: 99, counts: [software], hours: {hours}}}"
    text = hours_text(register_of(catalog(slas=slas)).slas["gold"].hours, "Europe/Berlin")
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        ("24x7", "around the clock"),
        ('{weekly: {mon-fri: "08:00-18:00"}}', "Mon to Fri 08:00–18:00 (Europe/Berlin)"),
        (
            '{timezone: UTC, weekly: {mon-thu: ["08:00-12:00", "13:00-24:00"], sat: "22:00-06:00"}, holidays: DE-BE}',
            "Mon to Thu 08:00–12:00 and 13:00–24:00, Sat 22:00–06:00 (UTC), except on holidays (DE-BE)",
        ),
        (
            '{weekly: {sun: "00:00-24:00"}, holidays: [2026-12-24, 2026-12-31]}',
            "Sun 00:00–24:00 (Europe/Berlin), except on 24 December 2026 and 31 December 2026",
        ),
        (
            '{weekly: {sun: "10:00-11:00"}, holidays: [2026-01-01, 2026-01-02, 2026-01-03, 2026-01-04, 2026-01-05]}',
            "Sun 10:00–11:00 (Europe/Berlin), except on 1 January 2026, 2 January 2026, 3 January 2026 and 2 more days",
        ),
        ("{weekly: {mon: []}}", "at no time (Europe/Berlin)"),
    ],
)
def test_hours_read_as_a_contract_says_them(hours: str, text: str) -> None:
    assert said(hours) == text


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (Duration(seconds=5 * 86400), "5 days"),
        (Duration(seconds=86400), "1 day"),
        (Duration(seconds=4 * 3600), "4 h"),
        (Duration(seconds=36 * 3600), "1 d 12 h"),
        (Duration(business_days=3), "3 business days"),
        (Duration(), "0 min"),
    ],
)
def test_a_notice_has_its_unit(duration: Duration, text: str) -> None:
    assert period_text(duration).replace("\N{NO-BREAK SPACE}", " ") == text
