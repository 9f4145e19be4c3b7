"""A link between pages of one tree."""

from __future__ import annotations

from aboveboard.frozen import frozen


@frozen
class Link:
    """`path` counts from the top of the tree."""

    path: str
    text: str
