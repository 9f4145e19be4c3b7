"""What each page and file of one portal is made of, as one short name. The tokens of records are those of `Keys`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import timedelta
from functools import cached_property

from aboveboard.availability.clock import local_date, local_instant
from aboveboard.availability.impacts import Impact
from aboveboard.availability.months import Month, month_at, months_between
from aboveboard.availability.quarters import Quarter
from aboveboard.publish.digest import digest_of
from aboveboard.records.change import Change
from aboveboard.records.frozen import freeze
from aboveboard.records.incident import Incident
from aboveboard.site.keys import Keys
from aboveboard.site.remembered import Remembered
from aboveboard.views.edition import Edition
from aboveboard.views.portal.months_shown import is_unmeasured, months_shown
from aboveboard.views.portal.pack_facts import stand_of
from aboveboard.views.portal.restated import Restated
from aboveboard.views.service_history import measured_since


class PortalKeys:
    """`edition` is one customer's, `keys` are those of the whole register without its customers; `restated` is what
    changed of figures that were published."""

    def __init__(
        self, edition: Edition, keys: Keys, remembered: Remembered, restated: Mapping[Month, Sequence[Restated]]
    ) -> None:
        self._edition = edition
        self._keys = keys
        self._remembered = remembered
        self._customer = edition.register.customers[edition.reader.customer or ""]
        self._months = months_shown(edition)
        self._restated = restated

    @cached_property
    def own(self) -> str:
        """Of what every page depends on: the catalog, and the customer as it may read itself."""
        return digest_of(self._keys.base, repr(freeze(self._customer)))

    @cached_property
    def everything(self) -> str:
        """Of the whole portal, whoever makes files of it."""
        past = (self._past(record) for record in self._records)
        restated = repr(self._restated)
        return digest_of(self.own, self._as_of, *self._keys.words_of(self._ids), "past", restated, *past)

    @cached_property
    def facts(self) -> str:
        """Of pages that speak of everything that reached the customer, but repeat no words of what is over."""
        restated = repr(sorted(map(str, self._restated)))
        return digest_of(self.own, self._as_of, restated, *self._keys.facts_of(self._ids))

    def month(self, month: Month) -> str:
        """Of what reaches into the month."""
        ids = sorted(self._sources_by_month.get(month, ()))
        is_running = month.interval(self._edition.zone)[1] > self._edition.as_of
        shown = f"{self._months[0]} {self._months[-1]} {is_unmeasured(self._edition, month)}"
        known = self._remembered.announced
        announced = (f"{id} {known[id]}" for id in ids if id in known)
        restated = repr(self._restated.get(month, ()))
        return digest_of(
            self.own,
            str(month),
            shown,
            self._as_of if is_running else "",
            restated,
            *announced,
            *self._keys.facts_of(ids),
        )

    def months(self, months: Sequence[Month]) -> str:
        """Of the charges of several months."""
        ids = {id for month in months for id in self._sources_by_month.get(month, ())}
        which = " ".join(map(str, months))
        return digest_of(self.own, "months", which, str(self._since), *self._keys.facts_of(sorted(ids)))

    def quarter(self, quarter: Quarter) -> str:
        """A pack repeats what was said of the worst of its quarter; of actions and plans it speaks as of one day, and an
        incident that began after that day is none of its business. The last of these days is told anew when it is over."""
        stand = stand_of(self._edition, quarter)
        is_latest = stand == local_date(self._edition.as_of, self._edition.zone)
        until = local_instant(stand + timedelta(days=1), 0, self._edition.zone)
        said = {id for month in quarter.months for id in self._sources_by_month.get(month, ())}
        restated = repr([self._restated.get(month, ()) for month in quarter.months])
        return digest_of(
            self.own,
            str(quarter),
            f"{stand} {is_latest} {self._since}",
            restated,
            self._facts_until(until),
            "said",
            *self._keys.words_of(sorted(said)),
        )

    def incident(self, incident: Incident) -> str:
        return digest_of(self.own, self._keys.incident(incident), self._past(incident))

    def change(self, change: Change) -> str:
        return digest_of(self.own, self._keys.change(change), self._past(change))

    def rfo(self, id: str) -> str:
        register = self._edition.register
        past = self._past(register.incidents[id])
        return digest_of(self.own, self._keys.rfo(register.rfos[id]), past)

    def _past(self, record: Incident | Change) -> str:
        return self._remembered.key(record, self._edition.as_of)

    @property
    def _as_of(self) -> str:
        return str(self._edition.as_of)

    @cached_property
    def _since(self) -> int:
        return measured_since(self._edition)

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        """Of what may be told, and of what only counts."""
        return tuple(sorted({*(record.id for record in self._records), *(impact.source for impact in self._impacts)}))

    def _facts_until(self, instant: int) -> str:
        """Of the incidents that began by then, and of all other records: work concerns those that wait for it."""
        instants, facts = self._facts_by_age
        return digest_of(*facts[: bisect_right(instants, instant)])

    @cached_property
    def _facts_by_age(self) -> tuple[Sequence[int], Sequence[str]]:
        began = {incident.id: incident.started for incident in self._edition.register.incidents.values()}
        for impact in self._impacts:
            if impact.source in began:
                began[impact.source] = min(began[impact.source], impact.start)
        ordered = sorted((began.get(id, 0), id) for id in self._ids)
        return [instant for instant, _ in ordered], [*self._keys.facts_of(id for _, id in ordered)]

    @property
    def _records(self) -> Iterator[Incident | Change]:
        yield from self._edition.register.incidents.values()
        yield from self._edition.register.changes.values()

    @cached_property
    def _impacts(self) -> tuple[Impact, ...]:
        """Those on the customer's paths that reach the customer, by their start."""
        ledger = self._edition.ledger
        roots = (node for one in self._customer.subscriptions for node in (one.service, *one.via))
        known = [root for root in roots if ledger.register.node(root) is not None]
        on_paths = ledger.impacts_on(ledger.path(*known).reach)
        return tuple([impact for impact in on_paths if impact.reaches(self._customer.id)])

    @cached_property
    def _sources_by_month(self) -> Mapping[Month, Set[str]]:
        """The ids of the records with an impact in each month, or at its border."""
        if not self._impacts:
            return {}
        calendar = _calendar(self._impacts, self._edition.zone)
        edges = [month.interval(self._edition.zone)[0] for month in calendar]
        found: list[set[str]] = [set() for _ in calendar]
        for impact in self._impacts:
            first = max(bisect_left(edges, impact.start) - 1, 0)
            for sources in found[first : bisect_right(edges, impact.end)]:
                sources.add(impact.source)
        return dict(zip(calendar, found, strict=True))


def _calendar(impacts: Sequence[Impact], zone: str) -> Sequence[Month]:
    """The months that these lie in."""
    first, last = min(impact.start for impact in impacts), max(impact.end for impact in impacts)
    return tuple(months_between(month_at(first, zone), month_at(last, zone)))
