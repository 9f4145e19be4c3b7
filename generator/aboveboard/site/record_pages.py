"""The pages of records, incidents, changes and RFOs, each with the key of what it is made of; and what all pages share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING

from aboveboard.publish.digest import digest_of
from aboveboard.publish.tree import Output
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.rfo import Rfo
from aboveboard.render.shell import Shells
from aboveboard.site.build_file import build_file
from aboveboard.site.joining import PageOutput, joiner_of
from aboveboard.site.keys import Keys
from aboveboard.site.own_inputs import own_inputs_digest
from aboveboard.site.records_of import Recorded
from aboveboard.site.remembered import Remembered
from aboveboard.views.edition import Edition
from aboveboard.views.flags import flags_of
from aboveboard.views.page import Page
from aboveboard.views.record_paths import change_path, incident_path, rfo_path

if TYPE_CHECKING:
    from aboveboard.render.html import Fragments
    from aboveboard.render.paper.imprint import Imprint
    from aboveboard.site.papers import Papers


class RecordPages:
    """Of one edition. `now` is the instant that pages count their age from; with a fixed as-of, that as-of.

    `remembered` is what git knows; `has_papers` says that there is a PDF of each RFO.
    """

    def __init__(
        self, made_of: Recorded, edition: Edition, now: int, fixed: bool, remembered: Remembered, has_papers: bool
    ) -> None:
        self.edition = edition
        self.made_of = made_of
        self.remembered = remembered
        self.has_papers = has_papers
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
        return build_file(self.edition.as_of, self.now)

    def incident(self, incident: Incident) -> PageOutput:
        def view() -> Page:
            from aboveboard.views.incident_page import incident_page

            revisions = self.remembered.of_incident(self.edition, incident.id)
            return incident_page(self.edition, incident.id, self._flags(incident), revisions)

        return PageOutput(incident_path(incident.id), partial(self._incident_key, incident), view)

    def change(self, change: Change) -> PageOutput:
        def view() -> Page:
            from aboveboard.views.change_page import change_page

            revisions = self.remembered.of_change(self.edition, change.id)
            return change_page(self.edition, change.id, self._flags(change), revisions)

        return PageOutput(change_path(change.id), partial(self._change_key, change), view)

    def rfo(self, rfo: Rfo) -> PageOutput:
        return PageOutput(rfo_path(rfo.id), partial(self._rfo_key, rfo), partial(self._rfo, rfo))

    def rfo_paper(self, rfo: Rfo, papers: Papers, imprint: Imprint) -> Output:
        """The same as a PDF."""
        return papers.rfo(f"rfo/{rfo.id}.pdf", partial(self._rfo_key, rfo), partial(self._rfo, rfo), imprint)

    def about(self, incident: Incident) -> Iterator[PageOutput]:
        """The incident's own page, and that of its RFO."""
        yield self.incident(incident)
        rfo = self.edition.register.rfos.get(incident.id)
        if rfo is not None:
            yield self.rfo(rfo)

    def joined(self, pages: Iterable[PageOutput], shells: Shells, fragments: Fragments) -> Iterable[Output]:
        """The pages as files of the public tree."""
        return joiner_of(shells, fragments, "public", self.site_url, is_fixed=self.fixed).joined(pages)

    def _rfo(self, rfo: Rfo) -> Page:
        from aboveboard.views.rfo_page import rfo_page

        revisions = self.remembered.of_rfo(self.edition, rfo.id)
        return rfo_page(self.edition, rfo.id, has_pdf=self.has_papers, revisions=revisions)

    def _incident_key(self, incident: Incident) -> str:
        return self._with_past(self.keys.incident(incident), incident)

    def _change_key(self, change: Change) -> str:
        return self._with_past(self.keys.change(change), change)

    def _rfo_key(self, rfo: Rfo) -> str:
        key = self.keys.rfo(rfo)
        return self._with_past(digest_of(key, str(self.has_papers)), self.edition.register.incidents[rfo.id])

    def _with_past(self, key: str, record: Incident | Change) -> str:
        return digest_of(key, self.remembered.key(record, self.edition.as_of))

    def _flags(self, record: Incident | Change) -> tuple[str, ...]:
        return flags_of(record, self.edition.as_of, is_restored=record.path in self.made_of.restored)
