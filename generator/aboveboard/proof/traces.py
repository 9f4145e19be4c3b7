"""From a hit in a written file to the records that it came from, which can be withheld."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from aboveboard.frozen import frozen
from aboveboard.proof.scanner import Hit, Scanner
from aboveboard.records.register import Register
from aboveboard.views.terms.of_records import texts_of, texts_of_rfo, told_in
from aboveboard.views.terms.term import Term


@frozen
class Traces:
    """`by_record` has the hits whose term stands in the record's own words, by the path of the record's file;
    `untraced` those that nobody can explain."""

    by_record: Mapping[str, tuple[Hit, ...]]
    untraced: tuple[Hit, ...]


def saying(terms: Collection[Term], register: Register) -> Register:
    """The part of the register whose words may say one of these: all that hits can be traced to, whoever reads it."""
    scanner = Scanner(terms)
    paths = {path for path, words in _texts(register) if _terms_in(scanner, words)}
    rfos = {id: rfo for id, rfo in register.rfos.items() if rfo.path in paths}
    incidents = {id: one for id, one in register.incidents.items() if one.path in paths or id in rfos}
    changes = {id: one for id, one in register.changes.items() if one.path in paths}
    return replace(
        register,
        incidents=MappingProxyType(incidents),
        changes=MappingProxyType(changes),
        rfos=MappingProxyType(rfos),
    )


def traced(hits: Iterable[Hit], register: Register) -> Traces:
    """Hits of one reader, and that reader's register (`audience.register_for`), or the part of it that is `saying` their
    terms. A term that stands in several records is traced to each of them."""
    waiting = tuple(sorted(hits))
    scanner = Scanner({hit.term for hit in waiting})
    found: dict[str, tuple[Hit, ...]] = {}
    for path, words in _texts(register) if waiting else ():
        terms = _terms_in(scanner, words)
        if terms:
            found[path] = tuple(hit for hit in waiting if hit.term in terms)
    explained = {hit for those in found.values() for hit in those}
    return Traces(found, tuple(hit for hit in waiting if hit not in explained))


def _texts(register: Register) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What each record says, by the path of its file."""
    for record in told_in(register):
        yield record.path, (record.id, *texts_of(record))
    for rfo in register.rfos.values():
        yield rfo.path, tuple(texts_of_rfo(rfo))


def _terms_in(scanner: Scanner, words: Iterable[str]) -> frozenset[Term]:
    return frozenset(hit.term for hit in scanner.hits(None, "", "\n\n".join(words).encode(), parted=True))
