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


def digest_of_files(paths: Iterable[Path]) -> str:
    return digest_of(*(part for path in sorted(paths) for part in (path.name, path.read_bytes())))


@lru_cache(maxsize=1)
def package_digest() -> str:
    """Of the package's own code and data: whatever an older version made is not to be trusted."""
    folder = Path(aboveboard.__file__).parent
    files = (Path(above, name) for above, _, names in os.walk(folder) for name in names)
    return digest_of_files(path for path in files if path.suffix != ".pyc")
