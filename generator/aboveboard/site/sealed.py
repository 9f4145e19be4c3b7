"""Sealed portals: the built ones, encrypted, with the page and the script that open them; for a host without logins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from aboveboard.errors import UsageError
from aboveboard.publish.capabilities import Epochs
from aboveboard.publish.sealing import Seal, seal_of
from aboveboard.publish.tree import standing_files
from aboveboard.publish.unlisted import INDEX, Mirrored, is_feed, mirrored
from aboveboard.render.theme import theme_folders
from aboveboard.site.place import CACHE

_PAGE, _SHARED = "index.html", ("seal.css", "seal.js")


def sealed_portals(
    root: Path, portals: Path, ids: Sequence[str], into: Path, secret: bytes, epochs: Epochs
) -> Mirrored:
    """Makes `into` hold these portals and nothing else. Raises UsageError when there are none."""
    if not ids:
        raise UsageError(f"{portals}: there are no portals to seal; build them too")
    seals = {id: seal_of(secret, id, *epochs.portal(id)) for id in ids}
    opener = {name: _of_theme(root, name) for name in (_PAGE, *_SHARED)}
    return mirrored(into, _files(portals, seals, opener), ("index.html", *_SHARED), root / CACHE / "spare")


def is_sealed(path: str) -> bool:
    """Whether a portal's file is part of its sealed tree: feeds and calendars are not, for the programs that fetch them
    know no key, and scripts are not, for none of them runs there."""
    return not is_feed(path) and not path.endswith(".js")


def _files(portals: Path, seals: Mapping[str, Seal], opener: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield "index.html", INDEX
    for name in _SHARED:
        yield name, opener[name]
    for customer in sorted(seals):
        seal, tree = seals[customer], portals / customer
        yield f"{seal.name}/{_PAGE}", opener[_PAGE]
        for path in filter(is_sealed, sorted(standing_files(tree))):
            yield f"{seal.name}/{seal.name_of(path)}.bin", seal.sealed(path, (tree / path).read_bytes())


def _of_theme(root: Path, name: str) -> bytes:
    paths = (folder / name for folder in theme_folders("seal", root))
    return next(path for path in paths if path.is_file()).read_bytes()
