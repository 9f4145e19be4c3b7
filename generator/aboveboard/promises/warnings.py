"""The promises that `check` warns of: what is owed and can still be given, never what was broken long ago."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from aboveboard.availability.business_days import before
from aboveboard.errors import Severity
from aboveboard.promises.owed import Owed, OwedKind
from aboveboard.promises.sources.reports import incidents_without_final, owed_by, rfo_path
from aboveboard.promises.sources.words import owed_words
from aboveboard.records.checks.finding import Finding
from aboveboard.records.incident import Incident
from aboveboard.records.instants import utc_text
from aboveboard.records.register import Register
from aboveboard.records.values import Duration
from aboveboard.records.vocabulary import Audience

# What ended longer ago and was never reported is old news: `due` tells it, and the public list of RFOs does not either.
_OLD_NEWS_SECONDS = 120 * 86400
# An open incident of which nobody promised the next word.
_LONG_SILENCE_SECONDS = 7 * 86400
# A report is due soon from the beginning of the working day before its day on.
_SOON = Duration(business_days=2)


def promise_findings(register: Register, now: int, wrong: Collection[str] = ()) -> Iterator[Finding]:
    """Warnings, all of them. Their words hold no ages, so that they stay the same from run to run.

    Of the files at the paths `wrong`, part of what was said may be unread: nothing is missed in them.
    """
    return (one for one in _findings(register, now, wrong) if one.path not in wrong)


def _findings(register: Register, now: int, wrong: Collection[str]) -> Iterator[Finding]:
    promised = set()
    for owed in owed_words(register, now):
        promised.add(owed.record)
        if owed.is_late(now):
            yield _late_word(owed)
    for incident in register.incidents.values():
        if incident.is_open and incident.id not in promised:
            yield from _silence(incident, now)
    yield from _reports(register, now, wrong)


def _late_word(owed: Owed) -> Finding:
    if owed.kind is OwedKind.FIRST_WORD:
        hint = "add `## Investigating · INSTANT` and a sentence on what is known"
        return _warning(owed, f"the first word was due {utc_text(owed.due)}", hint)
    hint = "add an update; `next_update:` says when the one after it comes"
    return _warning(owed, f"the next update was due {utc_text(owed.due)}", hint)


def _silence(incident: Incident, now: int) -> Iterator[Finding]:
    """A draft is told by another warning."""
    last = max([incident.started, *(update.at for update in incident.updates)])
    if incident.reader is Audience.INTERNAL or now - last <= _LONG_SILENCE_SECONDS:
        return
    message = f"open, and nothing was said since {utc_text(last)}"
    hint = "add an update, or `resolved:`"
    yield Finding(incident.path, ("started",), message, hint, severity=Severity.WARNING)


def _reports(register: Register, now: int, wrong: Collection[str]) -> Iterator[Finding]:
    """Of a preliminary and a final report that are both due, the final one."""
    for incident in incidents_without_final(register):
        assert incident.resolved is not None
        if now - incident.resolved > _OLD_NEWS_SECONDS or rfo_path(incident) in wrong:
            continue
        rfo = register.rfos.get(incident.id)
        owed = owed_by(incident, rfo, register.provider)
        for one in [one for one in owed if now >= before(one.due, _SOON, register.provider)][-1:]:
            name = "final" if one.kind is OwedKind.FINAL_RFO else "preliminary"
            message = f"the {name} RFO {'was' if one.is_late(now) else 'is'} due {one.day}"
            hint = f"write {incident.id}.rfo.md beside it" if rfo is None else f"`status: {name}` says that it is out"
            yield _warning(one, message, hint)


def _warning(owed: Owed, message: str, hint: str) -> Finding:
    return Finding(owed.path, owed.steps, message, hint, severity=Severity.WARNING)
