"""What changed between two published versions of a report, in words for those who read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aboveboard.records.rfo import SECTIONS, Action, Rfo
from aboveboard.views.rfo_text import sections_of
from aboveboard.views.words.instants import full_day_text
from aboveboard.views.words.prose import count_text
from aboveboard.views.words.states import RFO_STATES


def rfo_words(old: Rfo, new: Rfo) -> Iterator[str]:
    """One sentence for each change, without a full stop. What an older version said is never repeated."""
    if old.status is not new.status:
        yield f"Became {RFO_STATES[new.status].lower()}"
    for label, was, now in (
        ("preliminary", old.preliminary_on, new.preliminary_on),
        ("final", old.final_on, new.final_on),
    ):
        if was != now and was is not None:
            to = "removed" if now is None else f"corrected from {full_day_text(was)} to {full_day_text(now)}"
            yield f"Date of the {label} report {to}"
    if old.summary != new.summary:
        yield f"Summary {_verb(bool(old.summary), bool(new.summary))}"
    if old.root_cause != new.root_cause:
        named = (new.root_cause or "").replace("-", " ")
        yield f"Root cause {'changed to' if old.root_cause else 'named:'} {named}" if named else "Root cause removed"
    yield from _section_words(old, new)
    if old.timeline != new.timeline:
        yield f"Timeline {_verb(bool(old.timeline), bool(new.timeline))}"
    yield from _action_words(old, new)


def _section_words(old: Rfo, new: Rfo) -> Iterator[str]:
    was, now = _texts(old), _texts(new)
    for heading in now:
        if heading in was and was[heading] != now[heading]:
            yield f"Section {heading} changed" if heading else "Text before the sections changed"
        elif heading not in was:
            yield f"Section {heading} added" if heading else "Text before the sections added"
    gone = [heading for heading in was if heading not in now]
    yield from (f"Section {heading} removed" for heading in gone if heading in SECTIONS)
    others = len([heading for heading in gone if heading not in SECTIONS])
    if others:
        yield f"{count_text(others, 'passage')} removed"


def _texts(rfo: Rfo) -> Mapping[str, str]:
    """What stands below each heading; what stands above the first one under no name."""
    preface, sections = sections_of(rfo)
    found = {"": preface} if preface else {}
    for section in sections:
        found[section.heading] = f"{found.get(section.heading, '')}\n{section.text}"
    return found


def _action_words(old: Rfo, new: Rfo) -> Iterator[str]:
    if old.actions is None and new.actions == ():
        yield "Says that no corrective action is needed"
    was, now = ({action.id: action for action in rfo.actions or ()} for rfo in (old, new))
    for id, action in now.items():
        if id not in was:
            yield f"Action {id} added"
        elif said := ", ".join(_changes_of(was[id], action)):
            yield f"Action {id}: {said}"
    gone = len(was.keys() - now.keys())
    if gone:
        yield f"{count_text(gone, 'action')} removed"


def _changes_of(old: Action, new: Action) -> Iterator[str]:
    """That it was done is its course, and stands in the table of actions."""
    if old.what != new.what:
        yield "reworded"
    if old.due != new.due and old.due is not None:
        yield (
            "due date removed"
            if new.due is None
            else f"due date moved from {full_day_text(old.due)} to {full_day_text(new.due)}"
        )
    if old.done != new.done and old.done is not None:
        yield "no longer done" if new.done is None else "date on which it was done corrected"
    if old.kind is not new.kind or old.owner != new.owner:
        yield "owner or kind changed"


def _verb(was: bool, now: bool) -> str:
    return "reworded" if was and now else "added" if now else "removed"
