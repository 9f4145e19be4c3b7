"""Every private term of a register: what belongs to one customer or to staff, and may stand in nobody else's pages.

Terms are made of the whole register, before anybody's view of it; the scanner of `proof` looks for them in what was
written, and `check` in what people are about to publish.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from ahocorasick_rs import AhoCorasick

from aboveboard.records.register import Register
from aboveboard.views.terms.folding import words_of
from aboveboard.views.terms.of_customers import terms_of_customer
from aboveboard.views.terms.of_records import terms_of_records
from aboveboard.views.terms.public_words import public_keys, public_texts
from aboveboard.views.terms.readers import Reach
from aboveboard.views.terms.term import Term, TermKind


def private_terms(register: Register) -> tuple[Term, ...]:
    """Sorted. Of terms that read alike there is one, known to everybody who may read one of them. What is too short to
    be looked for is in it too (`Term.can_be_found`)."""
    reach = Reach(register)
    return tuple(sorted([*_of_customers(register), *_of_records(register, reach)]))


def publicly_known_terms(register: Register) -> tuple[Term, ...]:
    """What customers are called that is the name of something public too: nobody can look for it. Sorted."""
    public = public_keys(register)
    return tuple(sorted(one for key, one in _merged(_written(register)) if key in public and one.kind.is_identity))


def openly_named(register: Register) -> tuple[str, ...]:
    """The ids and names of components that `public: true` makes everybody's, whoever is named in them. Sorted."""
    shown = (one for one in register.components.values() if one.public)
    return tuple(sorted({text for one in shown for text in (one.id, one.name)}))


def unfindable_terms(register: Register) -> tuple[tuple[str, Term], ...]:
    """Each customer's id with what is too short in its file to be looked for. Sorted."""
    found = {
        (customer.id, term)
        for customer in register.customers.values()
        for term in terms_of_customer(customer)
        if not term.can_be_found
    }
    return tuple(sorted(found))


def _of_customers(register: Register) -> Iterator[Term]:
    public = public_keys(register)
    return (term for key, term in _merged(_written(register)) if key not in public)


def _written(register: Register) -> Iterator[Term]:
    for customer in register.customers.values():
        yield from terms_of_customer(customer)


def _of_records(register: Register, reach: Reach) -> Iterator[Term]:
    """But for sentences that a public record says in the same words."""
    terms = [term for _, term in _merged(terms_of_records(register, reach)) if term.can_be_found]
    sentences = [term for term in terms if term.kind is TermKind.SENTENCE]
    known = _found_in(public_texts(register, reach), [_padded(term.text) for term in sentences]) if sentences else ()
    yield from (term for term in terms if term.kind is not TermKind.SENTENCE)
    yield from (term for at, term in enumerate(sentences) if at not in known)


def _found_in(texts: Iterable[str], wanted: Collection[str]) -> frozenset[int]:
    """The positions of those of the wanted, folded and padded, that stand in one of the texts."""
    automaton = AhoCorasick(wanted)
    found: set[int] = set()
    for text in texts:
        found.update(at for at, _, _ in automaton.find_matches_as_indexes(_padded(text), overlapping=True))
    return frozenset(found)


def _padded(text: str) -> str:
    """Words with one blank around each, so that only whole words are found."""
    return f" {' '.join(words_of(text))} "


def _merged(terms: Iterable[Term]) -> Iterator[tuple[str, Term]]:
    """One for each key, known to whoever knows one of them."""
    kept: dict[tuple[bool, str], Term] = {}
    for term in terms:
        key = (term.kind is TermKind.VALUE, term.key)
        other = kept.get(key)
        kept[key] = term if other is None else replace(other, known_to=other.known_to | term.known_to)
    return ((key, term) for (_, key), term in kept.items() if key)
