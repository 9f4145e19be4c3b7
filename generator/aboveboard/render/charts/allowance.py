"""How much of the downtime that an SLA allows is used up."""

from __future__ import annotations

from fractions import Fraction

from aboveboard.frozen import frozen

_WIDTH = 200


@frozen
class AllowanceDrawing:
    """A 200 x 10 track: `used` is filled from the left. Past the allowance, `over` follows a line at `limit`."""

    used: str
    limit: str
    over: str


def draw_allowance(share: Fraction) -> AllowanceDrawing:
    """`share` is downtime by allowed downtime, 1 being all of it; `limit` and `over` are empty up to there."""
    if share <= 1:
        return AllowanceDrawing(f"{float(share * _WIDTH):.1f}", "", "")
    limit = max(Fraction(_WIDTH) / share, Fraction(40))
    return AllowanceDrawing(f"{float(limit):.1f}", f"{float(limit):.1f}", f"{float(_WIDTH - limit - 2):.1f}")
