"""The proof that no tree holds what belongs to others: first in the records, then in every byte that was made of them.

A record that names somebody whom its readers must not know is shown as it last did not, or withheld from everybody but
staff, and the rest is published. What nobody can trace to a record fails the build (outputs.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import msgpack

from aboveboard.availability.graph import graph_of
from aboveboard.frozen import frozen
from aboveboard.history.git import Git
from aboveboard.proof.check import scanner_of
from aboveboard.proof.scanner import Hit, Scanner, said
from aboveboard.proof.sources import Leak, leaks_in_records, looked_through
from aboveboard.proof.traces import saying, traced
from aboveboard.publish.cache import Cache
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.layout import File, kind_of
from aboveboard.records.reading import read_file
from aboveboard.records.register import Register
from aboveboard.records.rfo import Rfo
from aboveboard.site.inspection import Inspection, ProofFailed
from aboveboard.site.records_of import Recorded, digests_of_records
from aboveboard.views.audience import Reader, register_for
from aboveboard.views.own_registers import without
from aboveboard.views.terms.term import Term

_HOW_TO_GO_ON = (
    "nothing was published: these words belong to others, and no record says them; take them out of the catalog or the "
    "hand-written pages, or allow them with a reason in content/catalog/allowed-words.yml"
)

_MOST_PLACES = 3
_SILENT = "silent"


@frozen
class Withheld:
    """A record that says what its readers must not know. `is_older_shown` tells that they read its last good version;
    else only staff read it."""

    path: str
    why: str
    is_older_shown: bool

    def __str__(self) -> str:
        instead = "its last good version is shown" if self.is_older_shown else "withheld from everybody but staff"
        return f"{self.path}: {instead}: {self.why}"


@frozen
class Proof:
    """`made_of` is everything that was recorded, `told` what may be told to anybody but staff."""

    made_of: Recorded
    told: Recorded
    scanner: Scanner
    withheld: tuple[Withheld, ...] = ()

    @property
    def has_secrets(self) -> bool:
        return bool(self.scanner.terms)

    def inspection(self, reader: str | None) -> Inspection:
        return Inspection(self.scanner if self.has_secrets else None, reader, self.made_of.root)

    def withholding(self, found: Sequence[tuple[str, Hit]]) -> Proof:
        """With the records withheld that the hits come from; each with the tree that it was found in.

        Raises ProofFailed for what comes from no record that is still told.
        """
        paths: dict[str, str] = {}
        lost: list[tuple[str, Hit]] = []
        register = saying({hit.term for _, hit in found}, self.told.register)
        graph = graph_of(register)
        by_reader: dict[str, dict[Hit, str]] = {}
        for tree, hit in found:
            by_reader.setdefault(hit.reader or "", {})[hit] = tree
        for reader, theirs in sorted(by_reader.items()):
            traces = traced(theirs, register_for(Reader(customer=reader or None), register, graph))
            for path, hits in traces.by_record.items():
                paths.setdefault(path, f"{said(hits[0].term)} stood in {theirs[hits[0]]}/{hits[0].path}")
            lost += ((theirs[hit], hit) for hit in traces.untraced)
        if lost:
            raise ProofFailed("\n".join([*_by_term(lost), _HOW_TO_GO_ON]))
        return _withholding(self, paths, with_older=False)


def _by_term(lost: Iterable[tuple[str, Hit]]) -> Iterator[str]:
    """A line for each term with the first places that it stands in, and how many more there are."""
    places: dict[Term, list[str]] = {}
    for tree, hit in sorted(lost):
        places.setdefault(hit.term, []).append(f"{tree}/{hit.place}".removeprefix("/"))
    for term, those in sorted(places.items()):
        more = f" and {len(those) - _MOST_PLACES} more" if len(those) > _MOST_PLACES else ""
        yield f"{', '.join(those[:_MOST_PLACES])}{more}: {said(term)}"


def remove_leaks(inspection: Inspection, folder: Path, paths: Iterable[str]) -> None:
    """Of a tree that was written in its place. Raises ProofFailed that names all of them."""
    files = {path: folder / path for path in sorted(paths) if (folder / path).is_file()}
    found = {path: inspection.hits(path, file.read_bytes()) for path, file in files.items()}
    for path, hits in found.items():
        if hits:
            files[path].unlink()
    lost = [("", hit) for hits in found.values() for hit in hits]
    if lost:
        raise ProofFailed("\n".join([*_by_term(lost), _HOW_TO_GO_ON]))


def proof_of(made_of: Recorded, cache: Cache) -> Proof:
    """With what the records themselves say that their readers must not know kept from them.

    Records that the cache knows to say nothing of anybody are not looked through again.
    """
    scanner = scanner_of(made_of.register)
    proof = Proof(made_of, made_of, scanner)
    if not proof.has_secrets:
        return proof
    reasons: dict[str, str] = {}
    for leak in _leaks(made_of, scanner, cache):
        reasons.setdefault(leak.path, f"it says {said(leak.term)}")
    return _withholding(proof, reasons, with_older=True)


def _leaks(made_of: Recorded, scanner: Scanner, cache: Cache) -> tuple[Leak, ...]:
    """A file is known by its path as well: a record's id, which is told, comes from there."""
    packed = cache.get(_SILENT, scanner.key)
    known: Mapping[str, str] = {} if packed is None else msgpack.unpackb(packed)
    digests = {path: digest.whole for path, digest in made_of.digests.items()}
    as_known = {path for path, digest in digests.items() if known.get(path) == digest}
    looked = looked_through(made_of.register, scanner, as_known)
    silent = {path: digests[path] for path in sorted(looked.silent)}
    if silent != known:
        cache.put(_SILENT, {scanner.key: msgpack.packb(silent)})
        cache.keep_only(_SILENT, (scanner.key,))
    return looked.leaks


