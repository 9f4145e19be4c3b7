"""The terms of records that not everybody may read: their ids, and whole sentences of what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aboveboard.records.change import Change
from aboveboard.records.communication import Communication
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.records.rfo import Rfo
from aboveboard.views.terms.readers import Reach
from aboveboard.views.terms.sentences import sentences_of
from aboveboard.views.terms.term import Term, TermKind

_NOBODY: frozenset[str] = frozenset()


def terms_of_records(register: Register, reach: Reach) -> Iterator[Term]:
    for record in told_in(register):
        readers = reach.readers_of(record)
        if not readers.is_public:
            yield Term(record.id, TermKind.RECORD, _owner(record), readers.customers)
            yield from _sentences(texts_of(record), _owner(record), readers.customers)
    for rfo in register.rfos.values():
        readers = reach.readers_of_rfo(rfo)
        if not readers.is_public:
            yield from _sentences(texts_of_rfo(rfo), f"RFO of {rfo.id}", readers.customers)
    for communication in register.communications.values():
        owner = f"communication {communication.id}"
        yield Term(communication.id, TermKind.RECORD, owner, _NOBODY)
        yield from _sentences(texts_of_communication(communication), owner, _NOBODY)


def told_in(register: Register) -> Iterator[Incident | Change]:
    yield from register.incidents.values()
    yield from register.changes.values()


def texts_of(record: Incident | Change) -> Iterator[str]:
    """All that people wrote in it in their own words."""
    yield record.title
    yield record.introduction
    for update in record.updates:
        yield update.text
    if isinstance(record, Change):
        yield record.version or ""
        return
    yield from (record.supplier or "", *record.tags)
    if record.contact is not None:
        contact = record.contact
        yield from (contact.role or "", contact.name or "", contact.phone or "", contact.email or "")
        yield from (contact.whatsapp or "", contact.telegram or "", contact.hours or "", *contact.channels)


def texts_of_rfo(rfo: Rfo) -> Iterator[str]:
    yield rfo.body
    yield rfo.summary or ""
    yield rfo.root_cause or ""
    for moment in rfo.timeline:
        yield moment.what
    for action in rfo.actions or ():
        yield from (action.id, action.what, action.owner, action.link or "")
    for revision in rfo.changes:
        yield revision.what


def texts_of_communication(communication: Communication) -> Iterator[str]:
    yield communication.body
    yield from (communication.by, communication.function or "")
    if communication.next_ is not None:
        yield communication.next_.what


def _owner(record: Incident | Change) -> str:
    return f"{type(record).__name__.lower()} {record.id}"


def _sentences(texts: Iterable[str], owner: str, known_to: frozenset[str]) -> Iterator[Term]:
    for text in texts:
        for sentence in sentences_of(text):
            yield Term(sentence, TermKind.SENTENCE, owner, known_to)
