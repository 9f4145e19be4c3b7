"""Instants as cState's authors write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from aboveboard.frozen import frozen

_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)"
    r"(?:(?:[Tt]|[ ]+)(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
    r"[ ]*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?(?:[ ]+[A-Z]{3,4})?)?)?",
    re.IGNORECASE,
)


@frozen
class Instant:
    """Whole seconds of UTC; fractions are cut. `doubt` says in words what a clock change left open, else it is empty."""

    at: int
    has_offset: bool
    doubt: str = ""


@frozen
class Clock:
    """Reads instants; those without an offset are of `zone`."""

    zone: ZoneInfo

    def read(self, text: str) -> Instant | None:
        """None for what is no instant. A date alone is its midnight."""
        match = _INSTANT.fullmatch(text.strip())
        if match is None:
            return None
        day, hour, minute, second, offset = match.groups()
        try:
            wall = datetime.fromisoformat(f"{day}T{hour or '00'}:{minute or '00'}:{second or '00'}")
            return _with_offset(wall, offset) if offset else self._in_zone(wall)
        except (ValueError, OverflowError):
            return None

    def midnight(self, day: date) -> int:
        return self._in_zone(datetime(day.year, day.month, day.day)).at  # noqa: DTZ001

    def suggestion(self, text: str) -> str:
        """The text with two digits where one was written, if that makes it an instant; else nothing."""
        padded = re.sub(r"T0(\d\d:)", r"T\1", re.sub(r"(?<=[-T: ])(\d)(?=[:T -]|$)", r"0\1", text.strip()))
        return padded if padded != text and self.read(padded) is not None else ""

    def _in_zone(self, wall: datetime) -> Instant:
        first, second = (wall.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        doubt = ""
        if first.utcoffset() != second.utcoffset():
            shown = wall.strftime("%Y-%m-%d %H:%M")
            is_gap = first.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != wall
            doubt = f"{shown} does not exist in {self.zone.key}" if is_gap else f"{shown} is twice in {self.zone.key}"
        return _checked(first.astimezone(UTC), has_offset=False, doubt=doubt)


def _with_offset(wall: datetime, offset: str) -> Instant:
    moment = wall.replace(tzinfo=UTC)
    if offset[0] not in "+-":
        return _checked(moment, has_offset=True)
    digits = offset[1:6].replace(":", "").split(" ")[0].ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:4])
    if hours > 14 or minutes > 59:
        raise ValueError("no possible offset")
    ahead = timedelta(hours=hours, minutes=minutes)
    return _checked(moment + ahead if offset[0] == "-" else moment - ahead, has_offset=True)


def _checked(moment: datetime, *, has_offset: bool, doubt: str = "") -> Instant:
    if not 1970 <= moment.year <= 2199:
        raise ValueError("no year of ours")
    return Instant(int(moment.timestamp()), has_offset, doubt)
