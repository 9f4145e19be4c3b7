"""A folder of portals under names that nobody can guess, for a host without logins: replaced in one step, and nobody
who looks at its top finds any of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from aboveboard.errors import UsageError
from aboveboard.publish.capabilities import Names
from aboveboard.publish.tree import Staging, standing_files

# At the top, where a host would else list what is there.
INDEX = b'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Nothing here</title>\n<p>Nothing here.</p>\n</html>\n'

# What macOS leaves in a folder that somebody looked at; it names what lies there, and goes with the next tree.
_FINDERS = ".DS_Store"

_NAME = re.compile(r"[a-z2-7]{32}")
_FEED = re.compile(r"feeds/.*|calendar\.ics")
_HREF_OF_FEED = re.compile(rb'href="((?:\.\./)*)(feeds/[^"]*|calendar\.ics)"')


class Mirrored(NamedTuple):
    """Of `files`, how many were written because their bytes differ; and how many are gone."""

    files: int
    written: int
    removed: int


def is_feed(path: str) -> bool:
    """Whether programs fetch it again and again: a feed, or the calendar. The path counts from the top of a portal."""
    return _FEED.fullmatch(path) is not None


def portals_below(folder: Path) -> tuple[str, ...]:
    """The ids of the customers whose portals were built there, sorted."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith(".")))


def named_files(portals: Path, names: Mapping[str, Names]) -> Iterator[tuple[str, bytes]]:
    """Every portal under its name, and its feeds and calendar only under theirs; pages link there."""
    yield "index.html", INDEX
    for customer in sorted(names):
        name, tree = names[customer], portals / customer
        to_feeds = rb'href="\1../%s/\2"' % name.feeds.encode()
        for path in sorted(standing_files(tree)):
            data = (tree / path).read_bytes()
            if path.endswith(".html"):
                data = _HREF_OF_FEED.sub(to_feeds, data)
            yield f"{name.feeds if is_feed(path) else name.portal}/{path}", data


def mirrored(into: Path, files: Iterable[tuple[str, bytes]], own: Iterable[str], spares: Path) -> Mirrored:
    """Makes the folder hold these files and no others, in one step; what stands there already is kept.

    `own` are the files that we put at its top. Raises UsageError for a folder that holds anything else of anybody's.
    """
    into = into.resolve()
    _refuse_foreign(into, frozenset(own))
    into.parent.mkdir(parents=True, exist_ok=True)
    standing = standing_files(into)
    staging = Staging(into, standing, spares)
    paths: set[str] = set()
    written = 0
    try:
        staging.begin(frozenset())
        for path, data in files:
            paths.add(path)
            file = standing.get(path)
            if file is not None and file.size == len(data) and (into / path).read_bytes() == data:
                staging.keep(path)
            else:
                staging.write(path, data)
                written += 1
    except BaseException:
        staging.discard()
        raise
    removed = len(standing.keys() - paths)
    if written or removed:
        staging.publish()
    else:
        staging.discard()
    return Mirrored(len(paths), written, removed)


def _refuse_foreign(into: Path, own: frozenset[str]) -> None:
    """A folder is emptied only if it is one of ours: whoever names the wrong one loses nothing."""
    if into.exists() and not into.is_dir():
        raise UsageError(f"{into} is no folder")
    for entry in sorted(into.iterdir()) if into.is_dir() else ():
        if entry.name not in own and entry.name != _FINDERS and not _NAME.fullmatch(entry.name):
            raise UsageError(f"{into} holds {entry.name}, which is none of ours; name a folder that is empty or absent")
