"""Service hours and notice periods as people read them in a contract."""

from __future__ import annotations

from datetime import date

from aboveboard.records.hours import DAYS, Holidays, Hours
from aboveboard.records.values import Duration
from aboveboard.views.words.instants import plain_day_text
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.prose import count_text, list_text

_NEVER = "at no time"


def hours_text(hours: Hours | None, zone: str) -> str:
    """ "Mon to Fri 07:00–19:00 (Europe/Berlin), except on holidays (DE-BE)"; "around the clock" without any."""
    if hours is None:
        return "around the clock"
    return f"{_weekly_text(hours)} ({hours.timezone or zone}){_holidays_text(hours.holidays)}"


def period_text(duration: Duration) -> str:
    """ "5 days", "3 business days", "4 h"."""
    if duration.business_days:
        return count_text(duration.business_days, "business day")
    days, rest = divmod(duration.seconds, 86400)
    return count_text(days, "day") if days and not rest else duration_text(duration.seconds)


def _weekly_text(hours: Hours) -> str:
    """Neighbouring days with the same windows are said once."""
    runs: list[tuple[int, int, tuple[tuple[int, int], ...]]] = []
    for day, windows in enumerate(hours.weekly):
        if runs and runs[-1][2] == windows:
            runs[-1] = (runs[-1][0], day, windows)
        else:
            runs.append((day, day, windows))
    return ", ".join(_run_text(*run) for run in runs if run[2]) or _NEVER


def _run_text(first: int, last: int, windows: tuple[tuple[int, int], ...]) -> str:
    days = DAYS[first].title() if first == last else f"{DAYS[first].title()} to {DAYS[last].title()}"
    return f"{days} {list_text([f'{_clock(start)}–{_clock(end)}' for start, end in windows])}"


def _clock(minutes: int) -> str:
    """The end of a day is 24:00, and an end on the next day is that day's time."""
    shown = minutes if minutes <= 1440 else minutes - 1440
    return f"{shown // 60:02d}:{shown % 60:02d}"


def _holidays_text(holidays: Holidays) -> str:
    if not holidays:
        return ""
    if isinstance(holidays, str):
        return f", except on holidays ({holidays})"
    days = [plain_day_text(day, date.min) for day in holidays]
    return f", except on {list_text(days, 3, 'more days')}"
