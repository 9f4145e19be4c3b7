"""What changed in a record after its reader could first read it: when, in words, and what that did to the reader's figures.

Made of the versions that git remembers, each read as this reader may read it (outputs.md, "Revisions"): who committed
what and why is told to nobody, and a change that this reader cannot see leaves nothing, not even its date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from aboveboard.availability.clock import local_date
from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.past import Past, Version
from aboveboard.records.register import Register
from aboveboard.records.rfo import Rfo
from aboveboard.views.audience import register_for
from aboveboard.views.edition import Edition
from aboveboard.views.record_revision_words import change_words, incident_words
from aboveboard.views.revision_effect import Moved, moved_figures
from aboveboard.views.revision_words import Words
from aboveboard.views.rfo_revision_words import rfo_words
from aboveboard.views.words.instants import Moment, full_day_text, full_moment
from aboveboard.views.words.prose import count_text

_SHOWN = 5
_NO_HISTORY = "There is no history here."


@frozen
class RevisionRow:
    """`at` is when it was committed; `lines` say what changed, and are never empty; `moved` what it did."""

    at: Moment
    lines: tuple[str, ...]
    moved: tuple[Moved, ...]


@frozen
class Revisions:
    """Newest first: `newest` are shown at once, `older` below `older_text`. `note` says what is not known."""

    newest: tuple[RevisionRow, ...] = ()
    older: tuple[RevisionRow, ...] = ()
    older_text: str = ""
    note: str = ""


NO_REVISIONS = Revisions()


@frozen
class _State:
    """What stood in the records after a commit; what was gone or could not be read stands as it was before."""

    at: int
    record: Incident | Change
    rfo: Rfo | None


def incident_revisions(edition: Edition, past: Past) -> Revisions:
    """Of an incident, with the report on it."""

    def lines(old: _State, new: _State) -> Iterator[str]:
        yield from _record_lines(edition, old, new)
        yield from (f"RFO: {line[:1].lower()}{line[1:]}" for line in _rfo_lines(edition, old, new))

    return _revisions(edition, past, lines)


def change_revisions(edition: Edition, past: Past) -> Revisions:
    return _revisions(edition, past, lambda old, new: _record_lines(edition, old, new))


def rfo_revisions(edition: Edition, past: Past) -> Revisions:
    """Of a report since it was first published, with the incident that it is about: its page shows both."""

    def lines(old: _State, new: _State) -> Iterator[str]:
        yield from _rfo_lines(edition, old, new)
        yield from (f"Incident: {line[:1].lower()}{line[1:]}" for line in _record_lines(edition, old, new))

    return _revisions(edition, past, lines, is_of_rfo=True)


_Lines = Callable[[_State, _State], Iterator[str]]


def _revisions(edition: Edition, past: Past, lines: _Lines, *, is_of_rfo: bool = False) -> Revisions:
    note = _note(past, edition.zone)
    if not past.record and not past.rfo:
        return Revisions(note=note)
    states = _states(past, edition.as_of)
    rows: list[RevisionRow] = []
    if _may_matter(states, lines):
        told = [state for state in _readable(edition, states) if state.rfo is not None or not is_of_rfo]
        for old, new in pairwise(told):
            said = tuple(lines(old, new))
            if said:
                moved = moved_figures(edition, old.record, new.record, new.at)
                rows.append(RevisionRow(full_moment(new.at, edition.zone), said, moved))
    rows.reverse()
    older = rows[_SHOWN:]
    more = f"Show {count_text(len(older), 'earlier revision')}" if older else ""
    return Revisions(tuple(rows[:_SHOWN]), tuple(older), more, note)


def _note(past: Past, zone: str) -> str:
    if not past.is_there:
        return _NO_HISTORY
    if past.cut_at is None:
        return ""
    return f"History before {full_day_text(local_date(past.cut_at, zone))} is not known here."


def _states(past: Past, as_of: int) -> list[_State]:
    """After each commit that changed one of the two, oldest first, from the first one in which the record could be read."""
    found: list[_State] = []
    record: Incident | Change | None = None
    rfo: Rfo | None = None
    for at in sorted({version.at for version in (*past.record, *past.rfo) if version.at <= as_of}):
        for version in _made_at(at, past.record):
            record = version if isinstance(version, Incident | Change) else record
        for version in _made_at(at, past.rfo):
            rfo = version if isinstance(version, Rfo) else rfo
        if record is not None:
            found.append(_State(at, record, rfo))
    return found


def _made_at(at: int, versions: Sequence[Version]) -> Iterator[Incident | Change | Rfo | None]:
    return (version.record for version in versions if version.at == at)


def _may_matter(states: Sequence[_State], lines: _Lines) -> bool:
    """A quick look before anybody's view is made: whether something was said differently, or to others."""
    return any(_readers(old) != _readers(new) or any(lines(old, new)) for old, new in pairwise(states))


def _readers(state: _State) -> object:
    """What decides who may read it."""
    record, rfo = state.record, state.rfo
    scopes = tuple((impact.on, impact.customers) for impact in record.impacts or ())
    components = record.components if isinstance(record, Change) else ()
    return record.reader, scopes, components, None if rfo is None else (rfo.status, rfo.audience)


def _readable(edition: Edition, states: Sequence[_State]) -> list[_State]:
    """Those that the reader may read, each with its report if that may be read; one filter decides for all of them."""
    names = [str(place) for place in range(len(states))]
    named = dict(zip(names, states, strict=True))
    whole: Register = edition.ledger.register
    known = register_for(
        edition.reader,
        replace(
            whole,
            incidents=MappingProxyType({n: one.record for n, one in named.items() if isinstance(one.record, Incident)}),
            changes=MappingProxyType({n: one.record for n, one in named.items() if isinstance(one.record, Change)}),
            rfos=MappingProxyType({n: one.rfo for n, one in named.items() if one.rfo is not None}),
        ),
        edition.ledger.graph,
    )
    return [
        replace(state, rfo=known.rfos.get(name))
        for name, state in named.items()
        if name in known.incidents or name in known.changes
    ]


def _record_lines(edition: Edition, old: _State, new: _State) -> Iterator[str]:
    words = Words(edition, new.at)
    if isinstance(old.record, Incident) and isinstance(new.record, Incident):
        return incident_words(words, old.record, new.record)
    assert isinstance(old.record, Change)
    assert isinstance(new.record, Change)
    return change_words(words, old.record, new.record)


def _rfo_lines(edition: Edition, old: _State, new: _State) -> Iterator[str]:
    if old.rfo is not None and new.rfo is not None:
        yield from rfo_words(old.rfo, new.rfo, edition.register.rfos.get(new.record.id))