def _withholding(proof: Proof, reasons: Mapping[str, str], *, with_older: bool) -> Proof:
    if not reasons:
        return proof
    register = proof.told.register
    older = {path: _last_clean(proof, path) for path in reasons} if with_older else {}
    register = _with(without(register, frozenset(reasons)), (one for one in older.values() if one is not None))
    shown = {path: record for path, record in older.items() if record is not None}
    told = replace(
        proof.told,
        register=register,
        digests={**proof.told.digests, **{path: digests_of_records((record,)) for path, record in shown.items()}},
        restored=proof.told.restored | shown.keys(),
    )
    withheld = (Withheld(path, reasons[path], path in shown) for path in sorted(reasons))
    return replace(proof, told=told, withheld=(*proof.withheld, *withheld))


def _last_clean(proof: Proof, path: str) -> Incident | Change | Rfo | None:
    """The newest version in git that says nothing of others; None when there is none."""
    kind = kind_of(path)
    assert kind is not None, path
    for content in Git(proof.made_of.root).versions(path):
        reading = read_file(File(path, kind), content)
        record = reading.records[0] if reading.records and not reading.is_broken else None
        if isinstance(record, Incident | Change | Rfo):
            alone = _with(without(proof.made_of.register, frozenset((path,))), (record,))
            if not any(leak.path == path for leak in leaks_in_records(alone, proof.scanner)):
                return record
    return None


def _with(register: Register, records: Iterable[Incident | Change | Rfo]) -> Register:
    """The register with these records in their places; a report without its incident is left out."""
    incidents, changes, rfos = dict(register.incidents), dict(register.changes), dict(register.rfos)
    for record in records:
        if isinstance(record, Incident):
            incidents[record.id] = record
        elif isinstance(record, Change):
            changes[record.id] = record
        else:
            rfos[record.id] = record
    return replace(
        register,
        incidents=MappingProxyType(dict(sorted(incidents.items()))),
        changes=MappingProxyType(dict(sorted(changes.items()))),
        rfos=MappingProxyType({id: rfo for id, rfo in sorted(rfos.items()) if id in incidents}),
    )
