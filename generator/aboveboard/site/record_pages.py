"""The pages of records, incidents, changes and RFOs, each with the key of what it is made of; and what all pages share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from markupsafe import Markup

from aboveboard.publish.digest import digest_of, digest_of_files, package_digest
from aboveboard.publish.tree import Output
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.instants import iso_text
from aboveboard.records.rfo import Rfo
from aboveboard.render.html import Fragments
from aboveboard.render.look import BUILD_FILE
from aboveboard.render.shell import Shells, shell_page
from aboveboard.render.theme import theme_folders
from aboveboard.site.keys import Keys
from aboveboard.site.records_of import Recorded
from aboveboard.views.edition import public_edition
from aboveboard.views.flags import flags_of
from aboveboard.views.page import Page
from aboveboard.views.record_paths import incident_path

LOOK = "public"

# A provider who words the rules itself writes this page by hand.
_OWN_RULES = "content/pages/how-we-measure.md"


@dataclass(frozen=True, slots=True)
class PageOutput:
    """A page that can be made: `key` names all that it is made of."""

    path: str
    key: str
    view: Callable[[], Page]


def own_inputs_digest(root: Path) -> str:
    """Of what every page is made of beside the records and the shell: the package, the templates, and who words the rules."""
    templates = (path for folder in theme_folders("html", root) for path in folder.rglob("*") if path.is_file())
    return digest_of(package_digest(), digest_of_files(templates), str(has_own_rules(root)))


def has_own_rules(root: Path) -> bool:
    return (root / _OWN_RULES).is_file()


class RecordPages:
    """`now` is the instant that pages count their age from; with a fixed as-of, that as-of."""

    def __init__(self, made_of: Recorded, as_of: int, now: int, fixed: bool) -> None:
        self.edition = public_edition(made_of.register, as_of)
        self.made_of = made_of
        self.now = now
        self.fixed = fixed

    @property
    def site_url(self) -> str:
        return self.edition.register.provider.url

    @cached_property
    def keys(self) -> Keys:
        return Keys(self.edition, self.made_of, digest_of(own_inputs_digest(self.made_of.root), self.site_url))

    @property
    def build_file(self) -> Output:
        """The small file that says when the tree was built."""
        build = json.dumps({"as_of": iso_text(self.edition.as_of), "built_at": iso_text(self.now)}) + "\n"
        return Output(BUILD_FILE, digest_of(build), build.encode)

    def incident(self, incident: Incident) -> PageOutput:
        def view() -> Page:
            from aboveboard.views.incident_page import incident_page

            return incident_page(self.edition, incident.id, self._flags(incident))

        return PageOutput(incident_path(incident.id), self.keys.incident(incident), view)

    def change(self, change: Change) -> PageOutput:
        def view() -> Page:
            from aboveboard.views.change_page import change_page

            return change_page(self.edition, change.id, self._flags(change))

        return PageOutput(f"maintenance/{change.id}.html", self.keys.change(change), view)

    def rfo(self, rfo: Rfo) -> PageOutput:
        def view() -> Page:
            from aboveboard.views.rfo_page import rfo_page

            return rfo_page(self.edition, rfo.id)

        return PageOutput(f"rfo/{rfo.id}.html", self.keys.rfo(rfo), view)

    def about(self, incident: Incident) -> Iterator[PageOutput]:
        """The incident's own page, and that of its RFO."""
        yield self.incident(incident)
        rfo = self.edition.register.rfos.get(incident.id)
        if rfo is not None:
            yield self.rfo(rfo)

    def joined(self, pages: Iterable[PageOutput], shells: Shells) -> Iterator[Output]:
        """The pages as files."""
        shell = digest_of(shells.to_json(), str(self.fixed))
        fragments = Fragments(theme_folders("html", self.made_of.root))
        for page in pages:
            yield Output(page.path, digest_of(page.key, shell), partial(self._bytes, page, shells, fragments))

    def _bytes(self, output: PageOutput, shells: Shells, fragments: Fragments) -> bytes:
        page = output.view()
        body = Markup(fragments.render(page))
        return shells.join(LOOK, shell_page(page, body, self.site_url, is_fixed=self.fixed)).encode()

    def _flags(self, record: Incident | Change) -> tuple[str, ...]:
        return flags_of(record, self.edition.as_of, is_restored=record.path in self.made_of.restored)
