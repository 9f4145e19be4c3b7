"""How much of each SLA's allowance the running month has used, and how much headroom is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil

from aboveboard.availability.intervals import seconds_of
from aboveboard.availability.verdicts import Verdict
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Subscription
from aboveboard.views.edition import Edition
from aboveboard.views.portal.months_shown import has_begun
from aboveboard.views.portal.pack_overview import service_name
from aboveboard.views.portal.sla import AT_RISK, NOTHING_AGREED, ON_COURSE, name_of, standing_of, target_text
from aboveboard.views.portal.your_figures import Year, just_begun_text, month_path, sla_text, verdicts_of
from aboveboard.views.words.instants import month_text
from aboveboard.views.words.numbers import DASH, NO_BREAK, duration_text, percent_text, spare_text
from aboveboard.views.words.prose import count_text, list_text
from aboveboard.views.words.states import State

_MOST_NAMES = 3
# What the picture shows of an allowance of nothing that was used all the same.
_BEYOND = Fraction(2)


@frozen
class AllowanceRow:
    """`used`, `allowed` and `left` are durations of the whole month, the first rounded up and the others cut; `share` is
    what the picture shows, 1 being all, and `percent` says it. What is used up has `left` "18 min over", and `is_over`."""

    service: str
    policy: str
    target: str
    so_far: str
    used: str
    allowed: str
    left: str
    is_over: bool
    share: Fraction
    percent: str
    state: State


@frozen
class Allowance:
    """`state` is that of all services together, and `line` goes on after it; without an SLA `rows` is empty. `before`
    tells of the month before, with the page of its working."""

    title: str
    rows: tuple[AllowanceRow, ...]
    state: State
    line: str
    before: str
    before_path: str


def allowance_of(edition: Edition, year: Year) -> Allowance:
    rows = tuple(_rows(edition, year))
    month = month_text(year.running.first_day).split()[0]
    verdicts = verdicts_of(year.months[-1:]) if year.is_measured else ()
    before = month_text(year.names[-1].first_day).split()[0]
    return Allowance(
        title=f"SLA in {month}, so far",
        rows=rows,
        state=_state(rows),
        line=_line(rows, month) if has_begun(edition, year.running) else just_begun_text(year.running),
        before=f"{before}: {sla_text(verdicts)}" if verdicts else "",
        before_path=month_path(year.names[-1], year.months[-1]) if verdicts else "",
    )


def _rows(edition: Edition, year: Year) -> Iterator[AllowanceRow]:
    """By the services' names; of several subscriptions to one in the same month each has its own."""
    services = sorted(year.now.services, key=lambda id: (service_name(edition, id).casefold(), id))
    for service in services:
        for subscription, verdict in zip(
            _with_sla(edition, year, service), year.now.services[service].slas, strict=True
        ):
            yield _row(edition, year, subscription, verdict)


def _with_sla(edition: Edition, year: Year, service: str) -> list[Subscription]:
    """Those that the month's verdicts are about, in their order."""
    ledger, customer = edition.ledger, year.customer
    period = ledger.period(year.running, edition.zone)
    own = [one for one in customer.subscriptions if one.service == service]
    own.sort(key=lambda one: one.since)
    return [one for one in own if ledger.sla_lens(one) and ledger.agreed(customer, one, period, ledger.real)]


def _row(edition: Edition, year: Year, subscription: Subscription, verdict: Verdict) -> AllowanceRow:
    lens = edition.ledger.sla_lens(subscription)
    assert lens is not None, "a verdict has its lens"
    whole = edition.ledger.agreed(year.customer, subscription, year.running.interval(edition.zone), lens)
    standing = standing_of(verdict, seconds_of(whole), is_closed=False)
    used, sla = verdict.figure.downtime, verdict.sla
    share = _BEYOND if standing.share is None else standing.share
    is_agreed = standing.state is not NOTHING_AGREED
    return AllowanceRow(
        service=service_name(edition, subscription.service),
        policy=name_of(sla),
        target=target_text(sla),
        so_far=percent_text(verdict.figure.availability),
        used=duration_text(used) if is_agreed else DASH,
        allowed=spare_text(standing.allowance) if is_agreed else DASH,
        left=_left(standing.allowance - used) if is_agreed else DASH,
        is_over=is_agreed and used > standing.allowance,
        share=share,
        percent=f"{ceil(share * 100)}{NO_BREAK}%" if standing.share is not None and is_agreed else "",
        state=standing.state,
    )


def _left(seconds: Fraction) -> str:
    return f"{duration_text(-seconds)} over" if seconds < 0 else spare_text(seconds)


def _state(rows: Sequence[AllowanceRow]) -> State:
    states = {row.state for row in rows}
    return AT_RISK if AT_RISK in states else ON_COURSE if ON_COURSE in states else NOTHING_AGREED


def _line(rows: Sequence[AllowanceRow], month: str) -> str:
    judged = [row for row in rows if row.state is not NOTHING_AGREED]
    if not judged:
        return "No SLA is agreed for your services this month."
    risky = [row for row in judged if row.state is AT_RISK]
    nearest = max(judged, key=lambda row: row.share)
    used = f"{nearest.service} has used {nearest.used} of the {nearest.allowed} that {month} allows"
    if len(risky) == 1:
        return f"1 of {len(judged)}: {used}."
    if risky:
        return f"{len(risky)} of {len(judged)}: {list_text([row.service for row in risky], _MOST_NAMES)}. {used}."
    services = len({row.service for row in judged})
    head = f"{services} of {count_text(services, 'service')} within {month}'s allowance"
    if not nearest.share:
        return f"{head}. None of it is used."
    return f"{head}. The least headroom: {nearest.left} of {nearest.allowed} for {nearest.service}."
