"""One issue with its place in time made into an incident, or into planned maintenance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from aboveboard.frozen import frozen
from aboveboard.importers.carried import CarriedChange, CarriedImpact, CarriedIncident, CarriedUpdate
from aboveboard.importers.cstate.blocks import below_updates, blocks_of
from aboveboard.importers.cstate.catalog import Catalog
from aboveboard.importers.cstate.issue import Issue
from aboveboard.importers.cstate.lifespan import LONG_SECONDS, Lifespan, Planned
from aboveboard.importers.cstate.passages import Passage
from aboveboard.importers.cstate.updates import updates_of
from aboveboard.importers.report import Effect, Notes
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.vocabulary import Audience, Expected, IncidentStatus, Level, Urgency

_URGENCY = {Level.OUTAGE: Urgency.P1, Level.PARTIAL: Urgency.P2}
_SEVERITIES = ("down", "disrupted", "notice")
_MAX_TEXT = 160_000
_MAX_UPDATES = 1000

Mend = Callable[[str], str]


@frozen
class PlacedIssue:
    """`passages` are its text taken apart, oldest first; `id` is that of the record to be."""

    issue: Issue
    id: str
    time: Lifespan | Planned
    passages: tuple[Passage, ...]

    @property
    def level(self) -> Level | None:
        """Of its impacts; None when it has none."""
        is_told = isinstance(self.time, Planned) or self.time.counts
        return self.issue.level if is_told and not self.issue.is_informational else None


def incident_of(
    placed: PlacedIssue, time: Lifespan, catalog: Catalog, mend: Mend, as_of: int | None, notes: Notes
) -> CarriedIncident:
    issue = placed.issue
    _note_severity(issue, notes)
    _note_draft(issue, notes)
    is_quiet = issue.is_informational or (issue.has_severity and issue.level is None)
    opening = IncidentStatus.UPDATE if is_quiet else IncidentStatus.INVESTIGATING
    updates = updates_of(placed.passages, time, opening, issue.title, notes)
    level = placed.level
    nodes = _nodes(issue, catalog, notes)
    disrupted = _or_whole_page(nodes, issue, catalog)
    if level is not None and catalog.whole_page in disrupted and catalog.listed:
        notes.add(
            Effect.DOUBTFUL,
            "affected",
            "names no system",
            f'its disruption falls on the service "{catalog.whole_page}"',
        )
    return CarriedIncident(
        id=placed.id,
        title=issue.title,
        urgency=_urgency(issue),
        started=time.started,
        resolved=time.resolved,
        impacts=tuple(CarriedImpact(node, level) for node in disrupted) if level else (),
        updates=_fitting([replace(update, text=mend(update.text)) for update in updates], notes),
        audience=Audience.INTERNAL if issue.is_draft else None,
        long=_is_long(time, as_of, notes),
        tags=() if level else tuple(nodes),
    )


def change_of(placed: PlacedIssue, window: Planned, catalog: Catalog, mend: Mend, notes: Notes) -> CarriedChange:
    issue = placed.issue
    _note_severity(issue, notes)
    _note_draft(issue, notes)
    text = "\n\n".join(passage.text for passage in placed.passages)
    nodes = _nodes(issue, catalog, notes)
    return CarriedChange(
        id=placed.id,
        title=issue.title,
        components=tuple(_or_whole_page(nodes, issue, catalog) if placed.level else nodes),
        window_from=window.window_from,
        window_to=window.window_to,
        expected=Expected(placed.level.value) if placed.level else Expected.NONE,
        introduction=mend(below_updates(text)),
        audience=Audience.INTERNAL if issue.is_draft else None,
    )


def _urgency(issue: Issue) -> Urgency:
    return Urgency.P4 if issue.level is None or issue.is_informational else _URGENCY[issue.level]


def _nodes(issue: Issue, catalog: Catalog, notes: Notes) -> list[str]:
    catalog.note_spelling(issue.affected, notes)
    found = (catalog.component_of(name) for name in issue.affected)
    return list(dict.fromkeys(component for component in found if component is not None))


def _or_whole_page(nodes: list[str], issue: Issue, catalog: Catalog) -> list[str]:
    return [catalog.whole_page] if catalog.whole_page and not issue.affected else nodes


def _note_severity(issue: Issue, notes: Notes) -> None:
    if issue.is_informational:
        if issue.level is not None:
            reason = f'"{issue.severity}", but the issue is informational'
            notes.add(Effect.NO_DOWNTIME, "severity", reason, "informational issues count no downtime in cState either")
        return
    if issue.has_severity:
        if issue.severity != issue.severity.lower():
            notes.add(Effect.DOUBTFUL, "severity", f'"{issue.severity}"', f'read as "{issue.severity.lower()}"')
    elif issue.severity:
        hint = did_you_mean(issue.severity, _SEVERITIES)
        reason = f'"{issue.severity}" is none of down, disrupted, notice' + (
            f"; {hint}" if hint.startswith("did") else ""
        )
        notes.add(Effect.NO_DOWNTIME, "severity", reason)
    else:
        notes.add(Effect.NO_DOWNTIME, "severity", "is missing")


def _note_draft(issue: Issue, notes: Notes) -> None:
    if issue.is_draft:
        notes.add(
            Effect.NO_DOWNTIME,
            "draft",
            "was never published",
            "carried for staff alone (audience: internal), in no figure",
        )


def _is_long(time: Lifespan, as_of: int | None, notes: Notes) -> bool:
    end = time.resolved if time.resolved is not None else as_of
    if end is None or end - time.started <= LONG_SECONDS:
        return False
    days = (end - time.started) // 86400
    notes.add(
        Effect.DOUBTFUL, "", f"lasts {days} days", "carried with `long: true`, which says that this is meant: is it?"
    )
    return True


def _fitting(updates: Sequence[CarriedUpdate], notes: Notes) -> tuple[CarriedUpdate, ...]:
    """A record has at most 256 KiB."""
    if len(updates) <= _MAX_UPDATES and sum(len(update.text.encode()) for update in updates) <= _MAX_TEXT:
        return tuple(updates)
    notes.add(Effect.DOUBTFUL, "", "its text is too long for a record", "cut: link to the rest")
    kept = [
        update for at, update in enumerate(updates) if at < _MAX_UPDATES - 1 or update.status is IncidentStatus.RESOLVED
    ]
    return tuple(replace(update, text=_cut(update.text, _MAX_TEXT // len(kept))) for update in kept)


def _cut(text: str, max_bytes: int) -> str:
    if len(text.encode()) <= max_bytes:
        return text
    kept = text.encode()[:max_bytes].decode("utf-8", "ignore")
    # Half a line may mean something else: of three #, two begin an update.
    kept = kept.rpartition("\n")[0] or kept
    return "\n\n".join([*(block.text for block in blocks_of(kept)), "…"])
