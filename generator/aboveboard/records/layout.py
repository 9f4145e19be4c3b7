"""Which file of a repository is which kind of record (records.md)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from aboveboard.errors import Problem, Severity

CATALOG = "content/catalog"


class Kind(StrEnum):
    PROVIDER = "provider"
    COMPONENTS = "components"
    SERVICES = "services"
    SLAS = "slas"
    ALERTS = "alerts"
    ALLOWED_WORDS = "allowed-words"
    CUSTOMER = "customer"
    INCIDENT = "incident"
    RFO = "rfo"
    CHANGE = "change"
    COMMUNICATION = "communication"


# One file each, with as many records as there are.
CATALOG_KINDS = (Kind.PROVIDER, Kind.COMPONENTS, Kind.SERVICES, Kind.SLAS, Kind.ALERTS, Kind.ALLOWED_WORDS)


class File(NamedTuple):
    """`path` is relative to the repository, with forward slashes; `size` in bytes, `mtime_ns` as the disk says."""

    path: str
    kind: Kind
    size: int = 0
    mtime_ns: int = 0

    @property
    def id(self) -> str:
        """The id of the one record in it; of an RFO, its incident's."""
        name = self.path.rsplit("/", 1)[-1]
        return name.removesuffix(".yml").removesuffix(".md").removesuffix(".rfo")


_TREES = ("content/catalog", "content/changes", "content/communications", "incidents")
_CATALOG_FILES = {f"{CATALOG}/{kind.value}.yml": kind for kind in CATALOG_KINDS}
_TEXTS = (
    ("incidents/", ".rfo.md", Kind.RFO),
    ("incidents/", ".md", Kind.INCIDENT),
    ("content/changes/", ".md", Kind.CHANGE),
    ("content/communications/", ".md", Kind.COMMUNICATION),
)
_path_of = attrgetter("path")
_NEARLY = re.compile(r"\.(?:ya?ml|markdown|mdown|mkd|txt|md)$", re.IGNORECASE)


def kind_of(path: str) -> Kind | None:
    """The kind of the record at a path; None for a file that is none."""
    if path.endswith(".md"):
        return None if path.endswith("/README.md") else _kind_of_text(path)
    if path.startswith(f"{CATALOG}/customers/") and path.count("/") == 3 and path.endswith(".yml"):
        return Kind.CUSTOMER
    return _CATALOG_FILES.get(path)


def _kind_of_text(path: str) -> Kind | None:
    for tree, ending, kind in _TEXTS:
        if path.startswith(tree) and path.endswith(ending):
            return kind
    return None


def find_files(root: Path) -> tuple[tuple[File, ...], tuple[Problem, ...]]:
    """Every record's file below `root`, sorted, and a warning for each file that looks like one but is not read."""
    files, problems = [], []
    for path, entry in _walk(root):
        kind = kind_of(path)
        if kind is not None and not entry.is_symlink():
            stat = entry.stat(follow_symlinks=False)
            files.append(File(path, kind, stat.st_size, stat.st_mtime_ns))
        elif (problem := why_not_read(path, is_link=entry.is_symlink())) is not None:
            problems.append(problem)
    return tuple(sorted(files, key=_path_of)), tuple(sorted(problems))


def why_not_read(path: str, *, is_link: bool) -> Problem | None:
    """A warning when what stands at a path looks like a record, but is none."""
    if is_link:
        hint = "links are not followed: put the file itself here"
        return Problem(path, 1, 1, "", "this link is not read", hint, Severity.WARNING)
    if kind_of(path) is None and _NEARLY.search(path) and not path.endswith("README.md"):
        hint = "records end with .md, catalog files with .yml; see the handbook for the folders"
        return Problem(path, 1, 1, "", "this file is not read", hint, Severity.WARNING)
    return None


def is_in_a_tree(path: str) -> bool:
    """Whether the path lies in a folder of records, and nothing on the way to it begins with a dot."""
    return path.startswith(tuple(f"{tree}/" for tree in _TREES)) and "/." not in path


def _walk(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Files and links; whatever begins with a dot is somebody else's. An entry is to be used before the next: its file is
    looked up from its folder, which is open only then."""
    waiting = [f"{tree}/" for tree in _TREES]
    while waiting:
        folder = waiting.pop()
        try:
            opened = os.open(f"{root}/{folder}", os.O_RDONLY)
        except (FileNotFoundError, NotADirectoryError):
            continue
        try:
            with os.scandir(opened) as entries:
                for entry in entries:
                    name = entry.name
                    if name[0] == ".":
                        continue
                    if entry.is_file(follow_symlinks=False) or entry.is_symlink():
                        yield folder + name, entry
                    elif entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{folder}{name}/")
        finally:
            os.close(opened)
