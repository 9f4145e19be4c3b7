"""The public tree: every page, feed and file of it, each with the key of what it is made of.

Both front doors use this: `aboveboard build` publishes the outputs, the MkDocs plugin puts them into MkDocs' own build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

import msgpack

from aboveboard.availability.months import Month
from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of
from aboveboard.publish.survey import surveyed
from aboveboard.publish.tree import Output, at_hand
from aboveboard.records.incident import Incident
from aboveboard.render.calendar import calendar_files
from aboveboard.render.feeds import FeedFile, feed_files, feed_paths
from aboveboard.render.html import Fragments
from aboveboard.render.paper.imprint import Imprint
from aboveboard.render.shell import Shells
from aboveboard.render.theme import theme_folders
from aboveboard.site.answers import answers
from aboveboard.site.feed_shelf import ENTRIES
from aboveboard.site.inspection import NOTHING_TO_HIDE, Inspection
from aboveboard.site.joining import PageOutput
from aboveboard.site.own_inputs import has_own_rules
from aboveboard.site.papers import Papers, papers_at
from aboveboard.site.proving import proof_of, remove_leaks
from aboveboard.site.publishing import Collected
from aboveboard.site.record_pages import RecordPages
from aboveboard.site.records_of import Recorded, recorded
from aboveboard.site.remembered import Remembered, remembered_of
from aboveboard.views.audience import PUBLIC
from aboveboard.views.disrupted_services import disrupting_incidents, services_by_incident
from aboveboard.views.edition import Edition, edition_at
from aboveboard.views.history import history_months, history_page, history_path
from aboveboard.views.home import home_page
from aboveboard.views.how_we_measure import HOW_WE_MEASURE, how_we_measure_page
from aboveboard.views.incidents import incidents_page
from aboveboard.views.maintenance import maintenance_page
from aboveboard.views.page import SearchEntry
from aboveboard.views.record_paths import service_path
from aboveboard.views.rfos import rfos_page
from aboveboard.views.search import search_entries
from aboveboard.views.service_history import ServiceHistory, service_history
from aboveboard.views.services import service_page, services_page
from aboveboard.views.subscribe import subscribe_page


class PublicSite:
    """One build's public tree. `now` is the instant that pages count their age from; with a fixed as-of, that as-of.

    `made_of` is what may be told at all, `remembered` what git knows of it. `papers` are the PDFs; without them there
    are none.
    """

    def __init__(
        self,
        made_of: Recorded,
        now: int,
        fixed: bool,
        cache: Cache,
        remembered: Remembered,
        papers: Papers | None = None,
        jobs: int = 1,
        inspection: Inspection = NOTHING_TO_HIDE,
    ) -> None:
        self.edition = edition_at(PUBLIC, made_of.register, now, is_fixed=fixed)
        self.records = RecordPages(made_of, self.edition, now, fixed, remembered, papers is not None)
        self._papers = papers
        self.keys = self.records.keys
        self.made_of = made_of
        self._cache = cache
        self._jobs = jobs
        self._inspection = inspection
        self._said: dict[str, str] = {}

    @property
    def site_url(self) -> str:
        return self.records.site_url

    @cached_property
    def pages(self) -> tuple[PageOutput, ...]:
        return tuple(self._pages())

    @cached_property
    def files(self) -> tuple[Output, ...]:
        """Everything that is not a page: PDFs, feeds, calendars, and the small file that says when the tree was built."""
        feeds = [Output(file.path, at_hand(file.key), file.make) for file in self.feeds]
        return (*feeds, *self._others)

    @cached_property
    def _others(self) -> tuple[Output, ...]:
        """Neither pages nor feeds."""
        calendars = [
            Output(path, self._changes_key, make) for path, make in calendar_files(self.edition, self.site_url)
        ]
        return (*self._pdfs(), *calendars, self.records.build_file)

    def _changes_key(self) -> str:
        return self.keys.changes

    def _whole_key(self, path: str) -> str:
        return digest_of(self.keys.everything, path)

    def _pdfs(self) -> Iterator[Output]:
        if self._papers is None:
            return
        imprint = Imprint(self.edition.register.provider.name, self.site_url)
        for rfo in self.edition.register.rfos.values():
            yield self.records.rfo_paper(rfo, self._papers, imprint)

    @cached_property
    def feeds(self) -> tuple[FeedFile, ...]:
        return tuple(feed_files(self.edition, self.site_url, disrupted=self.disrupted))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Known before anything that stands there."""
        listed = (page.path for page in self.pages), feed_paths(self.edition), (file.path for file in self._others)
        return tuple(sorted(chain(*listed)))

    @cached_property
    def search_entries(self) -> Sequence[SearchEntry]:
        return search_entries(self.edition)

    @property
    def sitemap_paths(self) -> Sequence[str]:
        return [page.path for page in self.pages]

    def in_shells(self, shells: Shells, fragments: Fragments) -> Iterator[Output]:
        """The pages. What they share is made before the first: a forked process can make any of them without the cache."""
        assert self._histories is not None
        yield from self.records.joined(self.pages, shells, fragments)

    def contents(self, shells: Shells) -> Mapping[str, bytes]:
        """All of it at once, for MkDocs."""
        fragments = Fragments(theme_folders("html", self.made_of.root))
        return {output.path: output.make() for output in (*self.in_shells(shells, fragments), *self.files)}

    def prove(self, folder: Path, paths: Iterable[str]) -> None:
        """Takes those files away that say what nobody but others may know; raises ProofFailed when there were some."""
        remove_leaks(self._inspection, folder, paths)

    def close(self) -> None:
        """For who opened it by itself."""
        self._cache.close()

    def _pages(self) -> Iterator[PageOutput]:
        edition, keys = self.edition, self.keys
        register = edition.register
        whole = (
            ("index.html", partial(home_page, edition, self._history)),
            ("services/index.html", partial(services_page, edition, self._history)),
            ("incidents/index.html", partial(incidents_page, edition)),
            ("maintenance/index.html", partial(maintenance_page, edition)),
            ("rfo/index.html", partial(rfos_page, edition)),
        )
        for path, view in whole:
            yield PageOutput(path, partial(self._whole_key, path), view)
        yield PageOutput("subscribe.html", partial(digest_of, keys.base, "subscribe"), partial(subscribe_page, edition))
        if not has_own_rules(self.made_of.root):
            view = partial(how_we_measure_page, edition)
            yield PageOutput(HOW_WE_MEASURE, partial(digest_of, keys.base, HOW_WE_MEASURE), view)
        for service in register.services:
            yield PageOutput(
                service_path(service),
                partial(keys.service, service),
                partial(service_page, edition, service, self._history),
            )
        for month, incidents in self._by_month():
            for incident in incidents:
                yield self.records.incident(incident)
            if month is not None:
                yield PageOutput(history_path(month), partial(keys.month, month), partial(history_page, edition, month))
        yield from map(self.records.change, register.changes.values())
        yield from map(self.records.rfo, register.rfos.values())

    def _by_month(self) -> Iterator[tuple[Month | None, Sequence[Incident]]]:
        """Every incident once, those of a month before the month: who makes them one after the other remembers them."""
        left = dict(self.edition.register.incidents)
        for month in reversed(history_months(self.edition)):
            found = self.edition.index.incidents_by_month.get(month, ())
            yield month, [incident for incident in found if left.pop(incident.id, None) is not None]
        yield None, list(left.values())

    def _history(self, _: Edition, service: str) -> ServiceHistory:
        return self._histories[service]

    @cached_property
    def disrupted(self) -> Mapping[str, tuple[str, ...]]:
        """The services that each incident disrupted; of a service on whose path nothing has changed from the cache."""
        kept = self._cache.shelf(_DISRUPTING)
        fresh: dict[str, Sequence[str]] = {}

        def disrupting(edition: Edition, service: str) -> Iterable[str]:
            if kept and (key := self.keys.path(service)) in kept:
                return msgpack.unpackb(kept[key])  # type: ignore[no-any-return]
            fresh[service] = disrupting_incidents(edition, service)
            return fresh[service]

        found = services_by_incident(self.edition, disrupting)
        self.edition.disrupted.update(found)
        self.edition.ledger.sweep_known()
        self._cache.later(partial(self._keep_disrupting, fresh))
        return found

    def _keep_disrupting(self, fresh: Mapping[str, Sequence[str]]) -> None:
        key_of = self.keys.path
        self._cache.put(
            _DISRUPTING, {key_of(service): msgpack.packb(incidents) for service, incidents in fresh.items()}
        )
        self._cache.keep_only(_DISRUPTING, map(key_of, self.edition.register.services))

    @property
    def said(self) -> tuple[str, ...]:
        """What is to be told about the files once they were made."""
        return tuple(self._said[path] for path in sorted(self._said))

    def keep(self, collected: Collected) -> None:
        """Put into the cache what `collected` took in this or in another process."""
        self._cache.put(ENTRIES, collected.entries)
        self._said.update(collected.said)

    def collected(self) -> Collected:
        return Collected({}, self._papers.take_said() if self._papers is not None else {})

    @cached_property
    def _histories(self) -> Mapping[str, ServiceHistory]:
        return self._coming_histories()

    @cached_property
    def _coming_histories(self) -> Callable[[], Mapping[str, ServiceHistory]]:
        """Of every service; from the cache where nothing on its path has changed."""
        names, find = self.edition.register.services, partial(service_history, self.edition)
        return answers(self._cache, _HISTORIES, names, self.keys.service, find, ServiceHistory, self._jobs)

    def begin(self) -> None:
        """Finds out what each incident disrupted, which other processes need; then has them look for what takes long, while
        this one finds out what the feeds show."""
        assert self.disrupted is not None
        assert self._coming_histories is not None
        assert self.feeds is not None


_HISTORIES, _DISRUPTING = "histories", "disrupting"


def open_public_site(root: Path, now: int, fixed: bool, has_papers: bool) -> PublicSite:
    """For a build that keeps nothing: MkDocs' own, which is to ask `prove` about what it wrote, and to close it."""
    cache = Cache(None, "")
    proof = proof_of(recorded(surveyed(root, cache), cache), cache)
    papers, remembered = papers_at(root, has_papers), remembered_of(root, now, cache)
    return PublicSite(proof.told, now, fixed, cache, remembered, papers, inspection=proof.inspection(None))
