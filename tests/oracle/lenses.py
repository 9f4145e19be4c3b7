"""Which impacts a lens admits, and what its levels weigh (availability.md, section 4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oracle.hours import latest_announcement
from oracle.impacts import Case, Impact

_DEFAULT_WEIGHTS: Mapping[str, Any] = {"outage": 1, "partial": 1, "degraded": 0}


@dataclass(frozen=True, slots=True)
class Lens:
    """`of_level` is exact; what weighs 0 is not admitted."""

    of_level: Mapping[str, Fraction]
    accepts: Callable[[Impact], bool]

    def admits(self, impact: Impact) -> bool:
        return self.of_level[impact.level] > 0 and self.accepts(impact)


def real_lens(case: Case) -> Lens:
    return Lens(_weights(case["provider"].get("weights")), lambda impact: True)


def provider_lens(case: Case) -> Lens:
    return Lens(_weights(case["provider"].get("weights")), lambda impact: impact.is_ours)


def sla_lens(case: Case, policy: Mapping[str, Any]) -> Lens:
    return Lens(_weights(policy.get("levels")), lambda impact: _counts_for(policy, impact, case["provider"]))


def exact(number: Any) -> Fraction:
    """A number of a file as the decimal that was written."""
    return Fraction(str(number))


def _weights(written: Mapping[str, Any] | None) -> Mapping[str, Fraction]:
    named = {**_DEFAULT_WEIGHTS, **(written or {})}
    return {level: exact(weight) for level, weight in named.items()}


def _counts_for(policy: Mapping[str, Any], impact: Impact, provider: Mapping[str, Any]) -> bool:
    if impact.fault not in policy["counts"]:
        return False
    if not impact.planned or "notice" not in policy or impact.announced is None:
        return True
    calendar = provider.get("business_days") or {}
    zone = calendar.get("timezone", provider["timezone"])
    return impact.announced > latest_announcement(impact.written_from, policy["notice"], zone, calendar.get("holidays"))
