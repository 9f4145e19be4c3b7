"""One subscription's month: its sum, what its SLA says of it, and what the SLA leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from aboveboard.availability.clock import local_date
from aboveboard.availability.intervals import Interval
from aboveboard.availability.months import Month
from aboveboard.availability.verdicts import Verdict
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Sla
from aboveboard.views.edition import Edition
from aboveboard.views.portal.left_out import LeftOutTable, left_out_table
from aboveboard.views.portal.paper_sum import PaperSum, paper_sum
from aboveboard.views.portal.sla import Standing, credit_text, name_of, target_text, terms_of
from aboveboard.views.portal.sla_summary import service_name
from aboveboard.views.portal.working import Working
from aboveboard.views.words.instants import plain_day_text, zone_text
from aboveboard.views.words.numbers import NO_BREAK, percent_text
from aboveboard.views.words.seconds import number_text, seconds_text
from aboveboard.views.words.states import State


@frozen
class SlaPart:
    """`share` is for the gauge: the part of the whole month's allowance that is used, and 2 when none is allowed.

    `beyond` is a sentence on seconds that the SLA counts and the real figure does not; mostly empty. `anchor` leads to
    what is agreed.
    """

    anchor: str
    name: str
    target: str
    state: State
    sentence: str
    share: Fraction
    credit: str
    left_out: LeftOutTable | None
    beyond: str


@frozen
class ServiceWorking:
    """`sum` is None where nothing is taken away; then `quiet` says so in a sentence, and is empty otherwise. `no_sla` is
    such a sentence where there is no `sla`."""

    anchor: str
    name: str
    period: str
    sum: PaperSum | None
    quiet: str
    sla: SlaPart | None
    no_sla: str


@frozen
class Policy:
    """What was agreed in one SLA, term by term."""

    anchor: str
    name: str
    terms: tuple[tuple[str, str], ...]


def service_workings(
    edition: Edition, month: Month, workings: Sequence[Working], announced_in_git: Mapping[str, int], *, is_closed: bool
) -> tuple[ServiceWorking, ...]:
    """In the order of `workings`; a second subscription to one service has an anchor of its own."""
    whole = month.interval(edition.zone)
    # In a month in which clocks change each time has to say its zone.
    with_zone = zone_text(whole[0], edition.zone) != zone_text(whole[1] - 1, edition.zone)
    return tuple(
        ServiceWorking(
            anchor=anchor,
            name=service_name(edition.register, one.subscription.service),
            period=_period_text(one.alive, whole, edition),
            sum=paper_sum(edition, month, one, with_zone=with_zone) if one.rows else None,
            quiet="" if one.rows else _quiet_text(one),
            sla=_sla_part(edition, one, announced_in_git, with_zone=with_zone, is_closed=is_closed),
            no_sla=_no_sla_text(one),
        )
        for anchor, one in _with_anchors(workings)
    )


def policies_of(edition: Edition, workings: Iterable[Working]) -> tuple[Policy, ...]:
    """Each SLA once, in the order of `workings`."""
    slas = {one.sla.sla.id: one.sla.sla for one in workings if one.sla}
    return tuple(Policy(_policy_anchor(sla), name_of(sla), terms_of(sla, edition.zone)) for sla in slas.values())


def _with_anchors(workings: Sequence[Working]) -> Iterator[tuple[str, Working]]:
    """An id has no two hyphens in a row, so no two anchors are the same."""
    seen: dict[str, int] = {}
    for working in workings:
        service = working.subscription.service
        seen[service] = count = seen.get(service, 0) + 1
        yield f"service-{service}" if count == 1 else f"service-{service}--{count}", working


def _policy_anchor(sla: Sla) -> str:
    return f"sla-{sla.id}"


def _quiet_text(working: Working) -> str:
    """ "2,682,000 s agreed, 950,400 s of them by silver; nothing to take away: 100 %." """
    text = f"{seconds_text(working.real.agreed)}{NO_BREAK}s agreed"
    if working.sla and working.sla.figure.agreed != working.real.agreed:
        text += f", {seconds_text(working.sla.figure.agreed)}{NO_BREAK}s of them by {name_of(working.sla.sla)}"
    return f"{text}; nothing to take away: {percent_text(working.real.availability)}."


def _period_text(alive: Interval, whole: Interval, edition: Edition) -> str:
    """ "the whole month", "from 15 October", "until the end of 14 October", "so far": what the agreed time is of."""
    if alive == whole:
        return "the whole month"
    first, last = (local_date(instant, edition.zone) for instant in (alive[0], alive[1] - 1))
    parts = []
    if alive[0] != whole[0]:
        parts.append(f"from {plain_day_text(first, first)}")
    if alive[1] != whole[1]:
        parts.append("so far" if alive[1] == edition.as_of else f"until the end of {plain_day_text(last, last)}")
    return " ".join(parts)


def _no_sla_text(working: Working) -> str:
    if working.lacks_its_sla:
        return "An SLA is agreed for it, but its terms are missing from our records: it cannot be judged here."
    return "" if working.sla else "No SLA is agreed for it."


def _sla_part(
    edition: Edition, working: Working, announced_in_git: Mapping[str, int], *, with_zone: bool, is_closed: bool
) -> SlaPart | None:
    if working.sla is None or working.standing is None or working.by_sla is None:
        return None
    sla, standing = working.sla.sla, working.standing
    return SlaPart(
        anchor=_policy_anchor(sla),
        name=name_of(sla),
        target=target_text(sla),
        state=standing.state,
        sentence=_standing_text(working.sla, standing, working.whole_agreed, is_closed=is_closed),
        share=Fraction(2) if standing.share is None else standing.share,
        credit=credit_text(working.sla) if is_closed and working.whole_agreed else "",
        left_out=left_out_table(edition, sla, working.by_sla, announced_in_git, with_zone=with_zone),
        beyond=_beyond_text(working.by_sla.counted_beyond_real),
    )


def _standing_text(verdict: Verdict, standing: Standing, whole_agreed: int, *, is_closed: bool) -> str:
    if not whole_agreed:
        return "Nothing was agreed in this month, so there is nothing to meet or to miss."
    lost, allowed = number_text(verdict.figure.downtime), number_text(standing.allowance)
    whole = (
        f"{allowed}{NO_BREAK}s of the {'' if is_closed else 'whole month’s '}{seconds_text(whole_agreed)}{NO_BREAK}s"
    )
    used = _used_text(standing)
    if is_closed:
        return f"{whole} could be lost, and {lost}{NO_BREAK}s were{used}."
    return f"{lost}{NO_BREAK}s are lost so far, of {whole} that may be{used}."


def _used_text(standing: Standing) -> str:
    """The share of the allowance, rounded up to a whole percent; none where nothing is allowed."""
    if standing.share is None or not standing.allowance:
        return ""
    return f": {-(-standing.share * 100 // 1)}{NO_BREAK}% of the allowance"


def _beyond_text(seconds: int) -> str:
    return f"It counts {seconds_text(seconds)}{NO_BREAK}s that weigh nothing in the real figure." if seconds else ""
