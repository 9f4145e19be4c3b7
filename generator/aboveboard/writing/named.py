"""The record or node that somebody means: its id, a part of it, or words of its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from aboveboard.errors import Problems, UsageError
from aboveboard.records.front_matter import read_front_matter
from aboveboard.records.ids import undated
from aboveboard.records.layout import File, Kind, find_files
from aboveboard.records.nearest import did_you_mean, nearest
from aboveboard.records.source import CATALOG_LIMIT_BYTES, source_of
from aboveboard.records.vocabulary import Outcome, RfoStatus
from aboveboard.records.wrong import quoted

_WORD = re.compile(r"[^\W_]+")
_FINISHED = (Outcome.SUCCEEDED.value, Outcome.FAILED.value, Outcome.ROLLED_BACK.value, Outcome.CANCELLED.value)
_SHOWN = 8


def record_file(root: Path, word: str, kinds: tuple[Kind, ...]) -> File:
    """The record with that id, or the only open one whose id has every word of it; raises `UsageError` for any other.

    A record that is over has to be named in full: nobody should reopen last year's by a slip.
    """
    files = [file for file in find_files(root)[0] if file.kind in kinds]
    by_id = {file.id: file for file in files}
    if word in by_id:
        return by_id[word]
    words = _words(word)
    matching = [file for file in files if words and all(one in file.id for one in words)]
    is_open = [file for file in matching if _is_open(root, file)]
    if len(is_open) == 1:
        return is_open[0]
    what = " or ".join("RFO" if kind is Kind.RFO else kind.value for kind in kinds)
    if is_open:
        raise UsageError(f"{quoted(word)} could be {_listed(file.id for file in is_open)}")
    raise UsageError(f"no open {what} {quoted(word)}; {_hint(root, word, matching, files)}")


def id_named(word: str, names: Mapping[str, str], what: str) -> str:
    """The id whose id or name is meant, by itself or by words that no other has; raises `UsageError` for any other."""
    if word in names:
        return word
    folded = " ".join(word.split()).casefold()
    same = [id for id, name in names.items() if folded and folded in (id, name.casefold())]
    words = _words(word)
    found = same or [
        id for id, name in names.items() if words and all(one in f"{id} {name}".casefold() for one in words)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{what} {quoted(word)} could be {_listed(sorted(found))}")
    hint = _near(word, names)
    if not hint.startswith("did"):
        near = did_you_mean(word, names.values())
        hint = near if near.startswith("did") else hint
    raise UsageError("; ".join(part for part in (f"no {what} {quoted(word)}", hint) if part))


def latest_named(word: str, names: Mapping[str, str], what: str) -> str:
    """The same, but of several that differ by their day alone, the last one: what recurs has one name."""
    of_that_name = [id for id in names if undated(id) == word]
    return max(of_that_name) if of_that_name else id_named(word, names, what)


def _hint(root: Path, word: str, matching: list[File], files: list[File]) -> str:
    """The record that may be meant, or those that are open, the latest first."""
    if matching:
        return f"write the whole id of one that is closed: {_listed(file.id for file in matching)}"
    near = _near(word, (file.id for file in files))
    if near.startswith("did"):
        return near
    is_open = sorted((file.id for file in files if _is_open(root, file)), reverse=True)
    return f"open: {_listed(is_open)}" if is_open else "none is open"


def _near(word: str, ids: Iterable[str]) -> str:
    """Whoever writes an id by heart may leave its day out."""
    every = list(ids)
    near = nearest(word[:100], every)
    if near is None:
        without_day = {undated(id): id for id in every}
        found = nearest(word[:100], without_day)
        near = without_day[found] if found is not None else None
    return f'did you mean "{near}"?' if near is not None else did_you_mean(word, every)


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:300].casefold())


def _listed(ids: Iterable[str]) -> str:
    every = list(ids)
    more = f" and {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return ", ".join(every[:_SHOWN]) + more


def _is_open(root: Path, file: File) -> bool:
    try:
        data = (root / file.path).read_bytes()
        value = read_front_matter(source_of(file.path, data, CATALOG_LIMIT_BYTES)).document.value
    except (OSError, Problems):
        return True
    assert isinstance(value, dict)
    match file.kind:
        case Kind.CHANGE:
            return value.get("outcome") not in _FINISHED
        case Kind.RFO:
            return value.get("status") != RfoStatus.FINAL.value
    return value.get("resolved") is None
