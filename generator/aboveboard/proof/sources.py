"""Private terms in what people wrote, before anything is published: each record as its readers would have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from itertools import chain
from typing import NamedTuple

from aboveboard.frozen import frozen
from aboveboard.proof.scanner import Scanner
from aboveboard.proof.spoken import Spoken, spoken_in, spoken_in_node, spoken_in_provider, spoken_in_rfo
from aboveboard.records.layout import CATALOG
from aboveboard.records.register import Register
from aboveboard.views.audience import PUBLIC, known_components
from aboveboard.views.terms.of_records import texts_of, texts_of_rfo, told_in
from aboveboard.views.terms.readers import PUBLIC_READERS, Reach, Readers
from aboveboard.views.terms.term import Term

# So many characters are looked at together.
_BATCH = 200_000


@frozen
class Leak:
    """A private term in the file at `path`, that `readers` would find although they may not. `id` is the record's, empty
    for what is none."""

    path: str
    id: str
    spoken: Spoken
    term: Term
    readers: Readers


class Looked(NamedTuple):
    """`silent` are the files of records in which no term stands at all, whoever may read it."""

    leaks: tuple[Leak, ...]
    silent: frozenset[str]


def leaks_in_records(register: Register, scanner: Scanner) -> tuple[Leak, ...]:
    """Of incidents, changes and RFOs, in their order."""
    return looked_through(register, scanner).leaks


def looked_through(register: Register, scanner: Scanner, silent: Set[str] = frozenset()) -> Looked:
    """All records; but for those in the files that are known to be `silent`, as they are and to a scanner of this key."""
    looked = _looked(_records(register, Reach(register), silent), scanner)
    return Looked(looked.leaks, looked.silent | silent)


def leaks_in_sources(register: Register, pages: Mapping[str, str], scanner: Scanner) -> tuple[Leak, ...]:
    """In records, in what the catalog tells everybody or some customers, and in hand-written pages (texts by path)."""
    reach = Reach(register)
    return _looked(chain(_records(register, reach), _catalog(register, reach), _pages(pages)), scanner).leaks


@frozen
class _Told:
    """What is told to the same readers in one place of a file."""

    path: str
    id: str
    readers: Readers
    texts: tuple[str, ...]
    spoken: Callable[[], Iterable[Spoken]]


def _records(register: Register, reach: Reach, silent: Set[str] = frozenset()) -> Iterator[_Told]:
    for record in told_in(register):
        if record.path not in silent:
            texts = (record.id, *texts_of(record))
            yield _Told(record.path, record.id, reach.readers_of(record), texts, partial(spoken_in, record))
    for rfo in register.rfos.values():
        if rfo.path not in silent:
            yield _Told(
                rfo.path, rfo.id, reach.readers_of_rfo(rfo), tuple(texts_of_rfo(rfo)), partial(spoken_in_rfo, rfo)
            )


def _catalog(register: Register, reach: Reach) -> Iterator[_Told]:
    public = frozenset(known_components(PUBLIC, register))
    yield _entry("provider", "", PUBLIC_READERS, tuple(spoken_in_provider(register.provider)))
    for component in register.components.values():
        readers = PUBLIC_READERS if component.id in public else Readers(customers=reach.readers_of_node(component.id))
        yield _entry("components", component.id, readers, tuple(spoken_in_node(component)))
    for service in register.services.values():
        yield _entry("services", service.id, PUBLIC_READERS, tuple(spoken_in_node(service)))
    agreed = _agreed(register)
    for sla in register.slas.values():
        readers = Readers(customers=frozenset(agreed.get(sla.id, ())))
        yield _entry("slas", sla.id, readers, (Spoken(sla.name or "", (sla.id, "name")),))


def _agreed(register: Register) -> dict[str, set[str]]:
    """The customers who were promised each SLA."""
    found: dict[str, set[str]] = {}
    for customer in register.customers.values():
        for subscription in customer.subscriptions:
            found.setdefault(subscription.sla or "", set()).add(customer.id)
    return found


def _entry(file: str, id: str, readers: Readers, spoken: tuple[Spoken, ...]) -> _Told:
    return _Told(f"{CATALOG}/{file}.yml", id, readers, tuple(one.text for one in spoken), lambda: spoken)


def _pages(pages: Mapping[str, str]) -> Iterator[_Told]:
    for path, text in sorted(pages.items()):
        spoken = (Spoken(text, part="page"),)
        yield _Told(path, "", PUBLIC_READERS, (text,), partial(tuple, spoken))


def _looked(told: Iterable[_Told], scanner: Scanner) -> Looked:
    """Many are looked at together, and only where a term was found each by itself."""
    leaks: list[Leak] = []
    silent: set[str] = set()
    for batch in _batches(one for one in told if one.readers.is_public or one.readers.customers):
        loud = [one for one in batch if _found_in((one,), scanner)] if _found_in(batch, scanner) else []
        leaks += (leak for one in loud for leak in _leaks_in(one, scanner))
        silent.update({one.path for one in batch} - {one.path for one in loud})
    return Looked(tuple(leaks), frozenset(silent))


def _batches(told: Iterable[_Told]) -> Iterator[list[_Told]]:
    batch: list[_Told] = []
    size = 0
    for one in told:
        batch.append(one)
        size += sum(map(len, one.texts))
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    yield batch


def _found_in(batch: Iterable[_Told], scanner: Scanner) -> list[Term]:
    return _found(scanner, None, "\n\n".join([text for one in batch for text in one.texts]))


def _leaks_in(told: _Told, scanner: Scanner) -> Iterator[Leak]:
    for spoken in told.spoken():
        yield from _leaks(scanner, told, spoken)


def _leaks(scanner: Scanner, told: _Told, spoken: Spoken) -> Iterator[Leak]:
    strangers = _strangers(scanner, told.readers, spoken.text)
    return (Leak(told.path, told.id, spoken, term, strangers[term]) for term in sorted(strangers))


def _strangers(scanner: Scanner, readers: Readers, text: str) -> dict[Term, Readers]:
    """The terms in the text, and which of its readers may not read them."""
    found = _found(scanner, None, text)
    if readers.is_public or not found:
        return dict.fromkeys(found, PUBLIC_READERS)
    by_term: dict[Term, set[str]] = {}
    for customer in readers.customers:
        for term in _found(scanner, customer, text):
            by_term.setdefault(term, set()).add(customer)
    return {term: Readers(customers=frozenset(customers)) for term, customers in by_term.items()}


def _found(scanner: Scanner, reader: str | None, text: str) -> list[Term]:
    return [hit.term for hit in scanner.hits(reader, "", text.encode(), parted=True)] if text else []
