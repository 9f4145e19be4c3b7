"""Corrective actions that have a date and are not done."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.promises.owed import Owed, OwedKind
from aboveboard.promises.rfo_dues import end_of_day
from aboveboard.promises.roles import Debtor
from aboveboard.records.register import Register


def owed_actions(register: Register, _now: int) -> Iterator[Owed]:
    for rfo in register.rfos.values():
        for at, action in enumerate(rfo.actions or ()):
            if action.due is None or action.done is not None:
                continue
            yield Owed(
                kind=OwedKind.ACTION,
                due=end_of_day(action.due, register.provider),
                what=f"{action.id}: {action.what}",
                by=Debtor(action.owner),
                path=rfo.path,
                steps=("actions", at, "due"),
                record=rfo.id,
                day=action.due,
            )
