"""An incident: what was disrupted, from when to when, whose fault it was, and what was said about it."""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated

from pydantic import Field

from aboveboard.records.alerts import WrittenAlert
from aboveboard.records.catalog import Contact
from aboveboard.records.updates import Update
from aboveboard.records.values import Flag, Given, Id, Instant, Listed, Title
from aboveboard.records.vocabulary import Audience, DetectedBy, Fault, Level, Urgency
from aboveboard.records.written import Written

# In the order in which they happen; each is not before the one above it.
MILESTONES = ("started", "detected", "acknowledged", "diagnosed", "mitigated", "resolved")

_instants_of = attrgetter(*MILESTONES)

# Left out, it has a default; left empty, nobody knows what was meant.
WrittenAudience = Annotated[Audience | None, Given]


class WrittenImpact(Written):
    """One disruption of one node. What is left out comes from the record around it (records.md)."""

    on: Id
    level: Level
    from_: Instant | None = Field(default=None, alias="from")
    to: Instant | None = None
    customers: Annotated[tuple[Id, ...] | None, Listed] = None
    fault: Fault | None = None


class Incident(Written):
    """Instants are seconds of UTC. `id`, `path`, `introduction` and `updates` come from the file around the front matter."""

    id: str
    path: str
    introduction: str
    updates: tuple[Update, ...]

    title: Title
    urgency: Urgency
    contact: Contact | None = None
    fault: Fault
    supplier: Title | None = None
    started: Instant
    detected: Instant | None = None
    acknowledged: Instant | None = None
    classified: Instant | None = None
    diagnosed: Instant | None = None
    mitigated: Instant | None = None
    resolved: Instant | None = None
    detected_by: DetectedBy | None = None
    impacts: Annotated[tuple[WrittenImpact, ...], Listed] = ()
    change: Id | None = None
    audience: WrittenAudience = None
    next_update: Instant | None = None
    long: Flag = False
    tags: Annotated[tuple[Title, ...], Listed] = ()
    alerts: Annotated[tuple[WrittenAlert, ...], Listed] = ()

    @property
    def is_open(self) -> bool:
        return self.resolved is None

    @property
    def milestones(self) -> tuple[tuple[str, int], ...]:
        """Those that somebody wrote down, with their instants, in the order in which they happen."""
        return tuple([(name, at) for name, at in zip(MILESTONES, _instants_of(self), strict=True) if at is not None])

    @property
    def reader(self) -> Audience:
        """Who may read it: what is written, else public, but affected when each impact names its customers."""
        return self.audience or default_audience(self.impacts)


def default_audience(impacts: tuple[WrittenImpact, ...]) -> Audience:
    for impact in impacts:
        if impact.customers is None:
            return Audience.PUBLIC
    return Audience.AFFECTED if impacts else Audience.PUBLIC
