"""Sums of seconds, and the JSON that shows them (outputs.md, `aboveboard availability`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from oracle.impacts import FAULTS, Impact
from oracle.lenses import exact


@dataclass(slots=True)
class Tally:
    """Agreed seconds, and downtime by whom it was charged to."""

    agreed: int = 0
    downtime: Fraction = Fraction(0)
    planned: Fraction = Fraction(0)
    by_fault: dict[str, Fraction] = field(default_factory=dict)

    def add_seconds(self, seconds: int, weight: Fraction, charged: Impact | None) -> None:
        """Counts seconds of that weight; `charged` is None when the weight is 0."""
        self.agreed += seconds
        if charged is not None:
            self.downtime += seconds * weight
            self.planned += seconds * weight if charged.planned else 0
            self.by_fault[charged.fault] = self.by_fault.get(charged.fault, Fraction(0)) + seconds * weight


def sum_of(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.agreed += tally.agreed
        total.downtime += tally.downtime
        total.planned += tally.planned
        for fault, seconds in tally.by_fault.items():
            total.by_fault[fault] = total.by_fault.get(fault, Fraction(0)) + seconds
    return total


def figure_json(tally: Tally) -> dict[str, Any]:
    return {
        "agreed_seconds": tally.agreed,
        "downtime_seconds": _number(tally.downtime),
        "planned_seconds": _number(tally.planned),
        "by_fault": {fault: _number(tally.by_fault[fault]) for fault in FAULTS if tally.by_fault.get(fault)},
        "availability": float(_availability(tally)) if tally.agreed else None,
    }


def verdict_json(tally: Tally, policy_id: str, policy: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "policy": policy_id,
        "target": policy["target"],
        **figure_json(tally),
        "met": tally.downtime * 100 <= tally.agreed * (100 - exact(policy["target"])) if tally.agreed else None,
        "credit_percent": _credit(tally, policy),
    }


def _credit(tally: Tally, policy: Mapping[str, Any]) -> Any:
    """The percent, as written, of the lowest threshold that the availability is strictly under, else 0."""
    if tally.agreed == 0:
        return 0
    under = [step for step in policy.get("credits") or () if _availability(tally) * 100 < exact(step["below"])]
    return min(under, key=lambda step: exact(step["below"]))["percent"] if under else 0


def _availability(tally: Tally) -> Fraction:
    return (tally.agreed - tally.downtime) / tally.agreed


def _number(seconds: Fraction) -> int | float:
    return seconds.numerator if seconds.denominator == 1 else float(seconds)
