"""A closed month whose figure changed after it was published: what it was, what it is, since when, and why."""

from __future__ import annotations

from aboveboard.availability.clock import local_date
from aboveboard.availability.figures import Figure
from aboveboard.frozen import frozen
from aboveboard.views.words.instants import full_day_text
from aboveboard.views.words.numbers import percent_text
from aboveboard.views.words.prose import as_clause
from aboveboard.views.words.seconds import number_text


@frozen
class Restated:
    """`old` and `new` are figures of the customer's whole month: real, unless `what` says otherwise. It says which record's
    change made the difference, in words that the reader may read: "end of Packet loss at the edge corrected"."""

    old: Figure
    new: Figure
    since: int
    what: str


def restated_text(restated: Restated, zone: str) -> str:
    """ "Was 99.912 % (2,353 s of downtime), is 99.903 % (2,598 s) since 9 November 2026: end of X corrected." With the
    agreed time, where it is another one."""
    old, new = restated.old, restated.new
    agreed = [f" in {number_text(one.agreed)} s" if old.agreed != new.agreed else "" for one in (old, new)]
    return (
        f"Was {percent_text(old.availability)} ({number_text(old.downtime)} s of downtime{agreed[0]}), "
        f"is {percent_text(new.availability)} ({number_text(new.downtime)} s{agreed[1]}) "
        f"since {full_day_text(local_date(restated.since, zone))}: {as_clause(restated.what)}."
    )
