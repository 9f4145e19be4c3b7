"""As-of: the instant up to which everything is counted (outputs.md, "As-of")."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.records.change import Change
from aboveboard.records.incident import MILESTONES, Incident
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


def _instants(register: Register) -> Iterator[int]:
    """What has happened according to the records; what was planned or promised is left out."""
    for incident in register.incidents.values():
        yield from (instant for name in MILESTONES if (instant := getattr(incident, name)) is not None)
        yield from (update.at for update in incident.updates)
    records: list[Incident | Change] = [*register.incidents.values(), *register.changes.values()]
    for record in records:
        for impact in record.impacts or ():
            yield from (instant for instant in (impact.from_, impact.to) if instant is not None)
    for change in register.changes.values():
        yield from (update.at for update in change.updates)
        if change.announced is not None:
            yield change.announced
