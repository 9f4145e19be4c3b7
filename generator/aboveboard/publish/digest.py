"""Short names for content: equal digests mean equal bytes."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import aboveboard

# The last version that writes equal values as equal bytes, whichever objects they are.
_MARSHAL_VERSION = 2


def digest_of(*parts: str | bytes) -> str:
    """32 hexadecimal digits; parts are kept apart, so ("a", "b") is not ("ab",)."""
    return blake2b(marshal.dumps(parts, _MARSHAL_VERSION), digest_size=16).hexdigest()


def digest_of_files(paths: Iterable[Path | str]) -> str:
    parts: list[str | bytes] = []
    for path in sorted(map(str, paths)):
        with open(path, "rb", buffering=0) as file:  # a Path for each would take longer than what is in it
            parts += (path.rpartition(os.sep)[2], file.read())
    return digest_of(*parts)


@lru_cache(maxsize=1)
def package_digest() -> str:
    """Of the package's own code and data, and of what is installed beside it: whatever an older version made is not to be
    trusted."""
    folder = Path(aboveboard.__file__).parent
    own = digest_of_files(
        f"{above}{os.sep}{name}" for above, _, names in os.walk(folder) for name in names if not name.endswith(".pyc")
    )
    return digest_of(own, *sorted(_installed()))


def _installed() -> set[str]:
    """Holidays, rules of time zones, Markdown: by the folders that name each distribution and its version."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder) as entries:
            found.update(entry.name for entry in entries if entry.name.endswith(".dist-info"))
    return found
