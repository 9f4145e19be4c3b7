"""One customer's portal: every page, feed and file of it, each with the key of what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property, partial
from typing import Any, TypeVar

from aboveboard.availability.quarters import Quarter
from aboveboard.frozen import frozen
from aboveboard.publish.digest import digest_of
from aboveboard.publish.tree import Output, at_hand
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.vocabulary import Audience
from aboveboard.render.calendar import calendar_files
from aboveboard.render.feeds import portal_feeds
from aboveboard.render.paper.imprint import Imprint
from aboveboard.render.portal_json import portal_json, schema_files
from aboveboard.render.working_csv import month_csv, older_csv
from aboveboard.render.working_json import month_json, sums_of
from aboveboard.site.build_file import build_file
from aboveboard.site.feed_shelf import FeedShelf
from aboveboard.site.joining import Joiner, PageOutput
from aboveboard.site.keys import Keys
from aboveboard.site.papers import Papers
from aboveboard.site.portal_keys import PortalKeys
from aboveboard.site.records_of import Recorded
from aboveboard.site.remembered import Remembered
from aboveboard.site.shared_pages import SharedPages
from aboveboard.views.change_page import change_page
from aboveboard.views.edition import Edition
from aboveboard.views.flags import flags_of
from aboveboard.views.incident_page import incident_page
from aboveboard.views.page import Page
from aboveboard.views.portal.home import portal_home
from aboveboard.views.portal.incidents import portal_incidents_page
from aboveboard.views.portal.month import portal_month_page
from aboveboard.views.portal.months import portal_months_page
from aboveboard.views.portal.months_shown import OLDER_PATH, month_path, months_shown, older_months
from aboveboard.views.portal.pack_facts import quarters_shown
from aboveboard.views.portal.restated import restated_text
from aboveboard.views.portal.review import review_page, review_path, review_pdf_path
from aboveboard.views.portal.reviews import portal_reviews_page
from aboveboard.views.portal.rfos import portal_rfo_ids, portal_rfos_page
from aboveboard.views.record_paths import change_path, incident_path, rfo_path
from aboveboard.views.rfo_page import rfo_page

Told = TypeVar("Told", Incident, Change)


@frozen
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
        self._keys = PortalKeys(edition, parts.keys, parts.remembered, self._restated)
        self._months = months_shown(edition)
        self._quarters = quarters_shown(edition)
        self._shared = SharedPages(papers is not None)

    @cached_property
    def stamp(self) -> str:
        """Names all that the tree is made of."""
        assets = (asset.key() for asset in self._parts.assets)
        key = self._parts.joiner.speaking_to(self._customer.name).key
        papers = self._papers.matter if self._papers is not None else ""
        return digest_of(self._keys.everything, str(self._built_at), papers, key, *assets)

    def outputs(self) -> Iterator[Output]:
        yield from self._parts.assets
        yield from self._parts.joiner.speaking_to(self._customer.name).joined(self._pages())
        yield from self._pdfs()
        yield from self._month_files()
        yield from self._feeds()
        yield build_file(self.edition.as_of, self._built_at)

    def _pages(self) -> Iterator[PageOutput]:
        edition = self.edition
        with_pdf = self._quarters if self._papers is not None else ()
        whole: tuple[tuple[str, Callable[[], Page]], ...] = (
            ("index.html", partial(portal_home, edition, has_pdf=self._papers is not None)),
            ("incidents/index.html", partial(portal_incidents_page, edition)),
            ("rfo/index.html", partial(portal_rfos_page, edition)),
            ("months/index.html", partial(portal_months_page, edition, self._months, self._restated.keys())),
            ("reviews/index.html", partial(portal_reviews_page, edition, self._quarters, with_pdf=with_pdf)),
        )
        for path, view in whole:
            yield PageOutput(path, partial(digest_of, self._keys.facts, path, str(len(with_pdf))), view)
        announced = self._parts.remembered.announced
        for month in self._months:
            view = partial(portal_month_page, edition, month, self._restated.get(month, ()), announced)
            yield PageOutput(month_path(month), partial(self._keys.month, month), view)
        for quarter in self._quarters:
            yield PageOutput(review_path(quarter), partial(self._keys.quarter, quarter), partial(self._review, quarter))
        for id in portal_rfo_ids(edition):
            yield PageOutput(rfo_path(id), partial(self._rfo_key, id), partial(self._rfo, id))
        for incident in _told_to_few(edition.register.incidents):
            view = partial(self._incident, incident)
            yield PageOutput(incident_path(incident.id), partial(self._keys.incident, incident), view)
        for change in _told_to_few(edition.register.changes):
            yield PageOutput(change_path(change.id), partial(self._keys.change, change), partial(self._change, change))

    def _month_files(self) -> Iterator[Output]:
        edition = self.edition
        for month in self._months:
            key = self._keys.month(month)
            sums = cache(partial(sums_of, edition, (month,)))
            yield Output(
                month_path(month, "csv"), partial(digest_of, key, "csv"), partial(month_csv, edition, month, sums)
            )
            yield Output(
                month_path(month, "json"), partial(digest_of, key, "json"), partial(month_json, edition, month, sums)
            )
        older = older_months(edition)
        if older:
            key = digest_of(self._keys.months(older), OLDER_PATH)
            yield Output(OLDER_PATH, at_hand(key), partial(older_csv, edition, older))

    def _pdfs(self) -> Iterator[Output]:
        if self._papers is None:
            return
        imprint = Imprint(self.edition.register.provider.name, "", self._customer.name)
        for quarter in self._quarters:
            page = partial(self._review, quarter)
            yield self._papers.review(review_pdf_path(quarter), partial(self._keys.quarter, quarter), page, imprint)
        for id in portal_rfo_ids(self.edition):
            yield self._papers.rfo(f"rfo/{id}.pdf", partial(self._rfo_key, id), partial(self._rfo, id), imprint)

    def _feeds(self) -> Iterator[Output]:
        edition = self.edition
        for feed in portal_feeds(edition, self._parts.shelf):
            yield Output(feed.path, at_hand(feed.key), feed.make)
        for path, make in calendar_files(edition, edition.register.provider.url):
            yield Output(path, partial(digest_of, self._keys.facts, path), make)
        for path, make in portal_json(edition, self._parts.told):
            yield Output(path, partial(digest_of, self._keys.facts, path), make)
        for path, schema in schema_files():
            yield Output(path, partial(digest_of, schema), partial(bytes, schema))

    def _review(self, quarter: Quarter) -> Page:
        restated = [
            restated_text(one, self.edition.zone) for month in quarter.months for one in self._restated.get(month, ())
        ]
        has_pdf = self._papers is not None
        make = partial(review_page, self.edition, quarter, restated=restated, has_pdf=has_pdf)
        return self._shared.page(review_path(quarter), make)

    def _rfo_key(self, id: str) -> str:
        return digest_of(self._keys.rfo(id), str(self._papers is not None))

    def _rfo(self, id: str) -> Page:
        past = self._parts.remembered.of_rfo(self.edition, id)
        make = partial(rfo_page, self.edition, id, has_pdf=self._papers is not None, revisions=past)
        return self._shared.page(rfo_path(id), make)

    def _incident(self, incident: Incident) -> Page:
        past = self._parts.remembered.of_incident(self.edition, incident.id)
        return incident_page(self.edition, incident.id, self._flags(incident), past)

    def _change(self, change: Change) -> Page:
        past = self._parts.remembered.of_change(self.edition, change.id)
        return change_page(self.edition, change.id, self._flags(change), past)

    def _flags(self, record: Incident | Change) -> tuple[str, ...]:
        is_restored = record.path in self._parts.made_of.restored
        return flags_of(record, self.edition.as_of, is_restored=is_restored)

    @property
    def _built_at(self) -> int:
        """To the second while something is open; else a tree that is as it was is not written only to say so."""
        is_open = any(incident.is_open for incident in self.edition.register.incidents.values())
        return self._parts.now if is_open else self.edition.as_of


def _told_to_few(records: Mapping[str, Told]) -> Iterator[Told]:
    """Those that have no page on the public site."""
    return (record for record in records.values() if record.reader is Audience.AFFECTED)
