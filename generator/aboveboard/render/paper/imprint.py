"""What stands on every paper beside its view: who publishes it, for whom, where it is found, and what proves its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from aboveboard.frozen import frozen


@frozen
class Imprint:
    """`base` is the address of the top of the tree ("https://status.northwind.example/"), empty where only a login knows
    it. `customer` is the name of the one for whom the copy is, empty on a public one."""

    provider: str
    base: str
    customer: str = ""

    def url(self, path: str) -> str:
        """The address of a page of the tree; its path where nobody knows the address; what is whole stays as it is."""
        if not path or "://" in path or not self.base:
            return path
        return f"{self.base.rstrip('/')}/{path}"


def with_fingerprint(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """The sheet with `fingerprint`, the SHA-256 of all that is in it, eight digits a word: equal data, equal fingerprint,
    on any machine and from any commit."""
    text = json.dumps(sheet, sort_keys=True, separators=(",", ":"))
    digits = hashlib.sha256(text.encode()).hexdigest()
    return {**sheet, "fingerprint": " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))}
