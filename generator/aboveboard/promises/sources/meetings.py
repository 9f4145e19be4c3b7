"""Meetings that are held every so often: with customers, and in the provider's own house."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from aboveboard.availability.clock import local_date, local_instant
from aboveboard.promises.owed import Owed, OwedKind
from aboveboard.promises.roles import account_manager_of, first_contact
from aboveboard.records.communication import Communication
from aboveboard.records.layout import CATALOG
from aboveboard.records.register import Register
from aboveboard.records.vocabulary import Channel, Every

_REVIEW = "review/"
_FACE_TO_FACE = (Channel.MEETING, Channel.IN_PERSON)

# Instants by whom was met: ("customer", id) or ("function", name).
Held = Mapping[tuple[str, str], int]


def owed_meetings(register: Register, now: int) -> Iterator[Owed]:
    """Each is owed once in every day, week, month, quarter or year, until the last day of it.

    Held it was at the last communication with that customer or function that is about a review, or whose channel is a
    meeting: which of several meetings that was, no record tells, so it counts for all of them. One that was never
    recorded is owed in the present period and never late, because nobody can tell since when.
    """
    held = _last_held(register.communications.values(), now)
    for customer in register.customers.values():
        zone = customer.timezone or register.provider.timezone
        today = local_date(now, zone)
        if customer.ended is not None and customer.ended.on <= today:
            continue
        last = held.get(("customer", customer.id))
        for at, meeting in enumerate(customer.meetings):
            day = _due_day(meeting.every, last, today, zone)
            yield Owed(
                kind=OwedKind.MEETING,
                due=local_instant(day + timedelta(days=1), 0, zone),
                what=f"{customer.name}: {meeting.what} {_rhythm(meeting.every, last, zone)}",
                by=account_manager_of(customer, register.provider),
                path=f"{CATALOG}/customers/{customer.id}.yml",
                steps=("meetings", at, "every"),
                customer=customer.id,
                day=day,
            )
    yield from _own_meetings(register, held, now)


def _own_meetings(register: Register, held: Held, now: int) -> Iterator[Owed]:
    zone = register.provider.timezone
    for at, meeting in enumerate(register.provider.meetings):
        times = [held[key] for name in meeting.with_ if (key := ("function", name.casefold())) in held]
        last = max(times, default=None)
        day = _due_day(meeting.every, last, local_date(now, zone), zone)
        yield Owed(
            kind=OwedKind.MEETING,
            due=local_instant(day + timedelta(days=1), 0, zone),
            what=f"{meeting.what} {_rhythm(meeting.every, last, zone)}",
            by=first_contact(register.provider),
            path=f"{CATALOG}/provider.yml",
            steps=("meetings", at, "every"),
            day=day,
        )


def _last_held(communications: Iterable[Communication], now: int) -> Held:
    held: dict[tuple[str, str], int] = defaultdict(int)
    for one in communications:
        if one.at > now or not (one.channel in _FACE_TO_FACE or any(about.startswith(_REVIEW) for about in one.about)):
            continue
        if one.customer is not None:
            key = ("customer", one.customer)
        elif one.function is not None:
            key = ("function", one.function.casefold())
        else:
            continue
        held[key] = max(held[key], one.at)
    return dict(held)


def _due_day(every: Every, last: int | None, today: date, zone: str) -> date:
    """The last day of the period in which the next one is to be held."""
    begins = today if last is None else _next_period(every, local_date(last, zone))
    return _next_period(every, begins) - timedelta(days=1)


def _next_period(every: Every, day: date) -> date:
    """The first day after the period that the day lies in."""
    if every is Every.DAY:
        return day + timedelta(days=1)
    if every is Every.WEEK:
        return day + timedelta(days=7 - day.weekday())
    months = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}[every]
    first = (day.month - 1) // months * months
    years, month = divmod(first + months, 12)
    return date(day.year + years, month + 1, 1)


def _rhythm(every: Every, last: int | None, zone: str) -> str:
    said = "none on record" if last is None else f"last on record {local_date(last, zone)}"
    return f"(every {every.value}, {said})"
