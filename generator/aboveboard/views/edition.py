"""An edition: the register and its ledger as one reader may know them, at one as-of."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from aboveboard.availability.ledger import Ledger
from aboveboard.availability.months import Month
from aboveboard.frozen import frozen
from aboveboard.records.as_of import as_of_of
from aboveboard.records.register import Register
from aboveboard.views.audience import PUBLIC, Reader, counted_for, register_for
from aboveboard.views.record_index import RecordIndex

if TYPE_CHECKING:
    from aboveboard.views.rfo_promise import RfoPromise


@frozen
class Edition:
    """`register` holds only what `reader` may know; names, words and links come from there alone. `ledger` counts what
    the reader experienced, on nodes too that must not be named. `zone` is the one that times are shown in.

    `effects` remembers what each incident did, which its own page, its month and the lists all ask for; `workings` those of
    a customer's months, for their own pages and the table of all. `disrupted` names the services that each incident
    disrupted, from when somebody has found that out for all at once; it is empty before. `promises` remembers the report
    that each incident owes, for its own page and the lists.
    """

    reader: Reader
    register: Register
    ledger: Ledger
    as_of: int
    zone: str
    index: RecordIndex = field(init=False, repr=False, compare=False)
    effects: dict[str, object] = field(init=False, repr=False, compare=False, default_factory=dict)
    disrupted: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    promises: dict[str, RfoPromise | None] = field(init=False, repr=False, compare=False, default_factory=dict)
    workings: dict[Month, object] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", RecordIndex(self.register, self.as_of, self.zone))


def edition_for(reader: Reader, register: Register, as_of: int) -> Edition:
    return _edition(reader, register, register_for(reader, register), as_of)


def edition_at(reader: Reader, register: Register, now: int, *, is_fixed: bool) -> Edition:
    """With the as-of of what the reader may know: nothing else moves it. A fixed as-of is `now` itself."""
    known = register_for(reader, register)
    return _edition(reader, register, known, now if is_fixed else as_of_of(known, now))


def _edition(reader: Reader, register: Register, known: Register, as_of: int) -> Edition:
    customer = known.customers.get(reader.customer or "")
    zone = (customer.timezone if customer else None) or register.provider.timezone
    return Edition(reader, known, Ledger(counted_for(reader, register), as_of), as_of, zone)


def public_edition(register: Register, as_of: int) -> Edition:
    return edition_for(PUBLIC, register, as_of)
