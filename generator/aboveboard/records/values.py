"""The types of single values in people's files: instants, dates, durations, exact numbers, ids, one-line texts."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainValidator, WithJsonSchema

from aboveboard.frozen import frozen
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.wrong import quoted, unfit, wrong
from aboveboard.records.zones import zone_names

_INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,12})?)?[ ]?(Z|UTC|GMT|[+-]\d\d:?\d\d)?",
    re.ASCII | re.IGNORECASE,
)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_DURATION = re.compile(r"(\d{1,6})(m|h|d|bd)", re.ASCII)
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_COUNT = re.compile(r"\d{1,15}", re.ASCII)
_URL = re.compile(r"https?://[^\s/?#\"'<>]+(?:/[^\s?#\"'<>]*)?")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_LIKE_AN_INSTANT = "write it like `2026-10-03 08:12 UTC`"
_EPOCH = date(1970, 1, 1).toordinal()
_SECONDS = {"m": 60, "h": 3600, "d": 86400}

MAX_ID_LENGTH = 64
LISTING = "index"
ID_HINT = f"lower-case letters, digits and single hyphens, at most {MAX_ID_LENGTH}"


def instant_of(value: object) -> int:
    """Seconds of UTC since 1970 of an ISO 8601 instant with an offset; fractions of a second are cut."""
    if not isinstance(value, str):
        raise unfit(value, "an instant", _LIKE_AN_INSTANT)
    return _written_instant(value)


@lru_cache(maxsize=256)
def _written_instant(value: str) -> int:
    """One record says the same instant several times."""
    text = value.strip()
    match = _INSTANT.fullmatch(text)
    if match is None:
        if _DATE.fullmatch(text):
            raise wrong(f'"{text}" is a date, not an instant', f"write `{text} 08:12 UTC`")
        raise unfit(value, "an instant", _LIKE_AN_INSTANT)
    zone = match[7]
    if zone is None:
        raise wrong(f'"{text}" has no zone', f"write `{text} UTC`, or the offset: `{text}+02:00`")
    year, month, day, hour, minute = map(int, match.group(1, 2, 3, 4, 5))
    second = int(match[6] or 0)
    try:
        days = date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        raise wrong(f'"{text}" is not a day of the calendar', _LIKE_AN_INSTANT) from None
    if hour > 23 or minute > 59 or second > 59:
        raise wrong(f'"{text}" is not a time of day', "hours go from 00 to 23, minutes and seconds from 00 to 59")
    if not 1970 <= year <= 2199:
        raise wrong(f'"{text}" lies outside of 1970 to 2199', "is the year right?")
    clock = hour * 3600 + minute * 60 + second
    return days * 86400 + clock - _offset_seconds(zone, text)


def _offset_seconds(zone: str, text: str) -> int:
    if zone[0] not in "+-":
        return 0
    digits = zone[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:])
    seconds = (hours * 3600 + minutes * 60) * (-1 if zone[0] == "-" else 1)
    if minutes > 59 or not -12 * 3600 <= seconds <= 14 * 3600:
        raise wrong(f'"{text}" has an offset that no place has', "offsets go from -12:00 to +14:00")
    return seconds


def date_of(value: object) -> date:
    if isinstance(value, date):
        return value
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise unfit(value, "a date", "write it like `2026-10-03`")
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        raise wrong(f"{quoted(value)} is not a day of the calendar", "write it like `2026-10-03`") from None
    if not 1970 <= day.year <= 2199:
        raise wrong(f"{quoted(value)} lies outside of 1970 to 2199", "is the year right?")
    return day


@frozen(order=True)
class Duration:
    """Either `seconds`, or a number of business days (`3bd`): exactly one of them is positive, or both are 0."""

    seconds: int = 0
    business_days: int = 0

    def __str__(self) -> str:
        if self.business_days:
            return f"{self.business_days}bd"
        for unit, size in (("d", 86400), ("h", 3600)):
            if self.seconds and self.seconds % size == 0:
                return f"{self.seconds // size}{unit}"
        return f"{self.seconds // 60}m"


def _duration_of(value: object) -> Duration:
    if isinstance(value, Duration):
        return value
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise unfit(value, "a duration", "write `30m`, `4h`, `5d` or `3bd` (business days)")
    amount, unit = int(match.group(1)), match.group(2)
    if amount > 5000:
        raise wrong(f"{quoted(value)} is too long", "use a larger unit, at most 5000 of it")
    return Duration(business_days=amount) if unit == "bd" else Duration(seconds=amount * _SECONDS[unit])


def _exact_of(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if not _NUMBER.fullmatch(text) or len(text) > 32:
        raise unfit(value, "a number", "write it like `99.95`")
    return Fraction(text)


def _flag_of(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise unfit(value, "true or false", "write `true` or `false`")


def _count_of(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _COUNT.fullmatch(value.strip()):
        return int(value)
    raise unfit(value, "a whole number", "write digits only")


def id_of(value: object) -> str:
    if not isinstance(value, str) or not is_id(value):
        raise unfit(value, "an id", id_hint(value))
    return value


def is_id(text: str) -> bool:
    return len(text) <= MAX_ID_LENGTH and text != LISTING and _ID.fullmatch(text) is not None


def id_hint(value: object) -> str:
    """What an id looks like, and what this one would be."""
    if value == LISTING:
        return "another one: the page that lists all of them is called so"
    folded = re.sub(r"[^a-z0-9]+", "-", value[:MAX_ID_LENGTH].casefold()).strip("-") if isinstance(value, str) else ""
    return f"{ID_HINT}: `{folded}`" if folded else ID_HINT


def _text_of(value: object) -> str:
    if value is not None and not isinstance(value, str):
        raise wrong(f"expected text, not {quoted(value)}", "write it on this line, in quotes if need be")
    if value is None or not value.strip():
        raise wrong("is empty", "write the text, or leave the key out")
    return value.strip()


def _title_of(value: object) -> str:
    text = " ".join(_text_of(value).split())
    if len(text) > 300:
        raise wrong("is longer than 300 characters", "details belong in the text below")
    return text


def _url_of(value: object) -> str:
    if not isinstance(value, str) or not is_url(value):
        raise unfit(value, "the address of a site", "write it in full: `https://status.northwind.example/`")
    return value


def is_url(text: str) -> bool:
    return _URL.fullmatch(text) is not None


def zone_of(value: object) -> str:
    names = zone_names()
    if not isinstance(value, str) or value not in names:
        hint = did_you_mean(value, names) if isinstance(value, str) else ""
        raise unfit(value, "a time zone", hint or "use a name like `Europe/Berlin`")
    return value


def _share_of(value: Fraction) -> Fraction:
    if not 0 <= value <= 1:
        raise wrong(f"{float(value):g} is not between 0 and 1", "1 counts in full, 0 not at all")
    return value


def _percent_of(value: Fraction) -> Fraction:
    if not 0 <= value <= 100:
        raise wrong(f"{float(value):g} is not a percentage", "a number from 0 to 100, without a sign")
    return value


def _list_of(value: object) -> object:
    if value is None:
        raise wrong("is empty", "write a list, or leave the key out")
    if not isinstance(value, (list, tuple)):
        raise wrong(f"expected a list, not {quoted(value)}", "write `[a, b]`, or lines that begin with `- `")
    return value


def _given(value: object) -> object:
    if value is None:
        raise wrong("is empty", "write it, or leave the key out")
    return value


def _text_schema(**more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **more})


Instant = Annotated[
    int,
    PlainValidator(lambda value: value if type(value) is int else instant_of(value)),
    _text_schema(
        description="An instant with an offset: 2026-10-03 08:12 UTC",
        pattern=r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d.*(Z|UTC|GMT|[+-]\d\d:?\d\d)$",
    ),
]
LocalDate = Annotated[date, PlainValidator(date_of), _text_schema(format="date")]
Period = Annotated[Duration, PlainValidator(_duration_of), _text_schema(pattern=r"^\d+(m|h|d|bd)$")]
Exact = Annotated[Fraction, PlainValidator(_exact_of), WithJsonSchema({"type": "number"})]
Share = Annotated[Exact, AfterValidator(_share_of)]
Percent = Annotated[Exact, AfterValidator(_percent_of)]
Flag = Annotated[bool, PlainValidator(_flag_of), WithJsonSchema({"type": "boolean"})]
Count = Annotated[int, PlainValidator(_count_of), WithJsonSchema({"type": "integer", "minimum": 0})]
Id = Annotated[str, PlainValidator(id_of), _text_schema(pattern=f"^{_ID.pattern}$", maxLength=MAX_ID_LENGTH)]
Text = Annotated[str, PlainValidator(_text_of), _text_schema(minLength=1)]
Title = Annotated[str, PlainValidator(_title_of), _text_schema(minLength=1, maxLength=300)]
Zone = Annotated[
    str, PlainValidator(zone_of), _text_schema(description="A name of the time zone database: Europe/Berlin")
]
Url = Annotated[str, PlainValidator(_url_of), _text_schema(format="uri", pattern="^https?://")]
Listed = BeforeValidator(_list_of)
Given = BeforeValidator(_given)
