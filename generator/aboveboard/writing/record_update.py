"""An update added to an incident or a change, with the milestone that follows from its status and the next promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from pydantic_core import PydanticCustomError

from aboveboard.availability.business_days import after
from aboveboard.errors import Problem, Problems, UsageError
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Provider
from aboveboard.records.front_matter import FrontMatter, read_front_matter
from aboveboard.records.incident import MILESTONES
from aboveboard.records.instants import utc_text
from aboveboard.records.layout import File, Kind
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.source import CATALOG_LIMIT_BYTES, source_of
from aboveboard.records.updates import Body, read_body
from aboveboard.records.values import instant_of
from aboveboard.records.vocabulary import ChangeStatus, IncidentStatus, Outcome, Urgency
from aboveboard.records.wrong import quoted
from aboveboard.writing.text_edit import append_block, set_key
from aboveboard.writing.update_block import as_data, update_block

# What a status says about the incident, where nobody has said it yet.
MILESTONE_OF = {
    IncidentStatus.INVESTIGATING: "acknowledged",
    IncidentStatus.IDENTIFIED: "diagnosed",
    IncidentStatus.MONITORING: "mitigated",
    IncidentStatus.RESOLVED: "resolved",
}
# Completed says nothing of how it ended, which is a person's to judge: the reader warns until it is written.
OUTCOME_OF = {
    ChangeStatus.IN_PROGRESS: Outcome.IN_PROGRESS,
    ChangeStatus.VERIFYING: Outcome.IN_PROGRESS,
    ChangeStatus.CANCELLED: Outcome.CANCELLED,
}

_MEANT: Mapping[ChangeStatus, tuple[Outcome, ...]] = {
    ChangeStatus.SCHEDULED: (Outcome.PLANNED,),
    **{status: (outcome,) for status, outcome in OUTCOME_OF.items()},
    ChangeStatus.COMPLETED: (Outcome.SUCCEEDED, Outcome.FAILED, Outcome.ROLLED_BACK),
}

_ABOVE_NEXT_UPDATE = ("title", "urgency", "fault", "supplier", "classified", "detected_by", *MILESTONES)
_UNFINISHED = (Outcome.PLANNED.value, Outcome.IN_PROGRESS.value)


@frozen
class Told:
    """What is said, when, and when the next word follows (None: as the urgency promises).

    Without `milestones`, only what ends the incident is set: a Resolved update of an open incident would contradict itself.
    """

    status: str
    at: int
    text: str
    next_at: int | None = None
    milestones: bool = True


@frozen
class Edited:
    """The new bytes, the keys that were set beside the update, as `key: value`, and words on what was left as it is."""

    data: bytes
    keys: tuple[str, ...]
    left: tuple[str, ...] = ()


def statuses_of(kind: Kind) -> type[IncidentStatus] | type[ChangeStatus]:
    return IncidentStatus if kind is Kind.INCIDENT else ChangeStatus


def status_named(word: str, kind: Kind) -> str:
    """The status in the handbook's spelling; raises `UsageError` with the nearest one."""
    statuses: type[StrEnum] = statuses_of(kind)
    folded = " ".join(word.replace("-", " ").split()).casefold()
    for status in statuses:
        if status.value.casefold() == folded:
            return status.value
    raise UsageError(f"no status {quoted(word)}; {did_you_mean(word, [status.value for status in statuses])}")


def with_update(file: File, data: bytes, told: Told, provider: Provider) -> Edited:
    """The record's bytes with the update; raises `Problems` when it cannot be read, `UsageError` for an empty text."""
    if not as_data(told.text):
        raise UsageError("an update says something: its text is empty")
    matter, body = _read(file, data)
    _refuse_a_second_end(matter, body, told)
    keys = {} if matter.document.problems else dict(_keys(file.kind, matter, told, provider))
    edited = data
    for key, (value, above) in keys.items():
        edited = set_key(file.path, edited, key, value, above)
    edited = append_block(edited, update_block(told.status, told.at, told.text))
    _prove(file, edited, body, told)
    left = _left(matter, told) if file.kind is Kind.CHANGE else ()
    return Edited(edited, tuple(f"{key}: {value}" for key, (value, _) in keys.items()), left)


def _read(file: File, data: bytes) -> tuple[FrontMatter, Body]:
    source = source_of(file.path, data, CATALOG_LIMIT_BYTES)
    if source.problems:
        raise Problems(source.problems)
    matter = read_front_matter(source)
    return matter, read_body(file.path, matter.body, matter.body_line, statuses_of(file.kind), [])


