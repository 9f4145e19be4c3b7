"""The strip of promises beside an incident: whom to call, when we speak again or how that went, and the RFO."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.records.values import Duration
from aboveboard.views.contacts import ContactLines
from aboveboard.views.incident_facts import IncidentFacts
from aboveboard.views.rfo_promise import within_text
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.prose import count_text


@frozen
class PromiseCell:
    """`line` is large; it links to `href`, which counts from the top of the tree unless it dials or writes.

    While something is owed, `due` is the instant (seconds of UTC) after which `late_line` takes the place of `line`.
    """

    term: str
    line: str
    detail: str
    href: str = ""
    is_outside: bool = False
    due: int | None = None
    late_line: str = ""
    is_late: bool = False


def promise_cells(facts: IncidentFacts, is_open: bool) -> tuple[PromiseCell, ...]:
    """While it is open: phone, next update, RFO. After the end the RFO takes the phone's place."""
    if is_open:
        return (*_phone(facts), *_next_update(facts), *_rfo(facts))
    return (*_rfo(facts), _kept(facts), *_phone(facts))


def speaking_line(facts: IncidentFacts) -> str:
    """ "First word 8 min after the start, promised within 15 min."; empty when nothing was said yet."""
    if not facts.first_word:
        return ""
    within = facts.promises.first_word_within
    return f"{facts.first_word}{f', promised within {_short(within)}' if within else ''}."


def _phone(facts: IncidentFacts) -> tuple[PromiseCell, ...]:
    contact = next((contact for contact in facts.contacts if contact.phone or contact.others), None)
    if contact is None:
        return ()
    link = contact.phone or contact.others[0]
    term = "Talk to a person" if facts.is_open else "Questions about it"
    hours = f", {contact.hours}" if contact.hours == "day and night" else ""
    return (PromiseCell(f"{term}{hours}", link.label, _who(contact, bool(hours)), link.href, is_outside=True),)


def _who(contact: ContactLines, are_hours_said: bool) -> str:
    return contact.who if are_hours_said else contact.title


def _next_update(facts: IncidentFacts) -> tuple[PromiseCell, ...]:
    following = facts.next_update
    if following is None:
        return ()
    kept = f"kept {facts.promises.kept} of {facts.promises.made} so far" if facts.promises.made else ""
    detail = ", ".join(part for part in (following.promise, kept) if part)
    cell = PromiseCell(
        "Next update", following.line, detail,
        due=following.due, late_line=following.late_line, is_late=following.is_late,
    )  # fmt: skip
    return (cell,)


def _kept(facts: IncidentFacts) -> PromiseCell:
    promises = facts.promises
    first = speaking_line(facts).rstrip(".")
    if promises.made:
        return PromiseCell("Promised updates", f"kept {promises.kept} of {promises.made}", _lowered(first))
    line = count_text(facts.updates, "update") if facts.updates else "none"
    return PromiseCell("Updates", line, _lowered(first) or f"none promised for {facts.urgency}")


def _rfo(facts: IncidentFacts) -> tuple[PromiseCell, ...]:
    rfo = facts.rfo
    term = "Report of the cause (RFO)"
    if rfo is None:
        return () if facts.is_open else (PromiseCell(term, "none", f"not promised for {facts.urgency}"),)
    cell = PromiseCell(term, rfo.line, rfo.detail, rfo.href, due=rfo.due, late_line=rfo.late_line, is_late=rfo.is_late)
    return (cell,)


def _short(duration: Duration) -> str:
    return duration_text(duration.seconds) if duration.seconds else within_text(duration)


def _lowered(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
