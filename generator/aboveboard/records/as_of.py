"""As-of: the instant up to which everything is counted (outputs.md, "As-of")."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register

_HOUR_SECONDS = 3600


def as_of_of(register: Register, now: int) -> int:
    """Now, cut to the full hour, or the newest instant in a record if that is later, but never later than now."""
    hour = now - now % _HOUR_SECONDS
    return max(hour, max((instant for instant in _instants(register) if instant <= now), default=hour))


def next_as_of(register: Register, now: int) -> int:
    """The first instant after now at which `as_of_of` may give another answer: a full hour, or an instant in a record."""
    hour = now - now % _HOUR_SECONDS + _HOUR_SECONDS
    return min(hour, min((instant for instant in _instants(register) if instant > now), default=hour))


def has_instant_after(record: Incident | Change, instant: int) -> bool:
    """Whether the record says that something happened later than that."""
    return any(one > instant for one in _instants_of(record))


def _instants(register: Register) -> Iterator[int]:
    for records in (register.incidents.values(), register.changes.values()):
        for record in records:
            yield from _instants_of(record)


def _instants_of(record: Incident | Change) -> Iterator[int]:
    """What has happened according to the record; what was planned or promised is left out."""
    if isinstance(record, Incident):
        yield from (at for _, at in record.milestones)
    elif record.announced is not None:
        yield record.announced
    yield from (update.at for update in record.updates)
    for impact in record.impacts or ():
        yield from (instant for instant in (impact.from_, impact.to) if instant is not None)