def _refuse_a_second_end(matter: FrontMatter, body: Body, told: Told) -> None:
    value = matter.document.value
    assert isinstance(value, dict)
    ends = [update for update in body.updates if update.status == told.status == IncidentStatus.RESOLVED]
    if ends and value.get("resolved") is not None:
        said = f"resolved already, as of {utc_text(ends[-1].at)}"
        raise UsageError(f"{said}; what is said afterwards is an Update or a Postmortem")


def _keys(
    kind: Kind, matter: FrontMatter, told: Told, provider: Provider
) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    """The keys to set: each with its value and the keys that it stands below."""
    value = matter.document.value
    assert isinstance(value, dict)
    if kind is Kind.CHANGE:
        outcome = OUTCOME_OF.get(ChangeStatus(told.status))
        written = value.get("outcome")
        if told.milestones and outcome is not None and written in _UNFINISHED and written != outcome.value:
            yield "outcome", (outcome.value, ("title",))
        return
    status = IncidentStatus(told.status)
    name = MILESTONE_OF.get(status)
    wanted = told.milestones or status is IncidentStatus.RESOLVED
    if name is not None and wanted and value.get(name) is None and _fits(name, told.at, value):
        yield name, (utc_text(told.at), MILESTONES[: MILESTONES.index(name)])
    due = _next_update(value, told, provider)
    if due is not None:
        yield "next_update", (utc_text(due), _ABOVE_NEXT_UPDATE)


def _left(matter: FrontMatter, told: Told) -> tuple[str, ...]:
    """The outcome of a change that is over, where the update says otherwise; of one that is not, the reader speaks."""
    value = matter.document.value
    assert isinstance(value, dict)
    written = value.get("outcome")
    meant = _MEANT.get(ChangeStatus(told.status))
    if meant is None or written in (*_UNFINISHED, *meant) or written not in tuple(Outcome):
        return ()
    return (f"outcome: {written} stays; correct it by hand if it is {' or '.join(meant)}",)


def _fits(name: str, at: int, value: Mapping[str, Any]) -> bool:
    """Whether the milestone would stand in order with those that are known; the end is set in any case, or refused."""
    here = MILESTONES.index(name)
    if name == "resolved":
        return True
    for place, other in enumerate(MILESTONES):
        instant = _instant(value.get(other))
        if instant is not None and ((place < here and instant > at) or (place > here and instant < at)):
            return False
    return True


def _next_update(value: Mapping[str, Any], told: Told, provider: Provider) -> int | None:
    """What was promised now, or what takes the place of a promise that this update keeps."""
    if told.next_at is not None:
        return told.next_at
    is_over = value.get("resolved") is not None or told.status in (IncidentStatus.RESOLVED, IncidentStatus.POSTMORTEM)
    written = _instant(value.get("next_update"))
    urgency = value.get("urgency")
    if is_over or written is None or urgency not in tuple(Urgency):
        return None
    every = provider.promise(Urgency(urgency)).update_every
    due = None if every is None else after(told.at, every, provider)
    return due if due is not None and due > written else None


def _instant(value: object) -> int | None:
    try:
        return instant_of(value)
    except PydanticCustomError:
        return None


def _prove(file: File, edited: bytes, before: Body, told: Told) -> None:
    """That the reader finds one update more, with this text, and every other one as it was."""
    if len(edited) > CATALOG_LIMIT_BYTES:
        return
    matter, body = _read(file, edited)
    added = [update for update in body.updates if update not in _moved(before, body)]
    found = [(update.status, update.at, update.text) for update in added]
    if found == [(told.status, told.at, as_data(told.text))] and body.introduction == before.introduction:
        return
    line = matter.body_line + matter.body.count("\n")
    hint = "close it with a line of the same marks, then try again"
    raise Problems([Problem(file.path, line, 1, "update", "a code fence above is never closed and hides it", hint)])


def _moved(before: Body, after_: Body) -> list[object]:
    """The updates of before, on the lines on which they stand now."""
    left = [(update.status, update.at, update.text) for update in before.updates]
    kept: list[object] = []
    for update in sorted(after_.updates, key=lambda update: update.line):
        said = (update.status, update.at, update.text)
        if said in left:
            left.remove(said)
            kept.append(update)
    return kept
