"""The steps in which an RFO is published: preliminary, final, and revised once somebody has read it."""

from __future__ import annotations

from datetime import date
from typing import Any

from aboveboard.errors import Problems, UsageError
from aboveboard.records.front_matter import read_front_matter
from aboveboard.records.source import CATALOG_LIMIT_BYTES, source_of
from aboveboard.records.vocabulary import RfoStatus
from aboveboard.writing.scalars import flow_mapping, scalar
from aboveboard.writing.text_edit import add_entry, set_key

_ORDER = ("status", "preliminary_on", "final_on", "revision", "changes")


def published(path: str, data: bytes, status: RfoStatus, on: date) -> bytes:
    """The RFO as preliminary or final from that day on; raises `UsageError` when it is that, or more, already."""
    value = _value(path, data)
    now = value.get("status")
    if now == status.value or now == RfoStatus.FINAL.value:
        day = value.get(f"{now}_on")
        since = f" since {day}" if day else ""
        raise UsageError(f"{path}: is {now} already{since}; to say what you changed: revise --what TEXT")
    edited = set_key(path, data, "status", status.value, ())
    return _with_key(path, edited, f"{status.value}_on", str(on))


def revised(path: str, data: bytes, what: str, on: date) -> bytes:
    """The RFO with a revision more, and what changed in it; raises `UsageError` while nobody has read it."""
    value = _value(path, data)
    if value.get("status") not in (RfoStatus.PRELIMINARY.value, RfoStatus.FINAL.value):
        raise UsageError(f"{path}: a draft needs no revisions: nobody outside has read it")
    revision = _count(value.get("revision")) + 1
    edited = _with_key(path, data, "revision", str(revision))
    entry = flow_mapping({"revision": str(revision), "on": str(on), "what": scalar(what)})
    return add_entry(path, edited, "changes", entry, _ORDER[:4])


def _with_key(path: str, data: bytes, key: str, value: str) -> bytes:
    return set_key(path, data, key, value, _ORDER[: _ORDER.index(key)])


def _value(path: str, data: bytes) -> dict[str, Any]:
    document = read_front_matter(source_of(path, data, CATALOG_LIMIT_BYTES)).document
    if document.problems:
        raise Problems(document.problems)
    assert isinstance(document.value, dict)
    return document.value


def _count(written: object) -> int:
    """Not written, it is the first revision; what is no number, `check` names."""
    return int(written) if isinstance(written, str) and written.isascii() and written.isdigit() else 1
