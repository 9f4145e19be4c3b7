"""The commits that changed records, along the first parents: what a merge brought is known since the merge.

Read in one pass, kept as plain values, and continued from where the last reading ended.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from aboveboard.frozen import frozen
from aboveboard.history.git import Git
from aboveboard.records.layout import kind_of

_FOLDERS = ("content/catalog", "content/changes", "incidents")
# Links are not followed, and a repository inside of this one is no file.
_FILES = frozenset((b"100644", b"100755", b"100664"))


class Commit(NamedTuple):
    """`at` is the committer's clock, in seconds of UTC; `files` are the record files that it changed: the path, and the
    id of the new content, empty where the file is gone."""

    id: str
    at: int
    files: tuple[tuple[str, str], ...]


@frozen
class CommitLog:
    """`commits` are oldest first, those that changed no record left out but for the very first.

    `head` is empty where there is no git or no commit. `cut` names the borders of a shallow clone, and is empty for a
    whole one.
    """

    head: str = ""
    cut: str = ""
    commits: tuple[Commit, ...] = ()


class Mark(NamedTuple):
    """The end of a log: its `head` and `cut`, its length, and the id of the last."""

    head: str = ""
    cut: str = ""
    length: int = 0
    last: str = ""


def read_commits(git: Git, known: CommitLog | None = None) -> CommitLog:
    """With `known`, an earlier reading, git is asked for what came after; nothing but the head's id when nothing did."""
    found = git.head()
    if found is None:
        return CommitLog()
    head, cut = found
    if known is not None and known.head and known.cut == cut:
        if known.head == head:
            return known
        fresh = _commits(git.edits(_FOLDERS, head, known.head) or ())
        if fresh and fresh[-1].parent == known.head:
            return CommitLog(head, cut, (*known.commits, *_kept(fresh)))
    every = _commits(git.edits(_FOLDERS, head) or ())
    return CommitLog(head, cut, tuple(_kept(every, keep_first=True)))


def mark_of(log: CommitLog) -> Mark:
    return Mark(log.head, log.cut, len(log.commits), log.commits[-1].id if log.commits else "")


def commits_since(log: CommitLog, mark: Mark) -> tuple[Commit, ...] | None:
    """None when the log does not go on where the mark was made."""
    if mark_of(log) == mark:
        return ()
    last = [commit.id for commit in log.commits[mark.length - 1 : mark.length]]
    return log.commits[mark.length :] if log.cut == mark.cut and last == [mark.last] else None


def is_ahead(log: CommitLog, instant: int) -> bool:
    """Whether a clock that made one of the commits shows more than that."""
    return any(commit.at > instant for commit in log.commits)


def packed_commits(log: CommitLog) -> list[Any]:
    """Plain values, for a cache."""
    return [
        log.head,
        log.cut,
        [[commit.id, commit.at, [list(file) for file in commit.files]] for commit in log.commits],
    ]


def unpacked_commits(values: list[Any]) -> CommitLog:
    """What `packed_commits` made, and nothing else, may come here."""
    head, cut, commits = values
    return CommitLog(
        head, cut, tuple([Commit(id, at, tuple([(path, blob) for path, blob in files])) for id, at, files in commits])
    )


@dataclass(slots=True)
class _Printed:
    commit: Commit
    parent: str


def _kept(newest_first: list[_Printed], *, keep_first: bool = False) -> Iterator[Commit]:
    """Oldest first. The first commit of a history says where it begins, whatever it changed."""
    for printed in reversed(newest_first):
        if printed.commit.files or (keep_first and printed is newest_first[-1]):
            yield printed.commit


def _commits(parts: Iterable[bytes]) -> list[_Printed]:
    found: list[_Printed] = []
    head: list[bytes] = []
    files: list[tuple[str, str]] = []
    waiting = iter(parts)
    for part in waiting:
        if part.startswith(b"\x01"):
            if head:
                found.append(_printed(head, files))
            head, files = part[1:].split(), []
        elif part.lstrip(b"\n").startswith(b":"):
            _, mode, _, blob, _ = part.split()
            path = os.fsdecode(next(waiting))
            if kind_of(path) is not None and "/." not in path:
                files.append((path, blob.decode("ascii") if mode in _FILES else ""))
    if head:
        found.append(_printed(head, files))
    return found


def _printed(head: list[bytes], files: list[tuple[str, str]]) -> _Printed:
    id, at, *parents = head
    return _Printed(Commit(id.decode("ascii"), int(at), tuple(files)), parents[0].decode("ascii") if parents else "")
