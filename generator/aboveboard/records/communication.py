"""A communication: what was said to whom outside of the site. Internal."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aboveboard.records.values import Flag, Id, Instant, Listed, LocalDate, Title
from aboveboard.records.vocabulary import Channel
from aboveboard.records.written import Written


class Next(Written):
    what: Title
    on: LocalDate


class Communication(Written):
    """To one customer, or to one function of the provider's own house."""

    id: str
    path: str
    body: str

    customer: Id | None = None
    function: Title | None = None
    at: Instant
    channel: Channel
    by: Title
    about: Annotated[tuple[Title, ...], Listed] = ()
    acknowledged: Flag = False
    next_: Next | None = Field(default=None, alias="next")
