"""The public tree: every page, feed and file of it, each with the key of what it is made of.

Both front doors use this: `aboveboard build` publishes the outputs, the MkDocs plugin puts them into MkDocs' own build.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import msgpack
from markupsafe import Markup

from aboveboard.availability.months import Month
from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of, digest_of_files, package_digest
from aboveboard.publish.tree import Output
from aboveboard.publish.workers import in_parallel
from aboveboard.records.as_of import as_of_of
from aboveboard.records.change import Change
from aboveboard.records.frozen import freeze, thawer
from aboveboard.records.incident import Incident
from aboveboard.records.instants import iso_text
from aboveboard.render.calendar import calendar_files
from aboveboard.render.feeds import feed_files
from aboveboard.render.html import Fragments
from aboveboard.render.look import BUILD_FILE
from aboveboard.render.shell import Shells, shell_page
from aboveboard.render.theme import theme_folders
from aboveboard.site.keys import Keys
from aboveboard.site.records_of import Recorded, recorded
from aboveboard.views.change_facts import change_path
from aboveboard.views.change_page import change_page
from aboveboard.views.disrupted_services import disrupting_incidents, services_by_incident
from aboveboard.views.edition import Edition, public_edition
from aboveboard.views.flags import flags_of
from aboveboard.views.history import history_months, history_page, history_path
from aboveboard.views.home import home_page
from aboveboard.views.how_we_measure import HOW_WE_MEASURE, how_we_measure_page
from aboveboard.views.incident_page import incident_page
from aboveboard.views.incidents import incidents_page
from aboveboard.views.maintenance import maintenance_page
from aboveboard.views.page import Page, SearchEntry
from aboveboard.views.record_paths import incident_path, service_path
from aboveboard.views.rfo_page import rfo_page
from aboveboard.views.rfos import rfos_page
from aboveboard.views.search import search_entries
from aboveboard.views.service_history import ServiceHistory, service_history
from aboveboard.views.services import service_page, services_page
from aboveboard.views.subscribe import subscribe_page

LOOK = "public"

# A provider who words the rules itself writes this page by hand.
_OWN_RULES = "content/pages/how-we-measure.md"


@dataclass(frozen=True, slots=True)
class PageOutput:
    """A page that can be made: `key` names all that it is made of."""

    path: str
    key: str
    view: Callable[[], Page]


class PublicSite:
    """One build's public tree. `built` is the instant that pages count their age from; with a fixed as-of, that as-of."""

    def __init__(self, made_of: Recorded, now: int, fixed: bool, cache: Cache, jobs: int = 1) -> None:
        as_of = now if fixed else as_of_of(made_of.register, now)
        self.edition = public_edition(made_of.register, as_of)
        self._made_of = made_of
        self._built = now
        self._fixed = fixed
        self._cache = cache
        self._jobs = jobs
        self._templates = theme_folders("html", made_of.root)

    @property
    def site_url(self) -> str:
        return self.edition.register.provider.url

    @cached_property
    def keys(self) -> Keys:
        templates = digest_of_files(path for folder in self._templates for path in folder.rglob("*") if path.is_file())
        return Keys(self.edition, self._made_of, digest_of(package_digest(), templates, self.site_url))

    @cached_property
    def pages(self) -> tuple[PageOutput, ...]:
        return tuple(self._pages())

    @cached_property
    def files(self) -> tuple[Output, ...]:
        """Everything that is not a page: feeds, calendars, and the small file that says when the tree was built."""
        made = feed_files(self.edition, self.site_url, self._shelf, disrupted=self._disrupted)
        feeds = [Output(file.path, file.key, file.make) for file in made]
        calendars = [
            Output(path, self.keys.everything, make) for path, make in calendar_files(self.edition, self.site_url)
        ]
        build = json.dumps({"as_of": iso_text(self.edition.as_of), "built_at": iso_text(self._built)}) + "\n"
        return (*feeds, *calendars, Output(BUILD_FILE, digest_of(build), build.encode))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted([*(page.path for page in self.pages), *(file.path for file in self.files)]))

    @cached_property
    def search_entries(self) -> Sequence[SearchEntry]:
        return search_entries(self.edition)

    @property
    def sitemap_paths(self) -> Sequence[str]:
        return [page.path for page in self.pages]

    def in_shells(self, shells: Shells) -> Iterator[Output]:
        """The pages. What they share is made before the first: a forked process can make any of them without the cache."""
        shell = digest_of(shells.to_json(), str(self._fixed))
        fragments = Fragments(self._templates)
        assert self._histories is not None
        for page in self.pages:
            yield Output(page.path, digest_of(page.key, shell), partial(self._page_bytes, page, shells, fragments))

    def contents(self, shells: Shells) -> Mapping[str, bytes]:
        """All of it at once, for MkDocs."""
        return {output.path: output.make() for output in (*self.in_shells(shells), *self.files)}

    def _page_bytes(self, output: PageOutput, shells: Shells, fragments: Fragments) -> bytes:
        page = output.view()
        body = Markup(fragments.render(page))
        return shells.join(LOOK, shell_page(page, body, self.site_url, is_fixed=self._fixed)).encode()

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
        if not (self._made_of.root / _OWN_RULES).is_file():
            view = partial(how_we_measure_page, edition)
            yield PageOutput(HOW_WE_MEASURE, digest_of(keys.base, HOW_WE_MEASURE), view)
        for service in register.services:
            yield PageOutput(
                service_path(service), keys.service(service), partial(service_page, edition, service, self._history)
            )
        for month, incidents in self._by_month():
            for incident in incidents:
                view = partial(self._incident_page, incident)
                yield PageOutput(incident_path(incident.id), keys.incident(incident), view)
            if month is not None:
                yield PageOutput(history_path(month), keys.month(month), partial(history_page, edition, month))
        for change in register.changes.values():
            yield PageOutput(change_path(change.id), keys.change(change), partial(self._change_page, change))
        for rfo in register.rfos.values():
            yield PageOutput(f"rfo/{rfo.id}.html", keys.rfo(rfo), partial(rfo_page, edition, rfo.id))

    def _by_month(self) -> Iterator[tuple[Month | None, Sequence[Incident]]]:
        """Every incident once, those of a month before the month: who makes them one after the other remembers them."""
        left = dict(self.edition.register.incidents)
        for month in reversed(history_months(self.edition)):
            found = self.edition.index.incidents_by_month.get(month, ())
            yield month, [incident for incident in found if left.pop(incident.id, None) is not None]
        yield None, list(left.values())

    def _incident_page(self, incident: Incident) -> Page:
        return incident_page(self.edition, incident.id, self._flags(incident))

    def _change_page(self, change: Change) -> Page:
        return change_page(self.edition, change.id, self._flags(change))

    def _flags(self, record: Incident | Change) -> tuple[str, ...]:
        return flags_of(record, self.edition.as_of, is_restored=record.path in self._made_of.restored)

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
    return PublicSite(recorded(root, cache), now, fixed, cache)
