"""What a build did: its trees, how many files of each were made, and what is to be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.errors import Problem
from aboveboard.frozen import frozen
from aboveboard.site.publishing import Prepared

if TYPE_CHECKING:
    from aboveboard.site.proving import Withheld


@frozen
class BuiltTree:
    """`name` is its path below the folder of all trees. Of its `files`, how many were made, and written because their
    bytes differ; and how many are gone."""

    name: str
    files: int
    made: int
    written: int
    removed: int

    @property
    def touched(self) -> bool:
        return bool(self.written or self.removed)


@frozen
class Built:
    """What a build did, what is wrong with files alone and which ids name nothing, what was withheld, and what else is to be said."""

    problems: tuple[Problem, ...]
    as_of: int
    trees: tuple[BuiltTree, ...]
    warnings: tuple[str, ...]
    withheld: tuple[Withheld, ...] = ()


def built_tree(tree: Prepared, name: str) -> BuiltTree:
    made, written, kept, removed = tree.counts
    return BuiltTree(name, kept + written, made, written, removed)
