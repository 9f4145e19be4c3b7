"""All SLAs of a customer in one month, in a word and a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aboveboard.frozen import frozen
from aboveboard.records.register import Register
from aboveboard.views.portal.sla import AT_RISK, MET, MISSED, NOTHING_AGREED, ON_COURSE
from aboveboard.views.portal.working import Working
from aboveboard.views.words.numbers import DASH, NO_BREAK
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.seconds import number_text
from aboveboard.views.words.states import State

_WORST_FIRST = (MISSED, AT_RISK, MET, ON_COURSE, NOTHING_AGREED)


@frozen
class SlaSummary:
    """`state` is None without any SLA. `amount` reads "1 of 4 missed", `credits` "credit 5 % on ERP Suite"."""

    state: State | None
    amount: str
    credits: str

    @property
    def word(self) -> str:
        return self.state.word if self.state else DASH


def sla_summary(register: Register, workings: Sequence[Working], *, is_closed: bool) -> SlaSummary:
    """A subscription with nothing agreed is neither met nor missed, and is not counted among those that are."""
    states = [one.standing.state for one in workings if one.standing]
    if not states:
        return SlaSummary(None, "", "")
    worst = next(state for state in _WORST_FIRST if state in states)
    judged = len([state for state in states if state is not NOTHING_AGREED])
    alike = states.count(worst)
    amount = f"{alike} of {judged} {worst.word[0].lower()}{worst.word[1:]}" if judged else ""
    return SlaSummary(worst, amount, _credits(register, workings) if is_closed else "")


def service_name(register: Register, id: str) -> str:
    """A subscription may name a service that does not exist; then its id is all there is."""
    service = register.services.get(id)
    return id if service is None else service.name


def _credits(register: Register, workings: Iterable[Working]) -> str:
    credits = [
        f"{number_text(one.sla.credit_percent)}{NO_BREAK}% on {service_name(register, one.subscription.service)}"
        for one in workings
        if one.sla and one.sla.credit_percent
    ]
    return f"credit {list_text(credits)}" if credits else ""
