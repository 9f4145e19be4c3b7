"""Records added, changed and removed, and those that can no longer be read or can be read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from aboveboard.comparison.details import Detail, details_of, impact_text
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Component, Customer, Service, Sla
from aboveboard.records.change import Change
from aboveboard.records.communication import Communication
from aboveboard.records.incident import Incident
from aboveboard.records.instants import utc_text
from aboveboard.records.layout import CATALOG_KINDS, Kind
from aboveboard.records.reading import FileReading, Record, unread_entries
from aboveboard.records.rfo import Rfo
from aboveboard.records.vocabulary import Audience


class Turn(StrEnum):
    """What became of a record, the most important first."""

    UNREADABLE = "cannot be read any more"
    UNREADABLE_NEW = "is new, and cannot be read"
    READABLE = "can be read again"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


@frozen
class RecordChange:
    """`title` is what people call it; `details` say what is in it, or what changed. An RFO has its incident's id."""

    kind: Kind
    id: str
    path: str
    title: str
    turn: Turn
    details: tuple[Detail, ...]


@frozen
class _Held:
    path: str
    record: Record


_Key = tuple[Kind, str]

# The kind of the records in a catalog's file is the file's.
_RANK = (
    Kind.INCIDENT, Kind.RFO, Kind.CHANGE, Kind.CUSTOMER, Kind.SLAS, Kind.SERVICES, Kind.COMPONENTS, Kind.PROVIDER,
    Kind.COMMUNICATION,
)  # fmt: skip


def records_changed(before: Sequence[FileReading], after: Sequence[FileReading]) -> tuple[RecordChange, ...]:
    """Sorted: what cannot be read first, then by kind, the newest first."""
    old_readings, new_readings = _apart(before, after)
    olds, news = _held(old_readings), _held(new_readings)
    found = list(_unreadable(old_readings, new_readings, olds, news))
    told = {(change.kind, change.id) for change in found}
    broken_before = _broken(old_readings)
    changes = (_change(key, olds.get(key), news.get(key), broken_before) for key in (olds | news).keys() - told)
    return _sorted([*found, *(change for change in changes if change is not None)])


def _apart(before: Sequence[FileReading], after: Sequence[FileReading]) -> tuple[list[FileReading], list[FileReading]]:
    """Without the files of which both sides have the same reading."""
    same = {id(reading) for reading in before} & {id(reading) for reading in after}
    old, new = ([one for one in side if id(one) not in same] for side in (before, after))
    return old, new


def _held(readings: Iterable[FileReading]) -> dict[_Key, _Held]:
    """Of two records with one id, the first is kept: as in the register."""
    found: dict[_Key, _Held] = {}
    for reading in sorted(readings, key=lambda one: one.file.path):
        for record in reading.records:
            found.setdefault((reading.file.kind, getattr(record, "id", "")), _Held(reading.file.path, record))
    return found


def _unreadable(
    old_readings: Sequence[FileReading],
    new_readings: Sequence[FileReading],
    olds: dict[_Key, _Held],
    news: dict[_Key, _Held],
) -> Iterator[RecordChange]:
    old_paths = {reading.file.path for reading in old_readings}
    for reading in new_readings:
        if not reading.is_broken:
            continue
        for key in sorted(_lost_keys(reading, olds) - news.keys()):
            held = olds.get(key)
            if held is not None:
                yield RecordChange(key[0], key[1], reading.file.path, title_of(held.record), Turn.UNREADABLE, ())
            elif reading.file.path not in old_paths:
                yield RecordChange(key[0], key[1], reading.file.path, key[1], Turn.UNREADABLE_NEW, ())


def _lost_keys(reading: FileReading, olds: dict[_Key, _Held]) -> set[_Key]:
    """The records that stand in a broken file and cannot be had; all that were in it, when nobody can tell."""
    kind = reading.file.kind
    if kind not in CATALOG_KINDS:
        return {(kind, reading.file.id)}
    named = unread_entries(reading)
    ids = {id for held_kind, id in olds if held_kind is kind} if named is None else named
    return {(kind, id) for id in ids}


def _broken(readings: Iterable[FileReading]) -> frozenset[_Key]:
    """What could not be read: a catalog's entries one by one, or the whole of it under no id."""
    found: set[_Key] = set()
    for reading in readings:
        if not reading.is_broken:
            continue
        if reading.file.kind not in CATALOG_KINDS:
            found.add((reading.file.kind, reading.file.id))
        else:
            entries = unread_entries(reading)
            found.update((reading.file.kind, id) for id in (("",) if entries is None else entries))
    return frozenset(found)


def _change(key: _Key, old: _Held | None, new: _Held | None, broken_before: frozenset[_Key]) -> RecordChange | None:
    kind, id = key
    if old is not None and new is not None:
        details = details_of(old.record, new.record)
        changed = RecordChange(kind, id, new.path, title_of(new.record), Turn.CHANGED, details)
        return changed if details else None
    if new is not None:
        was_broken = key in broken_before or (kind, "") in broken_before
        turn = Turn.READABLE if was_broken else Turn.ADDED
        return RecordChange(kind, id, new.path, title_of(new.record), turn, tuple(_facts(new.record)))
    assert old is not None
    return RecordChange(kind, id, old.path, title_of(old.record), Turn.REMOVED, tuple(_facts(old.record)))


def title_of(record: Record) -> str:
    """What people call the record."""
    if isinstance(record, Incident | Change):
        return record.title
    if isinstance(record, Component | Service | Customer):
        return record.name
    if isinstance(record, Sla):
        return record.name or record.id
    if isinstance(record, Communication):
        return f"{record.channel.value}, {utc_text(record.at)}"
    return str(getattr(record, "id", "") or getattr(record, "name", "the catalog’s one"))


def _facts(record: Record) -> Iterator[Detail]:
    """What a reader of the list wants to know of a record that is new or gone."""
    if isinstance(record, Incident):
        end = "open" if record.resolved is None else f"resolved {utc_text(record.resolved)}"
        yield Detail(
            "started", f"{record.urgency.value}, fault {record.fault.value}, started {utc_text(record.started)}, {end}"
        )
    elif isinstance(record, Change):
        window = f"{utc_text(record.window.from_)} to {utc_text(record.window.to)}"
        yield Detail("window", f"{record.kind.value}, {window}, outcome {record.outcome.value}")
    elif isinstance(record, Rfo):
        yield Detail("status", f"{record.status.value}, revision {record.revision}")
    elif isinstance(record, Customer):
        services = ", ".join(sorted({one.service for one in record.subscriptions}))
        yield Detail("subscriptions", f"subscribes to {services or 'nothing'}")
    if isinstance(record, Incident | Change):
        if record.reader is not Audience.PUBLIC:
            yield Detail("audience", f"audience {record.reader.value}")
        yield from (Detail("impacts", impact_text(impact)) for impact in record.impacts or ())


def _sorted(changes: Iterable[RecordChange]) -> tuple[RecordChange, ...]:
    turns = list(Turn)
    newest_first = sorted(changes, key=lambda one: (one.id, one.path), reverse=True)
    return tuple(
        sorted(newest_first, key=lambda one: (turns.index(one.turn) > 1, _rank(one.kind), turns.index(one.turn)))
    )


def _rank(kind: Kind) -> int:
    return _RANK.index(kind) if kind in _RANK else len(_RANK)
