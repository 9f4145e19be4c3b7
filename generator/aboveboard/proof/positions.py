"""Where in the text of a file a term stands."""

from __future__ import annotations

from aboveboard.proof.numbers import PHONE_DIGITS
from aboveboard.views.terms.folding import folded_character
from aboveboard.views.terms.term import Term, TermKind


def index_of(term: Term, text: str, start: int = 0) -> int | None:
    """The index of its first character, from `start` on: where a whole word begins, if it can be had; None where it does
    not stand, and for what has neither letters nor digits."""
    letters: list[str] = []
    indices: list[int] = []
    for index, character in enumerate(text[start:], start):
        for letter in folded_character(character).casefold():
            if letter.isalnum():
                letters.append(letter)
                indices.append(index)
    wanted = term.key[-PHONE_DIGITS:] if term.kind is TermKind.PHONE else term.key
    squeezed = "".join(letters)
    found = _occurrences(squeezed, wanted) if wanted else []
    whole = [at for at in found if _is_whole(text, indices[at], indices[at + len(wanted) - 1])]
    return indices[(whole or found)[0]] if found else None


def _occurrences(text: str, wanted: str) -> list[int]:
    found = []
    at = text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def _is_whole(text: str, first: int, last: int) -> bool:
    return not text[first - 1 : first].isalnum() and not text[last + 1 : last + 2].isalnum()
