"""Numbers in a text: a whole number however it is grouped, and which numbers nobody wrote but this program."""

from __future__ import annotations

import re
from functools import lru_cache

# A number with fewer digits stands on any page by chance, a round one that is grouped ("38,000 calls") as often: they
# mean money when a currency stands beside them.
_TELLING_DIGITS = 5
_TELLING_FIGURES = 3
# So many of a phone number's last digits tell it, with or without the country's and the area's.
PHONE_DIGITS = 9

# What makes it a part of a longer number; cents may follow.
_PART_BEFORE = re.compile(rb"[0-9][.,'_]?\Z")
_PART_BEHIND = re.compile(rb"[0-9]|[.,'_ ][0-9]{3}(?![0-9])")
_MONEY_BEFORE = re.compile(rb"(?:[$]|\b(?:eur|euros?|usd|gbp|chf|jpy|inr|dollars?|pounds?)) *\Z", re.IGNORECASE)
_MONEY_BEHIND = re.compile(rb" *(?:[$]|(?:eur|euros?|usd|gbp|chf|jpy|inr|dollars?|pounds?)\b)", re.IGNORECASE)
_CELL_BEFORE = re.compile(rb">\s*\Z")
_CELL_BEHIND = re.compile(rb"\s*<")
# What is measured in time ("11000:00" are hours) or shares is no money.
_MEASURED = re.compile(rb":[0-9]{2}\b|\s*(?:%|(?:s|sec|seconds?|min|minutes?|h|hours?|percent)\b)")
_FIELD_BEFORE = re.compile(rb"(?:^|[:,;\[\n])[ \t]*\Z")
_FIELD_BEHIND = re.compile(rb"[ \t]*(?:[,;\]}\r\n]|\Z)")
# The sum under a month's table, "(2,682,000 − 9,360) ÷ 2,682,000 = 0.9965": signs are blanks here.
_SUM = re.compile(rb"\([0-9.,]+ {3}[0-9.,]+\) {3}[0-9.,]+ = [01]\b")
_LOOK_AROUND = 32
_SUM_AROUND = 80
# What these hold is code: their numbers are no text.
_CODE = (".js", ".css", ".map")


def has_value(digits: str, path: str, text: bytes) -> bool:
    """Whether the number stands in the text as something that was written: not as a cell of a table or in the sum under
    it, not as a number of JSON or CSV, nor as a coordinate, all of which this program computes, nor in code."""
    return not path.endswith(_CODE) and any(
        _is_said(match, digits, path, text) for match in _value_pattern(digits).finditer(text)
    )


def has_phone(tail: str, text: bytes) -> bool:
    return _phone_pattern(tail).search(text) is not None


def _is_said(match: re.Match[bytes], digits: str, path: str, text: bytes) -> bool:
    before, behind = (
        text[max(0, match.start() - _LOOK_AROUND) : match.start()],
        text[match.end() : match.end() + _LOOK_AROUND],
    )
    if _PART_BEFORE.search(before) or _PART_BEHIND.match(behind) or _MEASURED.match(behind):
        return False
    if not _is_telling(digits, match[0]) and not (_MONEY_BEFORE.search(before) or _MONEY_BEHIND.match(behind)):
        return False
    if path.endswith(".svg") and text.rfind(b"<", 0, match.start()) > text.rfind(b">", 0, match.start()):
        return False
    if path.endswith((".html", ".svg")):
        return not (_CELL_BEFORE.search(before) and _CELL_BEHIND.match(behind)) and not _is_in_sum(match, text)
    if path.endswith((".json", ".csv")):
        return not (_FIELD_BEFORE.search(before) and _FIELD_BEHIND.match(behind))
    return True


def _is_in_sum(match: re.Match[bytes], text: bytes) -> bool:
    start = max(0, match.start() - _SUM_AROUND)
    sums = _SUM.finditer(text[start : match.end() + _SUM_AROUND])
    return any(one.start() <= match.start() - start and match.end() - start <= one.end() for one in sums)


def _is_telling(digits: str, written: bytes) -> bool:
    is_grouped = not written.isdigit()
    return len(digits) >= _TELLING_DIGITS and not (is_grouped and len(digits.rstrip("0")) < _TELLING_FIGURES)


@lru_cache(maxsize=256)
def _value_pattern(digits: str) -> re.Pattern[bytes]:
    return re.compile("|".join(dict.fromkeys("[., '_]?".join(groups) for groups in groupings_of(digits))).encode())


def groupings_of(digits: str) -> tuple[tuple[str, ...], ...]:
    """By thousands, and as in India: the last three digits, and pairs before them."""
    last = digits[-3:]
    return tuple((*_grouped(digits[:-3], size), last) for size in (3, 2))


def _grouped(digits: str, size: int) -> tuple[str, ...]:
    head = len(digits) % size
    starts = ((0, head), *((at, at + size) for at in range(head, len(digits), size)))
    return tuple(digits[start:end] for start, end in starts if start < end)


@lru_cache(maxsize=256)
def _phone_pattern(tail: str) -> re.Pattern[bytes]:
    return re.compile((r"[^0-9A-Za-z<>]{0,3}".join(tail) + r"(?![0-9])").encode())
