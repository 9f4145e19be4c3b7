"""How a term is recognised in a text: first by needles, all terms at once, then by looking closely.

A word of eight letters and digits or more is found anywhere, also within a longer one; a shorter one only as a whole word,
so that "Orange" is not found in "oranges". Between the words of a term may stand anything that is no letter or digit, or
nothing. Ids of records and domains are found as they are written, numbers however they are grouped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from aboveboard.frozen import frozen
from aboveboard.proof.numbers import PHONE_DIGITS, groupings_of, has_phone, has_value
from aboveboard.proof.texts import Readable, folded_bytes
from aboveboard.views.terms.folding import folded, words_of
from aboveboard.views.terms.term import Term, TermKind, digits_in

# From this length on, letters do not come together by chance.
_LONG = 8
# A part of a term that is as long is looked for within longer words.
_TELLING = 5
_PHONE_NEEDLE = 7
# A word of more terms than that is "services" or "group", which many pages have.
_RARE = 8
_PHRASE = 3
_MOST_MARKS = 3
_SENTENCE_NEEDLE = 32

_LITERAL = (TermKind.DOMAIN, TermKind.RECORD)


@frozen
class Pattern:
    """`words` are the term's, folded; of a number, its digits. A text can hold the term only if one of `needles` stands
    in its `spaced` form, or `squeezed_needle` in its squeezed one."""

    term: Term
    words: tuple[bytes, ...]
    needles: tuple[bytes, ...]
    squeezed_needle: bytes | None

    @property
    def joined(self) -> bytes:
        return b"".join(self.words)

    @property
    def is_long(self) -> bool:
        return len(self.joined) >= _LONG


def patterns_of(terms: Sequence[Term]) -> tuple[Pattern, ...]:
    """In the order of the terms; those that cannot be found have none."""
    findable = [term for term in terms if term.can_be_found]
    words = [_words_of(term) for term in findable]
    counts = Counter(word for one in words for word in one)
    return tuple(
        Pattern(term, one, _needles(term, one, counts), _squeezed_needle(term, one))
        for term, one in zip(findable, words, strict=True)
    )


def stands_in(pattern: Pattern, path: str, text: Readable, *, parted: bool = False) -> bool:
    """Whether the text holds the term. With `parted`, also where a long word is parted within."""
    kind = pattern.term.kind
    if kind is TermKind.VALUE:
        return has_value(pattern.joined.decode(), path, text.text)
    if kind is TermKind.PHONE:
        return has_phone(pattern.joined[-PHONE_DIGITS:].decode(), text.text)
    if kind is TermKind.SENTENCE:
        return pattern.joined in text.squeezed
    if kind in _LITERAL:
        return _is_literally_in(folded_bytes(pattern.term.text.encode()).lower(), text.text.lower())
    if _in_order(pattern.words, pattern.is_long).search(text.spaced) is not None:
        return True
    return parted and pattern.is_long and _parted(pattern.joined).search(text.spaced) is not None


def has_words(pattern: Pattern, text: Readable) -> bool:
    """Whether all words of the term are somewhere in the text: without them it cannot stand there, with or without tags."""
    return all(word in text.spaced for word in pattern.words)


def stands_in_opaque(pattern: Pattern, text: Readable) -> bool:
    """Where letters are there by chance, long terms are found that are written in one piece or with single marks."""
    if not pattern.is_long or pattern.term.kind in (TermKind.VALUE, TermKind.PHONE, TermKind.SENTENCE):
        return False
    return re.search(b" {0,2}".join(pattern.words), text.spaced) is not None


def without(pattern: Pattern, text: bytes) -> bytes:
    """The text with a mark in place of every occurrence of the term."""
    marks = rb"[^0-9A-Za-z\x80-\xff]*"
    parts = [bytes((digit,)) for digit in pattern.joined] if pattern.joined.isdigit() else list(pattern.words)
    return re.sub(marks.join(parts), b"*", text, flags=re.IGNORECASE)


def _words_of(term: Term) -> tuple[bytes, ...]:
    if term.kind in (TermKind.VALUE, TermKind.PHONE):
        return (digits_in(term.text).encode(),)
    return tuple(word.encode() for word in words_of(term.text))


def _needles(term: Term, words: tuple[bytes, ...], counts: Mapping[bytes, int]) -> tuple[bytes, ...]:
    if term.kind is TermKind.VALUE:
        return _value_needles(words[0])
    if term.kind is TermKind.PHONE:
        return _phone_needles(term.text, words[0])
    if term.kind is TermKind.SENTENCE:
        return _phrases_of(term.text, counts)
    if term.kind in (TermKind.EMAIL, *_LITERAL):
        return (b" " + b" ".join(words) + b" ",)
    joined = b"".join(words)
    if len(words) == 1:
        return (_bordered(joined, _LONG),)
    return _anchors(words, counts)


def _anchors(words: tuple[bytes, ...], counts: Mapping[bytes, int]) -> tuple[bytes, ...]:
    """What a text has that holds the term: its rarest word that is no number, else its longest pair of words with no more
    than a few marks between them."""
    telling = [word for word in words if len(word) >= _TELLING and not word.isdigit()]
    rarest = min(telling, key=lambda word: (counts[word], -len(word), word), default=b"")
    if rarest and counts[rarest] <= _RARE:
        return (rarest,)
    first, second = max(pairwise(words), key=lambda pair: (len(b"".join(pair)), pair))
    return tuple(first + b" " * marks + second for marks in range(_MOST_MARKS + 1))


def _bordered(word: bytes, long: int) -> bytes:
    return word if len(word) >= long else b" " + word + b" "


def _value_needles(digits: bytes) -> tuple[bytes, ...]:
    written = {digits, *(" ".join(groups).encode() for groups in groupings_of(digits.decode()))}
    return tuple(sorted(needle for one in written for needle in (b" " + one, one + b" ")))


def _phone_needles(written: str, digits: bytes) -> tuple[bytes, ...]:
    """Its last digits in one piece, and as they were grouped."""
    groups = re.findall(r"\d+", folded(written))
    while sum(map(len, groups[1:])) >= _PHONE_NEEDLE:
        groups = groups[1:]
    return tuple(sorted({digits[-_PHONE_NEEDLE:] + b" ", " ".join(groups).encode() + b" "}))


def _phrases_of(sentence: str, counts: Mapping[bytes, int]) -> tuple[bytes, ...]:
    """A few words of it with nothing but single marks between them, which look the same on any page: those around its
    rarest word, and others, in case that a tag parts the first ones."""
    parts = [part.encode() for part in folded(sentence).strip().split(" ")]
    runs = [(at, parts[at : at + _PHRASE]) for at in range(max(1, len(parts) - _PHRASE + 1))]
    whole = [(at, run) for at, run in runs if all(run)] or [(0, [max(parts, key=len)])]
    whole.sort(key=lambda one: (min(counts[word] for word in one[1]), -sum(map(len, one[1])), one))
    first = whole[0]
    others = [one for one in whole if abs(one[0] - first[0]) >= _PHRASE]
    return tuple(b" " + b" ".join(run) + b" " for _, run in (first, *others[:1]))


def _squeezed_needle(term: Term, words: tuple[bytes, ...]) -> bytes | None:
    if term.kind is TermKind.PHONE:
        return words[0][-PHONE_DIGITS:]
    joined = b"".join(words)
    if term.kind is TermKind.SENTENCE:
        return joined[:_SENTENCE_NEEDLE]
    is_word = term.kind not in (TermKind.VALUE, *_LITERAL)
    return joined if is_word and len(joined) >= _LONG else None


@lru_cache(maxsize=1024)
def _in_order(words: tuple[bytes, ...], is_long: bool) -> re.Pattern[bytes]:
    run = b" *".join(words)
    return re.compile(run if is_long else b" " + run + b" ")


@lru_cache(maxsize=1024)
def _parted(joined: bytes) -> re.Pattern[bytes]:
    """All letters in a row that begins and ends where words do."""
    return re.compile(b" " + b" *".join(re.escape(letter.encode()) for letter in joined.decode()) + b" ")


def _is_literally_in(written: bytes, text: bytes) -> bool:
    """With its own marks in it, and no part of a longer id or name behind it: `2026-10-03-x` is not `2026-10-03-x-again`."""
    at = text.find(written)
    while at >= 0:
        before, behind = text[max(0, at - 1) : at], text[at + len(written) : at + len(written) + 2]
        if not before.isalnum() and not behind[:1].isalnum() and not (behind[:1] == b"-" and behind[1:].isalnum()):
            return True
        at = text.find(written, at + 1)
    return False
