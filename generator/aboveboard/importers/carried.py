"""What an importer makes of another tool's history, before it is written as files."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Audience, Expected, IncidentStatus, Level, Owner, Urgency


@frozen
class CarriedProvider:
    name: str
    url: str
    timezone: str


@frozen
class CarriedComponent:
    id: str
    name: str
    owner: Owner
    group: str = ""
    description: str = ""


@frozen
class CarriedService:
    id: str
    name: str
    group: str = ""
    description: str = ""
    requires: tuple[str, ...] = ()


@frozen
class CarriedImpact:
    """It lasts as long as its incident."""

    on: str
    level: Level


@frozen
class CarriedUpdate:
    status: IncidentStatus
    at: int
    text: str


@frozen
class CarriedIncident:
    """`resolved` None: the incident is open. `audience` None: the default of records.md."""

    id: str
    title: str
    urgency: Urgency
    started: int
    resolved: int | None
    impacts: tuple[CarriedImpact, ...]
    updates: tuple[CarriedUpdate, ...]
    audience: Audience | None = None
    long: bool = False
    tags: tuple[str, ...] = ()


@frozen
class CarriedChange:
    """Maintenance that is still to come."""

    id: str
    title: str
    components: tuple[str, ...]
    window_from: int
    window_to: int
    expected: Expected
    introduction: str
    audience: Audience | None = None


@frozen
class Carried:
    provider: CarriedProvider
    components: tuple[CarriedComponent, ...]
    services: tuple[CarriedService, ...]
    incidents: tuple[CarriedIncident, ...]
    changes: tuple[CarriedChange, ...]
