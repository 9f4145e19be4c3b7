"""What changed between two published versions of a report, in words for those who read it.

What an older version said is never repeated, be it a heading or a slug: only what stands in today's report is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from aboveboard.records.rfo import SECTIONS, Action, Rfo
from aboveboard.views.rfo_text import sections_of
from aboveboard.views.words.instants import full_day_text
from aboveboard.views.words.prose import count_text
from aboveboard.views.words.states import RFO_STATES


def rfo_words(old: Rfo, new: Rfo, today: Rfo | None) -> Iterator[str]:
    """One sentence for each change, without a full stop. `today` is the report as its reader has it now, if at all."""
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
        yield _cause_words(old, new, today)
    yield from _section_words(old, new, today)
    if old.timeline != new.timeline:
        yield f"Timeline {_verb(bool(old.timeline), bool(new.timeline))}"
    yield from _action_words(old, new, today)


def _cause_words(old: Rfo, new: Rfo, today: Rfo | None) -> str:
    if not new.root_cause:
        return "Root cause removed"
    if today is None or new.root_cause != today.root_cause:
        return f"Root cause {'changed' if old.root_cause else 'named'}"
    return f"Root cause {'changed to' if old.root_cause else 'named:'} {new.root_cause.replace('-', ' ')}"


def _section_words(old: Rfo, new: Rfo, today: Rfo | None) -> Iterator[str]:
    was, now = _texts(old), _texts(new)
    known = {*SECTIONS, *(_texts(today) if today else ())} - {""}
    others: Counter[str] = Counter()
    for heading in (*now, *(heading for heading in was if heading not in now)):
        if was.get(heading) == now.get(heading):
            continue
        verb = "added" if heading not in was else "changed" if heading in now else "removed"
        if heading in known:
            yield f"Section {heading} {verb}"
        elif heading or verb == "removed":
            others[verb] += 1
        else:
            yield f"Text before the sections {verb}"
    yield from (f"{count_text(count, 'passage')} {verb}" for verb, count in sorted(others.items()))


def _texts(rfo: Rfo) -> Mapping[str, str]:
    """What stands below each heading; what stands above the first one under no name."""
    preface, sections = sections_of(rfo)
    found = {"": preface} if preface else {}
    for section in sections:
        found[section.heading] = f"{found.get(section.heading, '')}\n{section.text}"
    return found


def _action_words(old: Rfo, new: Rfo, today: Rfo | None) -> Iterator[str]:
    if old.actions is None and new.actions == ():
        yield "Says that no corrective action is needed"
    was, now = ({action.id: action for action in rfo.actions or ()} for rfo in (old, new))
    known = {action.id for action in today.actions or ()} if today else frozenset()
    others: Counter[str] = Counter()
    for id, action in now.items():
        said = ", ".join(_changes_of(was[id], action)) if id in was else ""
        if id in was and not said:
            continue
        if id in known:
            yield f"Action {id}: {said}" if said else f"Action {id} added"
        else:
            others["changed" if said else "added"] += 1
    others["removed"] = len(was.keys() - now.keys())
    yield from (f"{count_text(count, 'action')} {verb}" for verb, count in sorted(others.items()) if count)


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
