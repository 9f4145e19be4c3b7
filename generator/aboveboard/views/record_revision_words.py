"""What changed between two versions of an incident or of a change, in words for those who read its page.

What belongs to the course of things is no revision (the handbook, revisions.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.records.change import Change
from aboveboard.records.incident import MILESTONES, Incident
from aboveboard.records.vocabulary import Fault, Outcome
from aboveboard.views.revision_parts import impact_words, span_of, update_words
from aboveboard.views.revision_words import Words, lowered
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.states import CHANGE_KINDS, DETECTED_BY, OUTCOMES

_MOMENTS = {
    "started": "Start",
    "detected": "Detection",
    "acknowledged": "Acknowledgement",
    "diagnosed": "Diagnosis",
    "mitigated": "Mitigation",
    "resolved": "End",
}


def incident_words(words: Words, old: Incident, new: Incident) -> Iterator[str]:
    """One sentence for each change, without a full stop."""
    is_open = old.resolved is None
    if old.title != new.title:
        yield "Title changed"
    yield from _text_words("Description", old.introduction, new.introduction, is_open=is_open)
    if old.urgency is not new.urgency:
        yield f"Urgency changed from {old.urgency.value} to {new.urgency.value}"
    was, now = (words.fault(one.fault, one.supplier) for one in (old, new))
    if was != now:
        yield f"Fault changed from {was} to {now}"
    elif (old.fault, old.supplier) != (new.fault, new.supplier) and new.fault is Fault.THIRD_PARTY:
        yield "Supplier changed"
    for name in MILESTONES:
        yield from _moment_words(words, name, old, new)
    if old.detected_by is not new.detected_by and old.detected_by is not None:
        by = "nobody" if new.detected_by is None else DETECTED_BY[new.detected_by]
        yield f"Who detected it corrected from {DETECTED_BY[old.detected_by]} to {by}"
    yield from _cause_words(words, old, new)
    was_hit, is_hit = (
        [span_of(one, record.started, record.resolved) for one in words.told(record.impacts)] for record in (old, new)
    )
    yield from impact_words(words, was_hit, is_hit, new.started, is_open=is_open)
    yield from update_words(words, old.updates, new.updates, new.started)


def change_words(words: Words, old: Change, new: Change) -> Iterator[str]:
    is_ahead = old.outcome in (Outcome.PLANNED, Outcome.IN_PROGRESS)
    near = new.window.from_
    if old.title != new.title:
        yield "Title changed"
    yield from _text_words("Description", old.introduction, new.introduction, is_open=is_ahead)
    if old.kind is not new.kind:
        yield f"Kind changed from {lowered(CHANGE_KINDS[old.kind])} to {lowered(CHANGE_KINDS[new.kind])}"
    if old.version != new.version:
        yield "Version changed"
    yield from _component_words(words, old, new)
    if old.announced != new.announced and old.announced is not None:
        moved = "removed" if new.announced is None else words.move(old.announced, new.announced, near)
        yield f"Time of the announcement {'' if new.announced is None else 'corrected '}{moved}"
    for label, was, then in (
        ("Start", old.window.from_, new.window.from_),
        ("End", old.window.to, new.window.to),
    ):
        if was != then:
            yield f"{label} of the window moved {words.move(was, then, near)}"
    if old.expected is not new.expected:
        yield f"Expected effect changed from {old.expected.value} to {new.expected.value}"
    if old.outcome is not new.outcome and not is_ahead:
        yield f"Outcome changed from {lowered(OUTCOMES[old.outcome])} to {lowered(OUTCOMES[new.outcome])}"
    was_hit, is_hit = (
        [span_of(one, record.window.from_, record.window.to) for one in words.told(record.impacts or ())]
        for record in (old, new)
    )
    yield from impact_words(words, was_hit, is_hit, near, is_open=is_ahead)
    yield from update_words(words, old.updates, new.updates, near)


def _text_words(label: str, old: str, new: str, *, is_open: bool) -> Iterator[str]:
    if old == new or (not old and is_open):
        return
    yield f"{label} {'added' if not old else 'removed' if not new else 'reworded'}"


def _moment_words(words: Words, name: str, old: Incident, new: Incident) -> Iterator[str]:
    was: int | None = getattr(old, name)
    now: int | None = getattr(new, name)
    if was == now:
        return
    label = _MOMENTS[name]
    if now is None:
        yield "Reopened: it has no end any more" if name == "resolved" else f"{label} removed"
    elif was is not None:
        yield f"{label} corrected {words.move(was, now, new.started)}"
    elif words.is_late(now) if name == "resolved" else not old.is_open:
        yield f"{label} added: {words.time(now, new.started)}"


def _cause_words(words: Words, old: Incident, new: Incident) -> Iterator[str]:
    """Of changes that the reader knows."""
    known = words.edition.register.changes
    was, now = (known.get(one.change or "") for one in (old, new))
    if was is now:
        return
    yield "Cause removed: a change" if now is None else f"Cause named: the change “{now.title}”"


def _component_words(words: Words, old: Change, new: Change) -> Iterator[str]:
    register = words.edition.register
    for verb, these, those in (("added", new, old), ("removed", old, new)):
        fresh = [words.name(id) for id in these.components if id not in those.components and register.node(id)]
        if fresh:
            yield f"What is worked on: {list_text(fresh)} {verb}"
