"""How the changes of one commit are told to one reader: times, names and faults.

What an older version said in free text is never repeated: it may have been changed because it should not have been said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from aboveboard.records.incident import WrittenImpact
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.routes import reach_of, routes_of
from aboveboard.views.words.instants import clock_text, moment, zone_text
from aboveboard.views.words.numbers import NO_BREAK
from aboveboard.views.words.states import fault_text

# What git learns of sooner after its own instant was said while it happened.
IN_TIME_SECONDS = 3600

UNNAMED = "a part of our platform"


@dataclass(frozen=True)
class Words:
    """How one commit's changes are told: to whom, and when it was made."""

    edition: Edition
    at: int

    def is_late(self, instant: int) -> bool:
        return self.at - instant > IN_TIME_SECONDS

    def time(self, instant: int, near: int) -> str:
        return moment(instant, self.edition.zone, near).text

    def move(self, old: int, new: int, near: int) -> str:
        """ "from 09:02 to 09:10 UTC", "from 10 Nov, 09:00 to 10:00 UTC": day and zone once where both have the same."""
        return f"from {self.span(old, new, near)}"

    def span(self, start: int, end: int, near: int) -> str:
        was, now = self.time(start, near), self.time(end, near)
        zone = self.edition.zone
        if zone_text(start, zone) == zone_text(end, zone):
            was = was.removesuffix(f"{NO_BREAK}{zone_text(start, zone)}")
        day, comma, _ = was.partition(", ")
        return f"{was} to {clock_text(end, zone) if comma and now.startswith(day + comma) else now}"

    def name(self, node: str) -> str:
        known = self.edition.register.node(node)
        return UNNAMED if known is None else known.name

    def fault(self, fault: Fault, supplier: str | None) -> str:
        """A supplier is named when the reader knows it from today's records."""
        named = supplier if supplier in self._suppliers else None
        return lowered(fault_text(fault, named, yours=self.edition.reader.customer is not None))

    def told(self, impacts: Iterable[WrittenImpact]) -> list[WrittenImpact]:
        """Those that the reader may be told of: in scope, and on a node that is known, or that lies on one of the
        reader's paths without a name."""
        return [one for one in impacts if self._is_in_scope(one) and self._is_on_a_path(one.on)]

    def _is_in_scope(self, impact: WrittenImpact) -> bool:
        reader = self.edition.reader
        return impact.customers is None or reader.is_staff or reader.customer in impact.customers

    def _is_on_a_path(self, node: str) -> bool:
        edition = self.edition
        if edition.register.node(node) is not None:
            return True
        if edition.reader.customer is None:
            return node in edition.ledger.services_through
        return any(node in reach_of(edition, route) for route in routes_of(edition))

    @cached_property
    def _suppliers(self) -> frozenset[str]:
        register = self.edition.register
        named = {one.supplier for one in register.components.values()}
        named |= {one.supplier for one in register.incidents.values()}
        return frozenset(name for name in named if name)


def lowered(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
