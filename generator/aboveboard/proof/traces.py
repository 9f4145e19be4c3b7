"""From a hit in a written file to the records that it came from, which can be withheld."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aboveboard.proof.scanner import Hit, Scanner
from aboveboard.records.register import Register
from aboveboard.views.terms.of_records import texts_of, texts_of_rfo, told_in


@dataclass(frozen=True, slots=True)
class Traces:
    """`by_record` has the hits whose term stands in the record's own words, by the path of the record's file;
    `untraced` those that nobody can explain."""

    by_record: Mapping[str, tuple[Hit, ...]]
    untraced: tuple[Hit, ...]


def traced(hits: Iterable[Hit], register: Register) -> Traces:
    """Hits of one reader, and that reader's register (`audience.register_for`). A term that stands in several records
    is traced to each of them."""
    waiting = tuple(sorted(hits))
    scanner = Scanner({hit.term for hit in waiting})
    found: dict[str, tuple[Hit, ...]] = {}
    texts = [(record.path, (record.id, *texts_of(record))) for record in told_in(register)]
    texts += [(rfo.path, tuple(texts_of_rfo(rfo))) for rfo in register.rfos.values()]
    for path, words in texts if waiting else ():
        terms = {hit.term for hit in scanner.hits(None, "", "\n\n".join(words).encode(), parted=True)}
        if terms:
            found[path] = tuple(hit for hit in waiting if hit.term in terms)
    explained = {hit for those in found.values() for hit in those}
    return Traces(found, tuple(hit for hit in waiting if hit not in explained))
