"""What `check` says about private terms: those that stand in what others would read, and those that nobody can look for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from aboveboard.errors import Problem, Severity
from aboveboard.proof.leak_problems import leak_problems
from aboveboard.proof.positions import index_of
from aboveboard.proof.scanner import Scanner
from aboveboard.proof.sources import Leak, leaks_in_sources
from aboveboard.proof.spoken import Spoken
from aboveboard.records.layout import CATALOG
from aboveboard.records.register import Register
from aboveboard.records.source import position_of
from aboveboard.views.private_terms import openly_named, private_terms, publicly_known_terms, unfindable_terms
from aboveboard.views.terms.folding import words_of
from aboveboard.views.terms.readers import PUBLIC_READERS
from aboveboard.views.terms.term import Term, TermKind

ALLOWED_WORDS = f"{CATALOG}/allowed-words.yml"
_PAGES = "content/pages"
# What a hand-written page may be made of.
_TEXTS = (".md", ".html", ".yml", ".txt", ".svg", ".css", ".js", ".json", ".csv")

BytesOf = Callable[[str], bytes]


def scanner_of(register: Register) -> Scanner:
    """With every private term of the register, but for those that its allow list allows."""
    return _scanner(register, private_terms(register))


def pages_below(root: Path) -> dict[str, str]:
    """The texts of the hand-written pages, by their paths in the repository."""
    found = (path for path in sorted((root / _PAGES).rglob("*")) if path.suffix in _TEXTS and path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text("utf-8", "replace") for path in found}


def private_problems(register: Register, root: Path) -> tuple[Problem, ...]:
    """Sorted: an error for each private term that the wrong readers would find, and warnings about the list of terms."""

    def bytes_of(path: str) -> bytes:
        return (root / path).read_bytes()

    if not register.customers and not register.communications:
        return tuple(sorted(_needless(register, frozenset(), bytes_of)))
    terms = private_terms(register)
    scanner = _scanner(register, terms)
    leaks = [*leaks_in_sources(register, pages_below(root), scanner), *_leaks_in_files(root, scanner)]
    public = publicly_known_terms(register)
    keys = frozenset(term.key for term in (*terms, *public) if register.allowed_words)
    return tuple(
        sorted(
            {
                *leak_problems(leaks, bytes_of),
                *_too_short(register, scanner, bytes_of),
                *_public_names(public, scanner, bytes_of),
                *_needless(register, keys, bytes_of),
            }
        )
    )


def _leaks_in_files(root: Path, scanner: Scanner) -> Iterator[Leak]:
    """In the names of what lies among the pages, and in what of it is no text: pictures and documents."""
    pages = root / _PAGES
    for path in sorted(path for path in pages.rglob("*") if path.is_file()):
        data = b"" if path.suffix in _TEXTS else path.read_bytes()
        found = scanner.hits(None, path.relative_to(pages).as_posix(), data)
        for part, term in sorted({("name" if hit.where == "path" else "page", hit.term) for hit in found}):
            yield Leak(path.relative_to(root).as_posix(), "", Spoken("", part=part), term, PUBLIC_READERS)


def _scanner(register: Register, terms: tuple[Term, ...]) -> Scanner:
    return Scanner(terms, [one.word for one in register.allowed_words.values()], openly_named(register))


def _too_short(register: Register, scanner: Scanner, bytes_of: BytesOf) -> Iterator[Problem]:
    for customer, term in unfindable_terms(register):
        if term.key not in scanner.allowed:
            least = "7 digits" if term.kind is TermKind.PHONE else "3 letters or digits"
            message = f'the {term.kind.value} "{term.text}" is too short to be looked for in what others read'
            yield _warning(_file_of(customer), term, message, f"at least {least}", bytes_of)


def _public_names(terms: tuple[Term, ...], scanner: Scanner, bytes_of: BytesOf) -> Iterator[Problem]:
    for term in terms:
        if term.key not in scanner.allowed:
            message = f'the {term.kind.value} "{term.text}" names something public too, so nobody looks for it'
            hint = f"rename one of them, or say in {ALLOWED_WORDS} why that is well"
            for customer in sorted(term.known_to):
                yield _warning(_file_of(customer), term, message, hint, bytes_of)


def _needless(register: Register, keys: frozenset[str], bytes_of: BytesOf) -> Iterator[Problem]:
    for allowed in register.allowed_words.values():
        if "".join(words_of(allowed.word)) not in keys:
            term = Term(allowed.word, TermKind.NAME, "")
            yield _warning(ALLOWED_WORDS, term, f'"{allowed.word}" is no private term', "remove it", bytes_of)


def _warning(path: str, term: Term, message: str, hint: str, bytes_of: BytesOf) -> Problem:
    text = bytes_of(path).decode("utf-8", "replace")
    line, column = position_of(text, index_of(term, text) or 0)
    return Problem(path, line, column, "", message, hint, Severity.WARNING)


def _file_of(customer: str) -> str:
    return f"{CATALOG}/customers/{customer}.yml"
