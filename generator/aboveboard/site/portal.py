"""One customer's portal: every page, feed and file of it, each with the key of what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any, TypeVar

from aboveboard.availability.impacts import Impact
from aboveboard.availability.intervals import Interval
from aboveboard.availability.months import Month
from aboveboard.availability.quarters import Quarter
from aboveboard.publish.digest import digest_of
from aboveboard.publish.tree import Output
from aboveboard.records.change import Change
from aboveboard.records.frozen import freeze
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Audience
from aboveboard.render.calendar import calendar_files
from aboveboard.render.feeds import portal_feeds
from aboveboard.render.paper.imprint import Imprint
from aboveboard.render.portal_json import portal_json, schema_files
from aboveboard.render.working_csv import month_csv, older_csv
from aboveboard.render.working_json import month_json, sums_of
from aboveboard.site.feed_shelf import FeedShelf
from aboveboard.site.joining import Joiner, PageOutput
from aboveboard.site.keys import Keys
from aboveboard.site.papers import Papers
from aboveboard.site.record_pages import build_file
from aboveboard.site.records_of import Recorded
from aboveboard.site.remembered import Remembered
from aboveboard.views.change_page import change_page
from aboveboard.views.edition import Edition
from aboveboard.views.flags import flags_of
from aboveboard.views.incident_page import incident_page
from aboveboard.views.page import Page
from aboveboard.views.portal.home import portal_home
from aboveboard.views.portal.incidents import portal_incidents_page
from aboveboard.views.portal.month import portal_month_page
from aboveboard.views.portal.months import portal_months_page
from aboveboard.views.portal.months_shown import OLDER_PATH, is_unmeasured, month_path, months_shown, older_months
from aboveboard.views.portal.pack_facts import quarters_shown, stand_of
from aboveboard.views.portal.restated import restated_text
from aboveboard.views.portal.review import review_page, review_path, review_pdf_path
from aboveboard.views.portal.reviews import portal_reviews_page
from aboveboard.views.portal.rfos import portal_rfo_ids, portal_rfos_page
from aboveboard.views.record_paths import change_path, incident_path, rfo_path
from aboveboard.views.rfo_page import rfo_page

Told = TypeVar("Told", Incident, Change)


@dataclass(frozen=True, slots=True)
class PortalParts:
    """What all portals share. `keys` are those of the whole register without its customers, `assets` the files that
    every portal carries, `shelf` the texts of feed entries that were made before, `told` remembers what is told of
    records to everybody alike; `now` is the instant that pages count their age from."""

    keys: Keys
    joiner: Joiner
    assets: tuple[Output, ...]
    shelf: FeedShelf
    told: dict[str, Any]
    remembered: Remembered
    made_of: Recorded
    now: int


class Portal:
    """`edition` is one customer's. Without `papers` there are no PDFs."""

    def __init__(self, edition: Edition, parts: PortalParts, papers: Papers | None) -> None:
        self.edition = edition
        self._parts = parts
        self._papers = papers
        self._customer = edition.register.customers[edition.reader.customer or ""]
        self._restated = parts.remembered.restated_months(edition)
        self._months = months_shown(edition)
        self._quarters = quarters_shown(edition)

    @cached_property
    def stamp(self) -> str:
        """Names all that the tree is made of."""
        assets = (asset.key for asset in self._parts.assets)
        rest = (repr(self._restated), str(self._built_at), str(self._papers is not None))
        past = (self._parts.remembered.key(record) for record in self._records)
        words = self._parts.keys.words_of(self._ids)
        key = self._parts.joiner.speaking_to(self._customer.name).key
        return digest_of(self._own, str(self.edition.as_of), *words, "rest", key, *rest, *past, *assets)

    def outputs(self) -> Iterator[Output]:
        yield from self._parts.assets
        yield from self._parts.joiner.speaking_to(self._customer.name).joined(self._pages())
        yield from self._pdfs()
        yield from self._month_files()
        yield from self._feeds()
        yield build_file(self.edition.as_of, self._built_at)

    def _pages(self) -> Iterator[PageOutput]:
        edition = self.edition
        restated = repr(sorted(map(str, self._restated)))
        with_pdf = self._quarters if self._papers is not None else ()
        whole: tuple[tuple[str, Callable[[], Page]], ...] = (
            ("index.html", partial(portal_home, edition, has_pdf=self._papers is not None)),
            ("incidents/index.html", partial(portal_incidents_page, edition)),
            ("rfo/index.html", partial(portal_rfos_page, edition)),
            ("months/index.html", partial(portal_months_page, edition, self._months, self._restated.keys())),
            ("reviews/index.html", partial(portal_reviews_page, edition, self._quarters, with_pdf=with_pdf)),
        )
        for path, view in whole:
            yield PageOutput(path, digest_of(self._facts, path, str(len(with_pdf)), restated), view)
        announced = self._parts.remembered.announced
        for month in self._months:
            view = partial(portal_month_page, edition, month, self._restated.get(month, ()), announced)
            yield PageOutput(month_path(month), self._month_key(month), view)
        for quarter in self._quarters:
            yield PageOutput(review_path(quarter), self._quarter_key(quarter), partial(self._review, quarter))
        for id in portal_rfo_ids(edition):
            yield PageOutput(rfo_path(id), self._rfo_key(id), partial(self._rfo, id))
        for incident in _told_to_few(edition.register.incidents):
            key = digest_of(self._own, self._parts.keys.incident(incident), self._parts.remembered.key(incident))
            yield PageOutput(incident_path(incident.id), key, partial(self._incident, incident))
        for change in _told_to_few(edition.register.changes):
            key = digest_of(self._own, self._parts.keys.change(change), self._parts.remembered.key(change))
            yield PageOutput(change_path(change.id), key, partial(self._change, change))

    def _month_files(self) -> Iterator[Output]:
        edition = self.edition
        for month in self._months:
            key = self._month_key(month)
            sums = cache(partial(sums_of, edition, (month,)))
            yield Output(month_path(month, "csv"), digest_of(key, "csv"), partial(month_csv, edition, month, sums))
            yield Output(month_path(month, "json"), digest_of(key, "json"), partial(month_json, edition, month, sums))
        older = older_months(edition)
        if older:
            key = digest_of(self._own, OLDER_PATH, *self._parts.keys.facts_of(self._ids))
            yield Output(OLDER_PATH, key, partial(older_csv, edition, older))

    def _pdfs(self) -> Iterator[Output]:
        if self._papers is None:
            return
        imprint = Imprint(self.edition.register.provider.name, "", self._customer.name)
        for quarter in self._quarters:
            page = partial(self._review, quarter)
            yield self._papers.review(review_pdf_path(quarter), self._quarter_key(quarter), page, imprint)
        for id in portal_rfo_ids(self.edition):
            yield self._papers.rfo(f"rfo/{id}.pdf", self._rfo_key(id), partial(self._rfo, id), imprint)

    def _feeds(self) -> Iterator[Output]:
        edition = self.edition
        for feed in portal_feeds(edition, self._parts.shelf):
            yield Output(feed.path, feed.key, feed.make)
        for path, make in calendar_files(edition, edition.register.provider.url):
            yield Output(path, digest_of(self._facts, path), make)
        for path, make in portal_json(edition, self._parts.told):
            yield Output(path, digest_of(self._facts, path), make)
        for path, schema in schema_files():
            yield Output(path, digest_of(schema), partial(bytes, schema))

    def _review(self, quarter: Quarter) -> Page:
        restated = [
            restated_text(one, self.edition.zone) for month in quarter.months for one in self._restated.get(month, ())
        ]
        return review_page(self.edition, quarter, restated=restated, has_pdf=self._papers is not None)

    def _rfo(self, id: str) -> Page:
        past = self._parts.remembered.of_rfo(self.edition, id)
        return rfo_page(self.edition, id, has_pdf=self._papers is not None, revisions=past)

    def _incident(self, incident: Incident) -> Page:
        past = self._parts.remembered.of_incident(self.edition, incident.id)
        return incident_page(self.edition, incident.id, self._flags(incident), past)

    def _change(self, change: Change) -> Page:
        past = self._parts.remembered.of_change(self.edition, change.id)
        return change_page(self.edition, change.id, self._flags(change), past)

    def _flags(self, record: Incident | Change) -> tuple[str, ...]:
        is_restored = record.path in self._parts.made_of.restored
        return flags_of(record, self.edition.as_of, is_restored=is_restored)

    def _month_key(self, month: Month) -> str:
        """Of what overlaps the month on the customer's paths."""
        end = month.interval(self.edition.zone)[1]
        ids = self._sources_in(month.interval(self.edition.zone))
        shown = f"{self._months[0]} {self._months[-1]} {is_unmeasured(self.edition, month)}"
        as_of = str(self.edition.as_of) if end > self.edition.as_of else ""
        restated = repr(self._restated.get(month, ()))
        known = self._parts.remembered.announced
        announced = (f"{id} {known[id]}" for id in ids if id in known)
        facts = self._parts.keys.facts_of(ids)
        return digest_of(self._own, str(month), shown, as_of, restated, *announced, *facts)

    def _quarter_key(self, quarter: Quarter) -> str:
        """A pack speaks of plans and of actions that are due, so it depends on a day and on every record; and it repeats
        what was said of the worst of its quarter."""
        stand = str(stand_of(self.edition, quarter))
        restated = repr([self._restated.get(month, ()) for month in quarter.months])
        keys = self._parts.keys
        said = keys.words_of(self._sources_in(quarter.interval(self.edition.zone)))
        return digest_of(self._own, str(quarter), stand, restated, *keys.facts_of(self._ids), "said", *said)

    def _rfo_key(self, id: str) -> str:
        key = self._parts.keys.rfo(self.edition.register.rfos[id])
        past = self._parts.remembered.key(self.edition.register.incidents[id])
        return digest_of(self._own, key, past, str(self._papers is not None))

    @cached_property
    def _own(self) -> str:
        """Of what every page depends on: the catalog, and the customer as it may read itself."""
        return digest_of(self._parts.keys.base, repr(freeze(self._customer)))

    def _sources_in(self, period: Interval) -> Sequence[str]:
        """The ids of the records with an impact on the customer's paths that reaches into a period."""
        return sorted({one.source for one in self._impacts if one.start < period[1] and one.end > period[0]})

    @cached_property
    def _facts(self) -> str:
        """Of pages that speak of everything that reached the customer, but repeat no words of what is over."""
        return digest_of(self._own, str(self.edition.as_of), *self._parts.keys.facts_of(self._ids))

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        """Of what may be told, and of what only counts."""
        counted = (impact.source for impact in self._impacts if impact.reaches(self._customer.id))
        return tuple(sorted({*(record.id for record in self._records), *counted}))

    @property
    def _records(self) -> Iterator[Incident | Change]:
        yield from self.edition.register.incidents.values()
        yield from self.edition.register.changes.values()

    @cached_property
    def _impacts(self) -> tuple[Impact, ...]:
        """Those on the customer's paths."""
        ledger = self.edition.ledger
        roots = (node for one in self._customer.subscriptions for node in (one.service, *one.via))
        known = [root for root in roots if ledger.register.node(root) is not None]
        return ledger.impacts_on(ledger.path(*known).reach)

    @property
    def _built_at(self) -> int:
        """To the second while something is open; else a tree that is as it was is not written only to say so."""
        is_open = any(incident.is_open for incident in self.edition.register.incidents.values())
        return self._parts.now if is_open else self.edition.as_of


def _told_to_few(records: Mapping[str, Told]) -> Iterator[Told]:
    """Those that have no page on the public site."""
    return (record for record in records.values() if record.reader is Audience.AFFECTED)
