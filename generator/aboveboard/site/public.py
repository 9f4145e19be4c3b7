"""The public tree: every page, feed and file of it, each with the key of what it is made of.

Both front doors use this: `aboveboard build` publishes the outputs, the MkDocs plugin puts them into MkDocs' own build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, partial
from pathlib import Path

import msgpack

from aboveboard.availability.months import Month
from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of
from aboveboard.publish.reuse import surveyed
from aboveboard.publish.tree import Output
from aboveboard.publish.workers import in_parallel
from aboveboard.records.as_of import as_of_of
from aboveboard.records.frozen import freeze, thawer
from aboveboard.records.incident import Incident
from aboveboard.render.calendar import calendar_files
from aboveboard.render.feeds import FeedFile, feed_files
from aboveboard.render.shell import Shells
from aboveboard.site.record_pages import PageOutput, RecordPages, has_own_rules
from aboveboard.site.records_of import Recorded, recorded
from aboveboard.views.disrupted_services import disrupting_incidents, services_by_incident
from aboveboard.views.edition import Edition
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
    """One build's public tree. `now` is the instant that pages count their age from; with a fixed as-of, that as-of."""

    def __init__(self, made_of: Recorded, now: int, fixed: bool, cache: Cache, jobs: int = 1) -> None:
        as_of = now if fixed else as_of_of(made_of.register, now)
        self.records = RecordPages(made_of, as_of, now, fixed)
        self.edition = self.records.edition
        self.keys = self.records.keys
        self.made_of = made_of
        self._cache = cache
        self._jobs = jobs

    @property
    def site_url(self) -> str:
        return self.records.site_url

    @cached_property
    def pages(self) -> tuple[PageOutput, ...]:
        return tuple(self._pages())

    @cached_property
    def files(self) -> tuple[Output, ...]:
        """Everything that is not a page: feeds, calendars, and the small file that says when the tree was built."""
        feeds = [Output(file.path, file.key, file.make) for file in self._feeds]
        calendars = [
            Output(path, self.keys.changes, make) for path, make in calendar_files(self.edition, self.site_url)
        ]
        return (*feeds, *calendars, self.records.build_file)

    @cached_property
    def _feeds(self) -> tuple[FeedFile, ...]:
        return tuple(feed_files(self.edition, self.site_url, self._shelf, disrupted=self._disrupted))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted([*(page.path for page in self.pages), *(file.path for file in self.files)]))

    @cached_property
    def search_entries(self) -> Sequence[SearchEntry]:
        return search_entries(self.edition)

    @property
    def sitemap_paths(self) -> Sequence[str]:
        return [page.path for page in self.pages]

    @property
    def pages_in_feeds(self) -> Set[str]:
        """The pages of whatever feeds speak of."""
        return frozenset[str]().union(*(feed.pages for feed in self._feeds))

    def in_shells(self, shells: Shells) -> Iterator[Output]:
        """The pages. What they share is made before the first: a forked process can make any of them without the cache."""
        assert self._histories is not None
        yield from self.records.joined(self.pages, shells)

    def contents(self, shells: Shells) -> Mapping[str, bytes]:
        """All of it at once, for MkDocs."""
        return {output.path: output.make() for output in (*self.in_shells(shells), *self.files)}

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
            yield PageOutput(path, digest_of(keys.everything, path), view)
        yield PageOutput("subscribe.html", digest_of(keys.base, "subscribe"), partial(subscribe_page, edition))
        if not has_own_rules(self.made_of.root):
            view = partial(how_we_measure_page, edition)
            yield PageOutput(HOW_WE_MEASURE, digest_of(keys.base, HOW_WE_MEASURE), view)
        for service in register.services:
            yield PageOutput(
                service_path(service), keys.service(service), partial(service_page, edition, service, self._history)
            )
        for month, incidents in self._by_month():
            for incident in incidents:
                yield self.records.incident(incident)
            if month is not None:
                yield PageOutput(history_path(month), keys.month(month), partial(history_page, edition, month))
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
    def _shelf(self) -> _FeedShelf:
        return _FeedShelf(self._cache)

    @cached_property
    def _disrupted(self) -> Mapping[str, tuple[str, ...]]:
        """The services that each incident disrupted; of a service on whose path nothing has changed from the cache."""
        kept = self._cache.shelf(_DISRUPTING)
        keys = {service: self.keys.path(service) for service in self.edition.register.services}
        fresh: dict[str, bytes] = {}

        def disrupting(edition: Edition, service: str) -> Iterable[str]:
            key = keys[service]
            if key in kept:
                return msgpack.unpackb(kept[key])  # type: ignore[no-any-return]
            incidents = disrupting_incidents(edition, service)
            fresh[key] = msgpack.packb(incidents)
            return incidents

        found = services_by_incident(self.edition, disrupting)
        self._cache.put(_DISRUPTING, fresh)
        self._cache.keep_only(_DISRUPTING, keys.values())
        return found

    def keep(self, collected: Mapping[str, bytes]) -> None:
        """Put into the cache what `collected` took in this or in another process."""
        self._cache.put(_ENTRIES, collected)

    def collected(self) -> dict[str, bytes]:
        return self._shelf.take()

    @cached_property
    def _histories(self) -> Mapping[str, ServiceHistory]:
        """Of every service; from the cache where nothing on its path has changed."""
        kept = self._cache.shelf(_HISTORIES)
        keys = {service: self.keys.service(service) for service in self.edition.register.services}
        missing = [service for service, key in keys.items() if key not in kept]
        made = dict(zip(missing, in_parallel(partial(service_history, self.edition), missing, self._jobs), strict=True))
        self._cache.put(
            _HISTORIES, {keys[service]: msgpack.packb(freeze(history)) for service, history in made.items()}
        )
        self._cache.keep_only(_HISTORIES, keys.values())
        return {
            service: made.get(service) or _thaw_history(msgpack.unpackb(kept[key])) for service, key in keys.items()
        }


_HISTORIES, _DISRUPTING, _ENTRIES = "histories", "disrupting", "entries"


def _thaw_history(frozen: object) -> ServiceHistory:
    thaw = thawer(ServiceHistory)
    assert thaw is not None
    history: ServiceHistory = thaw(frozen)
    return history


# The formats of one feed are made one after the other from the same entries; more of them would only fill the memory.
_FRESH_ENTRIES = 500


class _FeedShelf:
    """The texts of feed entries: those of earlier builds come from the cache, new ones are collected for it."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._fresh: dict[str, dict[str, str]] = {}
        self._collected: dict[str, bytes] = {}

    def get(self, key: str) -> dict[str, str] | None:
        if key in self._fresh:
            return self._fresh[key]
        packed = self._cache.get(_ENTRIES, key)
        return None if packed is None else msgpack.unpackb(packed)

    def update(self, fresh: Mapping[str, dict[str, str]]) -> None:
        if len(self._fresh) > _FRESH_ENTRIES:
            self._fresh.clear()
        self._fresh.update(fresh)
        self._collected.update((key, msgpack.packb(texts)) for key, texts in fresh.items())

    def take(self) -> dict[str, bytes]:
        """What was made since the last time, for the process that may write."""
        taken, self._collected = self._collected, {}
        return taken


def open_public_site(root: Path, now: int, fixed: bool) -> PublicSite:
    """For a build that keeps nothing: MkDocs' own."""
    cache = Cache(None, "")
    return PublicSite(recorded(surveyed(root, cache), cache), now, fixed, cache)
