"""Where records are found: by month, by cause, newest first. Made once for an edition."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from aboveboard.availability.months import Month, month_at, months_between
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.records.rfo import Rfo

Kept = TypeVar("Kept")


class RecordIndex:
    """Each answer is computed when it is first asked for. Everything is newest first."""

    def __init__(self, register: Register, as_of: int, zone: str) -> None:
        self._register = register
        self._as_of = as_of
        self._zone = zone

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """By their start, the newest first."""
        return tuple(
            sorted(
                self._register.incidents.values(), key=lambda incident: (incident.started, incident.id), reverse=True
            )
        )

    @cached_property
    def service_names(self) -> dict[str, str]:
        """By the ids of the services."""
        return {id: service.name for id, service in self._register.services.items()}

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """By the start of their window, the newest first."""
        return tuple(
            sorted(self._register.changes.values(), key=lambda change: (change.window.from_, change.id), reverse=True)
        )

    @cached_property
    def incidents_by_change(self) -> Mapping[str, tuple[Incident, ...]]:
        """The incidents that name a change as their cause."""
        found: dict[str, list[Incident]] = {}
        for incident in self.incidents:
            if incident.change is not None:
                found.setdefault(incident.change, []).append(incident)
        return {id: tuple(incidents) for id, incidents in sorted(found.items())}

    @cached_property
    def rfos_by_root_cause(self) -> Mapping[str, tuple[Rfo, ...]]:
        """By the start of their incidents, the newest first; RFOs without a root cause are left out."""
        found: dict[str, list[Rfo]] = {}
        for incident in self.incidents:
            rfo = self._register.rfos.get(incident.id)
            if rfo is not None and rfo.root_cause is not None:
                found.setdefault(rfo.root_cause, []).append(rfo)
        return {cause: tuple(rfos) for cause, rfos in sorted(found.items())}

    @cached_property
    def incidents_by_month(self) -> Mapping[Month, tuple[Incident, ...]]:
        """Every month that an incident lies in, from its start to its end or as-of."""
        return by_month(
            (
                (incident, incident.started, self._as_of if incident.resolved is None else incident.resolved)
                for incident in self.incidents
            ),
            self._zone,
        )

    @cached_property
    def changes_by_month(self) -> Mapping[Month, tuple[Change, ...]]:
        """Every month that a change's window lies in, those ahead too."""
        return by_month(((change, change.window.from_, change.window.to) for change in self.changes), self._zone)


def by_month(spans: Iterable[tuple[Kept, int, int]], zone: str) -> Mapping[Month, tuple[Kept, ...]]:
    """What lies in each month of the zone, in the order given: each with its start and its end."""
    known = [(kept, start, max(start, end - 1)) for kept, start, end in spans]
    if not known:
        return {}
    first = month_at(min(start for _, start, _ in known), zone)
    last = month_at(max(end for _, _, end in known), zone)
    months = tuple(months_between(first, last))
    borders = [month.interval(zone)[0] for month in months]
    found: dict[Month, list[Kept]] = {}
    for kept, start, end in known:
        for month in months[bisect_right(borders, start) - 1 : bisect_right(borders, end)]:
            found.setdefault(month, []).append(kept)
    return {month: tuple(all_kept) for month, all_kept in sorted(found.items())}
