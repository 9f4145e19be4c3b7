"""What one reader must not find in the files of a tree, and which files need no look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aboveboard.frozen import frozen

if TYPE_CHECKING:
    from aboveboard.proof.scanner import Hit, Scanner

# Stylesheets, scripts and schemas are the same for everybody, but name colours and fields as some are called.
_OURS = ("stylesheets/aboveboard.css", "stylesheets/portal.css", "javascripts/aboveboard.js")
_MATERIALS = ("assets/stylesheets/", "assets/javascripts/")
_CODE = (".css", ".js")
_SCHEMAS, _SCHEMA = "api/aboveboard/", ".schema.json"
# Where files lie that people wrote in the place of the theme's, or beside them.
_BY_HAND = ("content/pages", "theme/material")


class ProofFailed(Exception):
    """A tree would hold a term of others, and no record says so: nothing was published."""


@frozen
class Inspection:
    """Looks for what one reader must not find; `reader` None is the public. `root` is the repository's."""

    scanner: Scanner | None
    reader: str | None = None
    root: Path = Path()

    @property
    def key(self) -> str:
        return "" if self.scanner is None else self.scanner.key

    def hits(self, path: str, data: bytes) -> tuple[Hit, ...]:
        if self.scanner is None or self._is_everybodys(path):
            return ()
        return self.scanner.hits(self.reader, path, data)

    def _is_everybodys(self, path: str) -> bool:
        is_code = path in _OURS or (path.startswith(_MATERIALS) and path.endswith(_CODE))
        is_schema = path.startswith(_SCHEMAS) and path.endswith(_SCHEMA)
        return (is_code or is_schema) and not any((self.root / folder / path).is_file() for folder in _BY_HAND)


NOTHING_TO_HIDE = Inspection(None)
