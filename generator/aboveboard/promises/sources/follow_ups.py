"""What somebody promised in a conversation: the `next:` of communications."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from aboveboard.availability.clock import local_instant
from aboveboard.promises.owed import Owed, OwedKind
from aboveboard.promises.roles import Debtor
from aboveboard.records.communication import Communication
from aboveboard.records.register import Register

Addressee = tuple[str | None, str | None]


def owed_follow_ups(register: Register, _now: int) -> Iterator[Owed]:
    """A later communication with the same addressee settles it, when both are about the same thing.

    Whether what was promised was said in it, no record tells; where the earlier one is about nothing, any later one does.
    """
    spoken: dict[Addressee, list[Communication]] = defaultdict(list)
    for communication in sorted(register.communications.values(), key=lambda one: (one.at, one.id), reverse=True):
        addressee = (communication.customer, communication.function)
        later = spoken[addressee]
        if communication.next_ is not None and not any(_settles(one, communication) for one in later):
            yield _follow_up(communication, register)
        later.append(communication)


def _settles(later: Communication, earlier: Communication) -> bool:
    about = _topics(earlier)
    return later.at > earlier.at and (not about or not about.isdisjoint(_topics(later)))


def _topics(communication: Communication) -> frozenset[str]:
    return frozenset(about.removeprefix("rfo/") for about in communication.about)


def _follow_up(communication: Communication, register: Register) -> Owed:
    assert communication.next_ is not None
    customer = register.customers.get(communication.customer or "")
    zone = (customer.timezone if customer is not None else None) or register.provider.timezone
    addressee = customer.name if customer is not None else communication.function or communication.customer or ""
    return Owed(
        kind=OwedKind.FOLLOW_UP,
        due=local_instant(communication.next_.on + timedelta(days=1), 0, zone),
        what=f"{addressee}: {communication.next_.what}" if addressee else communication.next_.what,
        by=Debtor(communication.by),
        path=communication.path,
        steps=("next", "on"),
        record=communication.id,
        customer=communication.customer,
        day=communication.next_.on,
    )
