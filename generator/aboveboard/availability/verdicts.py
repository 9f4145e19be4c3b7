"""Met or missed, and the credit that follows (availability.md, section 4, "SLA")."""

from __future__ import annotations

from fractions import Fraction

from aboveboard.availability.figures import Figure
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Sla

_NO_CREDIT = Fraction(0)


@frozen
class Verdict:
    """`met` is None when nothing was agreed; the credit is a percentage."""

    sla: Sla
    figure: Figure
    met: bool | None
    credit_percent: Fraction


def verdict_of(sla: Sla, figure: Figure) -> Verdict:
    if not figure.agreed:
        return Verdict(sla, figure, None, _NO_CREDIT)
    downtime = figure.downtime
    met = not downtime or downtime * 100 <= figure.agreed * (100 - sla.target)
    return Verdict(sla, figure, met, _credit_percent(sla, figure))


def allowance_seconds(sla: Sla, agreed_seconds: int) -> Fraction:
    """The downtime that the target allows in so much agreed time."""
    return agreed_seconds * (100 - sla.target) / 100


def _credit_percent(sla: Sla, figure: Figure) -> Fraction:
    """The percent of the lowest `below:` that the availability is under, strictly."""
    if not sla.credits:
        return _NO_CREDIT
    assert figure.availability is not None
    percent = figure.availability * 100
    under = [credit for credit in sla.credits if percent < credit.below]
    return min(under, key=lambda credit: credit.below).percent if under else _NO_CREDIT
