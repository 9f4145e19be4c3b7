"""When git first knew each record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from aboveboard.frozen import frozen
from aboveboard.history.git import Git

_FOLDERS = ("content/changes", "incidents")

# A commit that brings so many records at once brings a history that was written down elsewhere.
_IMPORT_RECORDS = 10


@frozen
class FirstKnown:
    """`instants` (seconds of UTC) by path, for records that came one by one: of those that a first commit or an import
    brought, git cannot tell since when they were known.

    `is_there` is False where no git answers; `is_cut` says that the clone is shallow, and that what its oldest commits
    hold may have been known for long.
    """

    instants: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    is_there: bool = True
    is_cut: bool = False


def first_known(git: Git) -> FirstKnown:
    """One question to git for all records; a second, small one when some came with a commit that has none before it."""
    lines = git.additions(_FOLDERS)
    if lines is None:
        return FirstKnown(is_there=False)
    instants: dict[str, int | None] = {}
    has_first = False
    for commit in _commits(lines):
        has_first = has_first or commit.is_first
        known = None if commit.is_first or len(commit.added) >= _IMPORT_RECORDS else commit.at
        for path in commit.added:
            instants.setdefault(path, known)
        for old, new in commit.renamed:
            instants.setdefault(new, instants.get(old, known))
    told = {path: instant for path, instant in instants.items() if instant is not None}
    return FirstKnown(MappingProxyType(told), is_cut=has_first and git.is_shallow())


@dataclass(slots=True)
class _Commit:
    at: int
    is_first: bool
    added: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)


def _commits(lines: Iterable[str]) -> Iterator[_Commit]:
    """Each that adds or renames something, in the order of the lines; a line without tabs begins one."""
    commit: _Commit | None = None
    for line in lines:
        status, *paths = line.split("\t")
        if not paths and status:
            if commit is not None:
                yield commit
            _, at, *parents = status.split()
            commit = _Commit(int(at), is_first=not parents)
        elif commit is not None and len(paths) == 2:
            commit.renamed.append((paths[0], paths[1]))
        elif commit is not None and paths:
            commit.added.append(paths[0])
    if commit is not None:
        yield commit
