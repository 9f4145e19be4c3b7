"""The scanner: which private terms of others stand in a file of a reader's tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import blake2b

from ahocorasick_rs import BytesAhoCorasick, Implementation

from aboveboard.frozen import frozen
from aboveboard.proof.containers import parts_of
from aboveboard.proof.patterns import Pattern, has_words, patterns_of, stands_in, stands_in_opaque, without
from aboveboard.proof.texts import Readable, made_of, readable, spelled_out
from aboveboard.views.terms.folding import words_of
from aboveboard.views.terms.term import Term, TermKind

# With more states than that, an automaton that is slower by half takes less memory.
_MOST_NEEDLE_BYTES = 1_000_000
# What is said of one customer may name another: that is no excuse.
_SAID = (TermKind.SENTENCE, TermKind.RECORD)
_JUDGED_BY_MARKS = (TermKind.VALUE, TermKind.RECORD, TermKind.DOMAIN)
# Around a needle, so much is looked at, and so many times the term's length; tags may stand between its words.
_LEAST_REACH = 400
_REACH = 4
# More needles of a term than that, and the text is looked at as a whole.
_FEW = 8
# A term may begin in one of the pieces between known ones and end in the next.
_OVERLAP = 64


@frozen(order=True)
class Hit:
    """`term` stands in the file at `path` of a tree that its reader may not find it in. `reader` is a customer's id, or
    None for the public; `where` says what of the file ("" for its text, "page 2 of the PDF")."""

    path: str
    where: str
    term: Term
    reader: str | None = None

    @property
    def place(self) -> str:
        return f"{self.path} ({self.where})" if self.where else self.path

    def __str__(self) -> str:
        return f"{self.place}: {said(self.term)}"


def said(term: Term) -> str:
    """`"Jane Doe" (person, account manager of acme)`."""
    return f'"{term.text}" ({term.kind.value}, {term.owner})'


class Scanner:
    """Made once for each build, before workers are forked; hits only read it. `allowed` are the words of the allow list,
    `open` names that anybody may read, whatever stands in them.

    `key` is equal for equal terms and words: what was looked at with the same key, and has not changed since, need not
    be looked at again.
    """

    def __init__(self, terms: Iterable[Term], allowed: Iterable[str] = (), open: Iterable[str] = ()) -> None:
        self.allowed = frozenset("".join(words_of(word)) for word in allowed)
        self.terms = tuple(sorted(one for one in terms if not self.allowed or one.key not in self.allowed))
        self._patterns = patterns_of(self.terms)
        self._automaton = _Automaton([(needle, at) for at, one in enumerate(self._patterns) for needle in one.needles])
        self.open = tuple(sorted(set(open)))
        self._open = patterns_of([Term(name, TermKind.NAME, "") for name in self.open])
        self._own: dict[str, list[Pattern]] = {}
        for pattern in self._patterns:
            for customer in pattern.term.known_to if pattern.term.kind not in _SAID else ():
                self._own.setdefault(customer, []).append(pattern)

    def __reduce__(self) -> tuple[object, ...]:
        return Scanner, (self.terms, self.allowed, self.open)

    @cached_property
    def key(self) -> str:
        digest = blake2b(repr(self.open).encode(), digest_size=16)
        for term in self.terms:
            digest.update(repr((term.text, term.kind.value, sorted(term.known_to))).encode())
        return digest.hexdigest()

    def hits(
        self, reader: str | None, path: str, data: bytes, *, known: Sequence[bytes] = (), parted: bool = False
    ) -> tuple[Hit, ...]:
        """Sorted; one for each term and part of the file. `reader` None is the public.

        `known` are pieces that the file is joined with, in their order, and that were looked at before: they are passed
        over. With `parted`, a word is also found where it is marked within, and a long one where any marks stand within it:
        for what people wrote.
        """
        found = set(self._in_text("path", path, readable(path, path.encode()), reader, parted))
        for part in parts_of(_between(data, known) if known else data):
            if part.is_opaque:
                found.update(self._in_opaque(part.where, path, spelled_out(part.data), reader))
            else:
                text = readable(path.removesuffix(".gz"), part.data)
                found.update(self._in_text(part.where, path, text, reader, parted))
        return tuple(sorted(found))

    def _in_text(self, where: str, path: str, text: Readable, reader: str | None, parted: bool) -> Iterator[Hit]:
        yield from self._in_words(where, path, text, reader, parted)
        if parted and text.unmarked is not text:
            yield from self._in_words(where, path, text.unmarked, reader, parted)

    def _in_words(self, where: str, path: str, text: Readable, reader: str | None, parted: bool) -> Iterator[Hit]:
        places = self._automaton.places_in(text.spaced)
        whole = self._squeezed.places_in(text.squeezed) if parted else {}
        for at in sorted(places.keys() | whole.keys()):
            pattern = self._patterns[at]
            if reader in pattern.term.known_to:
                continue
            near = [text] if at in whole else _neighbourhoods(pattern, text, places[at])
            if any(self._is_hit_with_tags(pattern, path, one, reader, parted) for one in near):
                yield Hit(path, where, pattern.term, reader)

    def _is_hit_with_tags(self, pattern: Pattern, path: str, text: Readable, reader: str | None, parted: bool) -> bool:
        if self._is_hit(pattern, path, text, reader, parted):
            return True
        may_be_tagged = len(pattern.words) > 1 and b"<" in text.text and has_words(pattern, text)
        return may_be_tagged and self._is_hit(pattern, path, text.untagged, reader, parted)

    def _is_hit(self, pattern: Pattern, path: str, text: Readable, reader: str | None, parted: bool) -> bool:
        """What stands within a term of the reader's own, or in an open name, is no hit: "Kestrel" in "Kestrel Freight"."""
        if not stands_in(pattern, path, text, parted=parted):
            return False
        names = (*self._own.get(reader or "", ()), *self._open)
        around = [one for one in names if pattern.joined in one.joined]
        rest = text.text
        for one in around:
            rest = without(one, rest)
        return not around or stands_in(pattern, path, made_of(rest), parted=parted)

    def _in_opaque(self, where: str, path: str, text: Readable, reader: str | None) -> Iterator[Hit]:
        for at in sorted(self._automaton.places_in(text.spaced)):
            pattern = self._patterns[at]
            if reader not in pattern.term.known_to and stands_in_opaque(pattern, text):
                yield Hit(path, where, pattern.term, reader)

    @cached_property
    def _squeezed(self) -> _Automaton:
        needles = [(one.squeezed_needle, at) for at, one in enumerate(self._patterns) if one.squeezed_needle]
        return _Automaton(needles)


