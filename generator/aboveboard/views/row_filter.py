"""What a list of incidents can be narrowed to: the services and faults that stand in it. Needs the page's script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.words.states import fault_word


@frozen
class Choice:
    key: str
    text: str


@frozen
class RowFilter:
    """Empty parts offer nothing to choose: a list of one service's or one fault's incidents needs no filter."""

    services: tuple[Choice, ...]
    faults: tuple[Choice, ...]


def row_filter(edition: Edition, rows: Iterable[tuple[Sequence[str], str]]) -> RowFilter:
    """`rows` are the ids of the services that each row names, and the key of its fault."""
    services: set[str] = set()
    faults: set[str] = set()
    for service_ids, fault in rows:
        services.update(service_ids)
        faults.add(fault)
    known = edition.register.services
    named = sorted((known[id].name.casefold(), id) for id in services if id in known)
    return RowFilter(
        tuple(Choice(id, known[id].name) for _, id in named) if len(named) > 1 else (),
        tuple(
            Choice(fault.value, fault_word(fault, yours=edition.reader.customer is not None))
            for fault in Fault
            if fault.value in faults
        )
        if len(faults) > 1
        else (),
    )
