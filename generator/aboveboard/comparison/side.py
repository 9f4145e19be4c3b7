"""One of the two states of the records that are compared, with its figures at the common as-of."""

from __future__ import annotations

from dataclasses import field

from aboveboard.availability.ledger import Ledger
from aboveboard.errors import Problem
from aboveboard.frozen import frozen
from aboveboard.records.register import Register
from aboveboard.records.repository import Repository


@frozen
class Side:
    """`problems` are everything that `check` has to say of it."""

    repository: Repository
    problems: tuple[Problem, ...]
    as_of: int
    ledger: Ledger = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ledger", Ledger(self.repository.register, self.as_of))

    @property
    def register(self) -> Register:
        return self.repository.register