class _Automaton:
    """Finds many needles in one walk."""

    def __init__(self, needles: Iterable[tuple[bytes, int]]) -> None:
        meant: dict[bytes, list[int]] = {}
        for needle, at in needles:
            meant.setdefault(needle, []).append(at)
        self._meant = tuple(map(tuple, meant.values()))
        is_large = sum(map(len, meant)) > _MOST_NEEDLE_BYTES
        implementation = Implementation.ContiguousNFA if is_large else Implementation.DFA
        self._automaton = BytesAhoCorasick(meant, implementation=implementation) if meant else None

    def places_in(self, text: bytes) -> dict[int, list[int]]:
        """By what they mean, where the needles that stand in the text end."""
        found: dict[int, list[int]] = {}
        if self._automaton is not None:
            for needle, _, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
                for at in self._meant[needle]:
                    found.setdefault(at, []).append(end)
        return found


def _neighbourhoods(pattern: Pattern, text: Readable, ends: Sequence[int]) -> list[Readable]:
    """The parts of the text that the term must stand in; all of it when they are many, or when the term is judged by
    what stands around it."""
    if pattern.term.kind in _JUDGED_BY_MARKS or len(ends) > _FEW:
        return [text]
    reach = _LEAST_REACH + _REACH * len(pattern.joined)
    return [text.around(end - reach, end + reach) for end in ends]


def _between(data: bytes, known: Sequence[bytes]) -> bytes:
    """What stands between the known pieces, with a little of each; everything when one of them is not there."""
    rest: list[bytes] = []
    end = 0
    for piece in known:
        start = data.find(piece, end)
        if start < 0:
            return data
        if start > end:
            rest.append(data[max(0, end - _OVERLAP) : start + _OVERLAP])
        end = start + len(piece)
    if len(data) > end:
        rest.append(data[max(0, end - _OVERLAP) :])
    return b"".join(rest)
