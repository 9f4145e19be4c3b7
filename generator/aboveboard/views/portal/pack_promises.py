"""How the promises about speaking were kept in the quarter's incidents: first words, next updates, the longest silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from aboveboard.availability.business_days import after
from aboveboard.frozen import frozen
from aboveboard.promises.kept_promises import KeptPromises, kept_promises
from aboveboard.records.catalog import Provider
from aboveboard.records.incident import Incident
from aboveboard.records.updates import Update
from aboveboard.records.vocabulary import IncidentStatus
from aboveboard.views.edition import Edition
from aboveboard.views.portal.pack import KeptRow, WordSection
from aboveboard.views.portal.pack_facts import QuarterFacts
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.prose import count_text


@frozen
class _Kept:
    """Of promises made: how many, and how many were kept."""

    made: int
    kept: int

    @property
    def is_whole(self) -> bool:
        return self.made == self.kept


def word_section(edition: Edition, facts: QuarterFacts) -> WordSection:
    incidents = [one.record for one in (*facts.reached, *facts.hidden) if isinstance(one.record, Incident)]
    provider = edition.register.provider
    judged = [(one, kept_promises(one, provider, facts.stand_at)) for one in incidents]
    firsts = _sum(_first(one, promises, provider) for one, promises in judged)
    all_of_them = _sum(_Kept(promises.made, promises.kept) for _, promises in judged)
    nexts = _Kept(all_of_them.made - firsts.made, all_of_them.kept - firsts.kept)
    return WordSection(_title(firsts, nexts, len(incidents)), tuple(_rows(firsts, nexts, incidents, facts.stand_at)))


def _sum(counts: Iterable[_Kept]) -> _Kept:
    known = list(counts)
    return _Kept(sum(one.made for one in known), sum(one.kept for one in known))


def _first(incident: Incident, promises: KeptPromises, provider: Provider) -> _Kept:
    """The first word's part of what was promised and kept."""
    within, seconds = promises.first_word_within, promises.first_word_seconds
    if within is None or not promises.made:
        return _Kept(0, 0)
    if seconds is None:
        return _Kept(1, 0)
    return _Kept(1, int(incident.started + seconds <= after(incident.started, within, provider)))


def _title(firsts: _Kept, nexts: _Kept, incidents: int) -> str:
    if not incidents:
        return "No incident reached you, so nothing had to be said"
    if not firsts.made and not nexts.made:
        return "Nothing was promised about how soon we speak"
    if firsts.is_whole and nexts.is_whole:
        return "We spoke when we had promised to, every time"
    kept = firsts.kept + nexts.kept
    late = firsts.made + nexts.made - kept
    return f"We spoke late {_times(late)}, and {f'in time {_times(kept)}' if kept else 'never in time'}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _rows(firsts: _Kept, nexts: _Kept, incidents: list[Incident], as_of: int) -> Iterator[KeptRow]:
    if firsts.made:
        yield KeptRow("First words in time", f"{firsts.kept} of {firsts.made}", "from the start of each incident")
    if nexts.made:
        yield KeptRow("Next updates in time", f"{nexts.kept} of {nexts.made}", "each update promises the next one")
    if incidents:
        seconds, longest = max(
            ((longest_silence(one, as_of), one) for one in incidents), key=lambda pair: (pair[0], pair[1].id)
        )
        said = sum(len(one.updates) for one in incidents)
        yield KeptRow("Longest silence", duration_text(seconds), longest.title)
        yield KeptRow("Updates", f"{said}", f"in {count_text(len(incidents), 'incident')}")


def longest_silence(incident: Incident, as_of: int) -> int:
    """The most seconds between the start, each update, and the end; of an open incident until as-of."""
    end = as_of if incident.resolved is None else incident.resolved
    spoken = [min(max(at, incident.started), end) for at in _until_the_end(incident.updates)]
    return max(later - earlier for earlier, later in pairwise(sorted((incident.started, *spoken, end))))


def _until_the_end(updates: Iterable[Update]) -> Iterator[int]:
    for update in updates:
        yield update.at
        if update.status == IncidentStatus.RESOLVED:
            return
