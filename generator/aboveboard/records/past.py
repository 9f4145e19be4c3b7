"""What git remembers of one record, as plain data: its versions, and how far back that goes."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.rfo import Rfo


@frozen
class Version:
    """The record as a commit left it, and when that was (seconds of UTC); None where it was gone or could not be read."""

    at: int
    record: Incident | Change | Rfo | None


@frozen
class Past:
    """Versions of a record, and of the report on it, oldest first; none where git knows of one version alone.

    `is_there` is False where no git answers. `cut_at` is the instant that a shallow clone goes back to, for a record
    that may be older than that.
    """

    record: tuple[Version, ...] = ()
    rfo: tuple[Version, ...] = ()
    is_there: bool = True
    cut_at: int | None = None
