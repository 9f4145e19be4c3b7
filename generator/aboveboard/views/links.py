"""A link between pages of one tree."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """`path` counts from the top of the tree."""

    path: str
    text: str
