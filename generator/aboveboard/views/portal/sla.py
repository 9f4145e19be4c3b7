"""What an SLA says of one month: met or missed once the month is closed, and until then how much of its allowance is used.

A running month is never called met or missed: it can still go either way, and a late record can still change it.
"""

from __future__ import annotations

from fractions import Fraction

from aboveboard.availability.verdicts import Verdict, allowance_seconds
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Sla
from aboveboard.records.vocabulary import Fault
from aboveboard.views.words.numbers import NO_BREAK
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.seconds import number_text
from aboveboard.views.words.service_hours import hours_text, period_text
from aboveboard.views.words.states import State, fault_word

MET = State("operational", "Met")
MISSED = State("partial", "Missed")
ON_COURSE = State("operational", "On course")
AT_RISK = State("degraded", "At risk")
NOTHING_AGREED = State("unknown", "Nothing agreed")

# A running month is at risk when more than this part of its allowance is used.
RISKY_SHARE = Fraction(3, 4)


@frozen
class Standing:
    """`allowance` are the seconds that may be lost in the whole month. `share` is the part of them that is lost, 1 being
    all; None when none may be lost and some are."""

    state: State
    allowance: Fraction
    share: Fraction | None


def standing_of(verdict: Verdict, whole_agreed: int, *, is_closed: bool) -> Standing:
    """`whole_agreed` are the seconds that the SLA has agreed in the whole month, beyond as-of."""
    allowance = allowance_seconds(verdict.sla, whole_agreed)
    lost = verdict.figure.downtime
    share = lost / allowance if allowance else None if lost else Fraction(0)
    return Standing(_state(verdict, share, whole_agreed, is_closed), allowance, share)


def _state(verdict: Verdict, share: Fraction | None, whole_agreed: int, is_closed: bool) -> State:
    if not whole_agreed or (is_closed and verdict.met is None):
        return NOTHING_AGREED
    if is_closed:
        return MET if verdict.met else MISSED
    return AT_RISK if share is None or share > RISKY_SHARE else ON_COURSE


def name_of(sla: Sla) -> str:
    return sla.name or sla.id


def target_text(sla: Sla) -> str:
    """ "99.95 %", as it is written."""
    return f"{number_text(sla.target)}{NO_BREAK}%"


def counts_text(sla: Sla) -> str:
    """ "our infrastructure, our software and what is not yet known", in the order of faults."""
    return list_text([_fault_clause(fault) for fault in Fault if fault in sla.counts])


def credit_text(verdict: Verdict) -> str:
    """The credit with the rule that gives it, of a closed month in which something was agreed."""
    if not verdict.sla.credits:
        return "No credits are agreed."
    assert verdict.figure.availability is not None
    percent = verdict.figure.availability * 100
    under = [credit.below for credit in verdict.sla.credits if percent < credit.below]
    if not under:
        highest = max(credit.below for credit in verdict.sla.credits)
        return f"No credit: the availability is not below {number_text(highest)}{NO_BREAK}%."
    return (
        f"Credit {number_text(verdict.credit_percent)}{NO_BREAK}%: "
        f"the availability is below {number_text(min(under))}{NO_BREAK}%."
    )


def terms_of(sla: Sla, zone: str) -> tuple[tuple[str, str], ...]:
    """What is agreed, term by term. `zone` counts where the hours name none."""
    weights = sla.levels
    terms = [
        ("Target", target_text(sla)),
        ("Counts", counts_text(sla)),
        ("Weights", ", ".join(_weight_text(word, share) for word, share in (
            ("outage", weights.outage), ("partial outage", weights.partial), ("degraded", weights.degraded)
        ))),
        ("Hours", hours_text(sla.hours, zone)),
        ("Notice", f"planned work announced {period_text(sla.notice)} ahead is left out" if sla.notice is not None
         else "planned work counts like any other"),
        ("Credits", "; ".join(
            f"{number_text(credit.percent)}{NO_BREAK}% below {number_text(credit.below)}{NO_BREAK}%"
            for credit in sorted(sla.credits, key=lambda credit: -credit.below)
        ) or "none"),
    ]  # fmt: skip
    return tuple(terms)


def _weight_text(word: str, share: Fraction) -> str:
    return f"{word}{NO_BREAK}{number_text(share)}"


def _fault_clause(fault: Fault) -> str:
    if fault is Fault.UNKNOWN:
        return "what is not yet known"
    if fault is Fault.THIRD_PARTY:
        return "third parties"
    word = fault_word(fault, yours=True)
    return f"{word[0].lower()}{word[1:]}"
