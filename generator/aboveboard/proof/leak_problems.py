"""Leaks as problems of `check`: on their lines, with what would be right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from aboveboard.errors import Problem, Problems
from aboveboard.proof.positions import index_of
from aboveboard.proof.sources import Leak
from aboveboard.records.front_matter import read_front_matter
from aboveboard.records.layout import File, kind_of
from aboveboard.records.place import Place
from aboveboard.records.reading import place_in
from aboveboard.records.source import CATALOG_LIMIT_BYTES, Source, position_of, source_of
from aboveboard.views.terms.readers import Readers
from aboveboard.views.terms.term import Term, TermKind
from aboveboard.views.words.prose import list_text

_ALLOW = "allow it with a reason in content/catalog/allowed-words.yml"
_MOST_SHOWN = 60
_MOST_READERS = 3


def leak_problems(leaks: Iterable[Leak], bytes_of: Callable[[str], bytes]) -> tuple[Problem, ...]:
    """Sorted. `bytes_of` gives the file at a path; each is read once more, for the positions alone."""
    by_path: dict[str, list[Leak]] = {}
    for leak in leaks:
        by_path.setdefault(leak.path, []).append(leak)
    return tuple(sorted({one for path, found in by_path.items() for one in _of_file(path, found, bytes_of(path))}))


def leak_message(leak: Leak) -> str:
    """ "names acme (alias "ACME") to everybody"."""
    return f"{_told(leak.term)} to {_readers_text(leak.readers)}"


def _of_file(path: str, leaks: list[Leak], data: bytes) -> Iterator[Problem]:
    """Of terms that begin in one place ("Acme", "Acme Corporation"), the longest."""
    try:
        source = source_of(path, data, CATALOG_LIMIT_BYTES)
    except Problems:
        source = Source(path, "")
    kind = kind_of(path)
    place = place_in(File(path, kind), data) if kind is not None else Place(path, None, 1)
    longest: dict[tuple[int, int, str], Leak] = {}
    for leak in sorted(leaks, key=lambda leak: (len(leak.term.key), leak.term)):
        longest[_position(leak, source, place)] = leak
    for (line, column, field), leak in longest.items():
        yield Problem(path, line, column, field, leak_message(leak), _hint(leak))


def _position(leak: Leak, source: Source, place: Place) -> tuple[int, int, str]:
    """Of the term itself; of the text that it stands in when an escape hides it there."""
    spoken = leak.spoken
    if spoken.part == "name":
        return 1, 1, ""
    if spoken.steps:
        key = len(spoken.steps) == 1 and spoken.text == spoken.steps[0]
        pinned = place.problem(spoken.steps, "", key=key)
        line, column, field = pinned.line, pinned.column, pinned.field
    else:
        line = spoken.line or (1 if spoken.part == "page" else read_front_matter(source).body_line)
        column, field = 1, "" if spoken.part == "page" else spoken.part
    index = index_of(leak.term, source.text, _index_at(source.text, line, column))
    return (line, column, field) if index is None else (*position_of(source.text, index), field)


def _index_at(text: str, line: int, column: int) -> int:
    index = 0
    for _ in range(line - 1):
        index = text.find("\n", index) + 1
    return index + column - 1


def _told(term: Term) -> str:
    shown = term.text if len(term.text) <= _MOST_SHOWN else f"{term.text[: _MOST_SHOWN - 1]}…"
    if term.kind is TermKind.SENTENCE:
        return f'repeats the {term.owner} ("{shown}")'
    if term.kind is TermKind.RECORD:
        return f"names the {term.owner}"
    if term.kind.is_identity:
        return f'names {term.owner.removeprefix("contact of ")} ({term.kind.value} "{shown}")'
    return (
        f'tells the {term.owner} ("{shown}")' if term.kind is TermKind.VALUE else f'names the {term.owner} ("{shown}")'
    )


def _readers_text(readers: Readers) -> str:
    return "everybody" if readers.is_public else list_text(sorted(readers.customers), _MOST_READERS)


def _hint(leak: Leak) -> str:
    is_record = leak.id and leak.path.endswith(".md")
    narrow = ", narrow `audience:`" if is_record else ""
    if leak.spoken.part == "name":
        return f"rename the file{narrow}, or {_ALLOW}"
    return f"leave it out{narrow}, or {_ALLOW}"
