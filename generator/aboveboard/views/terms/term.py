"""A private term: words that only some customers may read, and what to call their owner in a message."""

from __future__ import annotations

from enum import StrEnum

from aboveboard.frozen import frozen
from aboveboard.views.terms.folding import words_of

# Of anything shorter, every page is full.
LEAST_CHARACTERS = 3
# Of a number shorter than that, a whole page of figures would be full; it is looked for beside a currency alone.
LEAST_PHONE_DIGITS = 7


class TermKind(StrEnum):
    ID = "id"
    NAME = "name"
    ALIAS = "alias"
    PERSON = "person"
    EMAIL = "e-mail"
    PHONE = "phone"
    DOMAIN = "domain"
    VALUE = "value"
    SENTENCE = "sentence"
    RECORD = "record"

    @property
    def is_identity(self) -> bool:
        """Whether it is what a customer is called."""
        return self in (TermKind.ID, TermKind.NAME, TermKind.ALIAS, TermKind.DOMAIN)


@frozen(order=True)
class Term:
    """`owner` is whose it is, for messages: "account manager of acme". `known_to` are the customers who may read it;
    nobody but staff may when it is empty."""

    text: str
    kind: TermKind
    owner: str
    known_to: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """What two terms that look the same to a reader have in common."""
        return folded_key(self.text, self.kind)

    @property
    def can_be_found(self) -> bool:
        if self.kind is TermKind.PHONE:
            return len(digits_in(self.text)) >= LEAST_PHONE_DIGITS
        return len("".join(words_of(self.text))) >= LEAST_CHARACTERS


def folded_key(text: str, kind: TermKind) -> str:
    """Of a number its digits; of anything else its words."""
    return digits_in(text) if kind in (TermKind.PHONE, TermKind.VALUE) else "".join(words_of(text))


def digits_in(text: str) -> str:
    return "".join(character for character in "".join(words_of(text)) if character.isdigit())
