from __future__ import annotations

from aboveboard.records.vocabulary import Fault, Level
from aboveboard.views.words import states


def test_levels_have_the_words_of_the_designs() -> None:
    assert [states.state_of(level).word for level in Level] == ["Outage", "Partial outage", "Degraded"]
    assert states.state_of(None) == states.OPERATIONAL
    assert states.state_of(Level.OUTAGE, planned=True) == states.MAINTENANCE


def test_worse_is_more_severe() -> None:
    order = [
        states.UNKNOWN,
        states.OPERATIONAL,
        states.MAINTENANCE,
        *(states.state_of(level) for level in reversed(Level)),
    ]
    assert sorted(order, key=states.severity_of) == order
    assert [states.by_key(state.key) for state in order] == order


def test_a_supplier_is_named_only_where_a_third_party_failed() -> None:
    assert states.cause_text(Fault.THIRD_PARTY, "Norvia") == "Cause: third party (Norvia)"
    assert states.cause_text(Fault.SOFTWARE, "Norvia") == "Cause: our software"
    assert states.fault_text(Fault.CUSTOMER, None, yours=True) == "Your side"
    assert states.fault_text(Fault.CUSTOMER, None) == "Customer"
