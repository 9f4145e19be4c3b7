"""Which trees a build was asked for, and where each of them lies."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from aboveboard.errors import UsageError
from aboveboard.frozen import frozen
from aboveboard.records.nearest import did_you_mean

PUBLIC, CUSTOMERS, INTERNAL = "public", "customers", "internal"


@frozen
class Wanted:
    """`customers` are the ids of the portals that were asked for; None for all there are."""

    public: bool = True
    internal: bool = True
    customers: tuple[str, ...] | None = None

    @property
    def key(self) -> str:
        return repr(self)

    @property
    def only_public(self) -> bool:
        return self.public and not self.internal and self.customers == ()

    def portals(self, known: Collection[str]) -> tuple[str, ...]:
        """Sorted. Raises UsageError for one that the catalog does not have."""
        for id in self.customers or ():
            if id not in known:
                raise UsageError("; ".join(part for part in (f'no customer "{id}"', did_you_mean(id, known)) if part))
        return tuple(sorted(known if self.customers is None else self.customers))

    def remove_others(self, into: Path, known: Collection[str]) -> Iterator[str]:
        """Removes the portals of those who are in the catalog no more, when all portals were asked for; says which."""
        folder = into / CUSTOMERS
        if self.customers is not None or not folder.is_dir():
            return
        for tree in sorted(folder.iterdir()):
            if tree.name in known or tree.name.startswith("."):
                continue
            if tree.is_symlink():
                tree.unlink()
            elif tree.is_dir():
                shutil.rmtree(tree)
            else:
                continue
            yield f"{tree}: removed, no such customer"


def wanted_of(audiences: Sequence[str]) -> Wanted:
    """Of `public`, `internal`, `customers` and `customers/ID`; of nothing, everything. Raises UsageError."""
    if not audiences:
        return Wanted()
    portals: list[str] = []
    for audience in audiences:
        head, _, id = audience.partition("/")
        if head == CUSTOMERS and id:
            portals.append(id)
        elif audience not in (PUBLIC, CUSTOMERS, INTERNAL):
            raise UsageError(f'no audience "{audience}"; there are public, internal, customers, and customers/ID')
    all_portals = CUSTOMERS in audiences
    return Wanted(PUBLIC in audiences, INTERNAL in audiences, None if all_portals else tuple(sorted(set(portals))))


def tree_of(customer: str) -> str:
    return f"{CUSTOMERS}/{customer}"
