"""Short names for content: equal digests mean equal bytes."""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable
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
    """Of the package's own code and data: whatever an older version made is not to be trusted."""
    folder = Path(aboveboard.__file__).parent
    return digest_of_files(
        f"{above}{os.sep}{name}" for above, _, names in os.walk(folder) for name in names if not name.endswith(".pyc")
    )
