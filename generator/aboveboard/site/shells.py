"""The frame of a tree, made by MkDocs and kept: its shells, the hand-written pages, and the assets."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from aboveboard.frozen import frozen
from aboveboard.publish.digest import digest_of
from aboveboard.publish.tree import Output, standing_files
from aboveboard.publish.workers import in_parallel
from aboveboard.render.shell import Shells

# The frame's own record of itself, beside the folder with its files.
_SHELLS = "shells.json"
_FILES = "files"

# What MkDocs lists of its own pages; ours are added, so these files are made anew.
SEARCH_INDEX = "search/search_index.json"
LISTINGS = (SEARCH_INDEX, "sitemap.xml", "sitemap.xml.gz")

_OURS = ("stylesheets/", "javascripts/", "images/", "assets/")
# Only the public tree has a search.
_UNUSED = ("assets/javascripts/workers/", "assets/javascripts/lunr/")

BuildShell = Callable[[Path, Path, Sequence[str]], Shells]


@frozen
class Frame:
    """`files` are the paths of what MkDocs wrote, below `folder`; `key` names all that it was made of."""

    key: str
    shells: Shells
    folder: Path
    files: tuple[str, ...]

    def read(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def output(self, path: str) -> Output:
        """One of its files, as one of a tree."""
        return Output(path, partial(digest_of, "frame", self.key, path), partial(self.read, path))


def frame_of(
    config_file: Path, key: str, cache: Path, known_paths: Sequence[str], build: BuildShell, jobs: int = 1
) -> Callable[[], Frame]:
    """What gives the kept frame, when it is of this key and every generated page that it links to is still there; else a
    new one, which from now on is built by another process if there may be one."""
    frame = kept_frame(cache, key)
    if frame is not None and set(frame.shells.linked) <= set(known_paths):
        coming = iter((frame,))
    else:
        build_here = partial(_built, key=key, cache=cache, known_paths=known_paths, build=build)
        coming = in_parallel(build_here, (config_file,), jobs, least=1)

    def given() -> Frame:
        (only,) = coming
        return only

    return given


def _built(config_file: Path, key: str, cache: Path, known_paths: Sequence[str], build: BuildShell) -> Frame:
    kept = cache / key
    shutil.rmtree(cache, ignore_errors=True)
    kept.mkdir(parents=True)
    shells = build(config_file, kept / _FILES, known_paths)
    (kept / _SHELLS).write_text(shells.to_json(), "utf-8")
    return Frame(key, shells, kept / _FILES, _files(kept / _FILES))


def kept_frame(cache: Path, key: str) -> Frame | None:
    kept = cache / key
    try:
        shells = Shells.from_json((kept / _SHELLS).read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Frame(key, shells, kept / _FILES, _files(kept / _FILES))


def assets_of(frame: Frame) -> Iterator[Output]:
    """What the shell of a tree without a search needs of MkDocs' files."""
    for path in frame.files:
        if path.startswith(_OURS) and not path.startswith(_UNUSED):
            yield frame.output(path)


def _files(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(standing_files(folder)))
