"""A change: a release, a maintenance window or preventive work, what was announced and what really happened."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from aboveboard.records.incident import WrittenAudience, WrittenImpact, default_audience
from aboveboard.records.updates import Update
from aboveboard.records.values import Id, Instant, Listed, Title
from aboveboard.records.vocabulary import Audience, ChangeKind, Expected, Outcome
from aboveboard.records.written import Written
from aboveboard.records.wrong import quoted, wrong


def _impacts_of(value: object) -> object:
    if value == "none":
        return []
    if value is not None and not isinstance(value, (list, tuple)):
        raise wrong(f"expected a list, not {quoted(value)}", "write `impacts: none`, or lines that begin with `- on: `")
    return value


class Window(Written):
    from_: Instant = Field(alias="from")
    to: Instant


class Change(Written):
    """`impacts` None means that the record is silent; an empty tuple that there were none."""

    id: str
    path: str
    introduction: str
    updates: tuple[Update, ...]

    title: Title
    kind: ChangeKind
    version: Title | None = None
    components: Annotated[tuple[Id, ...], Listed] = ()
    announced: Instant | None = None
    window: Window
    expected: Expected = Expected.NONE
    impacts: Annotated[tuple[WrittenImpact, ...] | None, BeforeValidator(_impacts_of)] = None
    outcome: Outcome
    audience: WrittenAudience = None

    @property
    def reader(self) -> Audience:
        """Who may read it, with the same default as an incident's."""
        return self.audience or default_audience(self.impacts or ())
