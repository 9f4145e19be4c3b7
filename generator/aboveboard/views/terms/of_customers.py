"""The terms of the customers' own files: what they are called, who speaks for them, what they are worth."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.records.catalog import AccountManager, Contact, Customer, Meeting
from aboveboard.views.terms.domains import domains_of
from aboveboard.views.terms.sentences import sentences_of, telling_parts_of
from aboveboard.views.terms.term import Term, TermKind

_NOBODY: frozenset[str] = frozenset()


def terms_of_customer(customer: Customer) -> Iterator[Term]:
    """A customer may read everything of its own but its value and the note on why it left (`audience.register_for`)."""
    own = frozenset((customer.id,))
    yield Term(customer.id, TermKind.ID, customer.id, own)
    yield Term(customer.name, TermKind.NAME, customer.id, own)
    for alias in customer.aliases:
        yield Term(alias, TermKind.ALIAS, customer.id, own)
    if customer.account_manager is not None:
        yield from _of_manager(customer.account_manager, customer.id, own)
    for contact in customer.contacts:
        yield from _of_contact(contact, f"contact of {customer.id}", own)
    for meeting in customer.meetings:
        yield from _of_meeting(meeting, f"meeting with {customer.id}", own)
    if customer.value:
        yield Term(str(int(customer.value)), TermKind.VALUE, f"value of {customer.id}", _NOBODY)
    if customer.ended is not None:
        yield from _sentences((customer.ended.reason,), f"reason why {customer.id} left", own)
        for part in telling_parts_of(customer.ended.note or ""):
            yield Term(part, TermKind.SENTENCE, f"note on why {customer.id} left", _NOBODY)


def _of_manager(manager: AccountManager, customer: str, own: frozenset[str]) -> Iterator[Term]:
    owner = f"account manager of {customer}"
    yield Term(manager.name, TermKind.PERSON, owner, own)
    if manager.email:
        yield Term(manager.email, TermKind.EMAIL, owner, own)
    if manager.phone:
        yield Term(manager.phone, TermKind.PHONE, owner, own)


def _of_contact(contact: Contact, owner: str, own: frozenset[str]) -> Iterator[Term]:
    """What somebody does and when is told only as a sentence: "Head of IT" is anybody's."""
    if contact.name:
        yield Term(contact.name, TermKind.PERSON, owner, own)
    if contact.email:
        yield Term(contact.email, TermKind.EMAIL, owner, own)
        for domain in domains_of(contact.email):
            yield Term(domain, TermKind.DOMAIN, owner, own)
    for phone in (contact.phone, contact.whatsapp):
        if phone:
            yield Term(phone, TermKind.PHONE, owner, own)
    if contact.telegram:
        yield Term(contact.telegram, TermKind.PERSON, owner, own)
    yield from _sentences((contact.role or "", contact.hours or "", *contact.channels), owner, own)


def _of_meeting(meeting: Meeting, owner: str, own: frozenset[str]) -> Iterator[Term]:
    yield from _sentences((meeting.what, *meeting.with_), owner, own)


def _sentences(texts: tuple[str, ...], owner: str, known_to: frozenset[str]) -> Iterator[Term]:
    for text in texts:
        for sentence in sentences_of(text):
            yield Term(sentence, TermKind.SENTENCE, owner, known_to)
