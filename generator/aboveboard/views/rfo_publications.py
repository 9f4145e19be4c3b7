"""When an RFO was published and revised: each time has an anchor on its page and an entry in the feeds."""

from __future__ import annotations

from datetime import date

from aboveboard.availability.clock import local_instant
from aboveboard.frozen import frozen
from aboveboard.records.rfo import Rfo
from aboveboard.records.vocabulary import RfoStatus

_NOON_MINUTES = 12 * 60


@frozen
class Publication:
    """`anchor` stays once it was published: `preliminary`, `final`, `revision-2`. `what` is one plain sentence or two;
    `body` is the Markdown of the report as it stands, with the publication that it stands for, else empty."""

    anchor: str
    status: str
    on: date
    what: str
    body: str


def publications_of(rfo: Rfo) -> tuple[Publication, ...]:
    """By their dates; a draft has none, and a status without its date (an error of `check`) has none either."""
    found: list[Publication] = []
    summary = rfo.summary or ""
    if rfo.status is not RfoStatus.DRAFT and rfo.preliminary_on is not None:
        body = rfo.body if rfo.status is RfoStatus.PRELIMINARY else ""
        found.append(Publication("preliminary", "Preliminary RFO", rfo.preliminary_on, summary, body))
    if rfo.status is RfoStatus.FINAL and rfo.final_on is not None:
        found.append(Publication("final", "Final RFO", rfo.final_on, summary, rfo.body))
    if rfo.status is not RfoStatus.DRAFT:
        found.extend(_revisions(rfo))
    return tuple(sorted(found, key=lambda publication: publication.on))


def publication_instant(publication: Publication, zone: str, as_of: int) -> int:
    """Noon of its day in the provider's zone; until noon has come, the day's first second, which is never ahead.

    RFOs are dated, not timed. Noon, because readers that remember the newest date they saw would never show an entry
    that is dated before most of that day's updates.
    """
    noon = local_instant(publication.on, _NOON_MINUTES, zone)
    return noon if noon <= as_of else _first_second(publication.on, zone)


def _first_second(day: date, zone: str) -> int:
    return local_instant(day, 0, zone)


def _revisions(rfo: Rfo) -> list[Publication]:
    counts: dict[int, int] = {}
    found = []
    for change in rfo.changes:
        counts[change.revision] = count = counts.get(change.revision, 0) + 1
        anchor = f"revision-{change.revision}" + (f"-{count}" if count > 1 else "")
        found.append(Publication(anchor, f"RFO revision {change.revision}", change.on, change.what, ""))
    return found
