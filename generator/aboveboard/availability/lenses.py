"""A lens: which impacts are admitted, and what each level weighs (availability.md, section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from math import lcm

from aboveboard.availability.business_days import before
from aboveboard.availability.impacts import Impact
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Provider, Sla, Weights
from aboveboard.records.values import Duration
from aboveboard.records.vocabulary import Fault, Level

# The weights of the state lens.
_LEVELS = {1: Level.DEGRADED, 2: Level.PARTIAL, 3: Level.OUTAGE}

OURS = frozenset(fault for fault in Fault if fault.is_ours)


@frozen
class Lens:
    """Weights are whole numbers out of `scale`, so that sums stay exact.

    Without `notice` planned work counts like any other.
    """

    name: str
    faults: frozenset[Fault]
    weights: Mapping[Level, int]
    scale: int
    notice: Duration | None = None
    provider: Provider | None = None

    def weight(self, impact: Impact) -> int:
        """What the impact weighs out of `scale`; 0 when it is not admitted."""
        weight = self.weights[impact.level]
        if not weight or impact.fault not in self.faults:
            return 0
        return 0 if impact.planned and self.is_spared(impact) else weight

    def is_spared(self, impact: Impact) -> bool:
        """Planned work that was announced at least the notice ahead of the impact's own start."""
        if not impact.planned or impact.announced is None or self.notice is None or self.provider is None:
            return False
        return impact.announced <= before(impact.written_from, self.notice, self.provider)


def real_lens(provider: Provider) -> Lens:
    return Lens("real", frozenset(Fault), *_scaled(provider.weights))


def provider_lens(provider: Provider) -> Lens:
    return Lens("provider", OURS, *_scaled(provider.weights))


def sla_lens(sla: Sla, provider: Provider) -> Lens:
    return Lens(f"sla:{sla.id}", frozenset(sla.counts), *_scaled(sla.levels), notice=sla.notice, provider=provider)


def state_lens() -> Lens:
    """The state shown on pages: the same evaluation on levels instead of weights (availability.md, section 2)."""
    return Lens("state", frozenset(Fault), {level: weight for weight, level in _LEVELS.items()}, 3)


def level_of(weight: int) -> Level:
    """The level that a weight of the state lens stands for."""
    return _LEVELS[weight]


def _scaled(weights: Weights) -> tuple[Mapping[Level, int], int]:
    shares = {level: weights.of(level) for level in Level}
    scale = lcm(*(share.denominator for share in shares.values()))
    return {level: int(share * scale) for level, share in shares.items()}, scale
