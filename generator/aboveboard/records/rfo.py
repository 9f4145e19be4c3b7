"""An RFO (Reason For Outage): the report on one incident, in five sections, with corrective actions."""

from __future__ import annotations

from typing import Annotated

from aboveboard.records.incident import WrittenAudience
from aboveboard.records.values import Count, Id, Instant, Listed, LocalDate, Period, Text, Title
from aboveboard.records.vocabulary import ActionKind, RfoStatus
from aboveboard.records.written import Written

SECTIONS = (
    "What happened",
    "Why it happened",
    "How we responded",
    "What we are changing",
    "What you can do",
)


class Moment(Written):
    at: Instant
    what: Text


class Action(Written):
    """A corrective action. `saves` is the downtime that a repetition would cost less."""

    id: Title
    what: Text
    kind: ActionKind
    owner: Title
    due: LocalDate | None = None
    done: LocalDate | None = None
    saves: Period | None = None
    link: Title | None = None


class Revision(Written):
    revision: Count
    on: LocalDate
    what: Text


class Rfo(Written):
    """`id` is the incident's. `actions` None: nothing was said; empty: said that none is needed."""

    id: str
    path: str
    body: str

    status: RfoStatus
    preliminary_on: LocalDate | None = None
    final_on: LocalDate | None = None
    revision: Count = 1
    changes: Annotated[tuple[Revision, ...], Listed] = ()
    root_cause: Id | None = None
    summary: Text | None = None
    timeline: Annotated[tuple[Moment, ...], Listed] = ()
    actions: Annotated[tuple[Action, ...], Listed] | None = None
    audience: WrittenAudience = None
