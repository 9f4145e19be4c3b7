"""What git knows of the records, for every tree alike: revisions, restatements, and since when a change was announced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgpack

from aboveboard.availability.months import Month
from aboveboard.history.blobs import Blobs
from aboveboard.history.commits import packed_commits, read_commits, unpacked_commits
from aboveboard.history.git import Git
from aboveboard.history.versions import History, past_by_id, past_key, past_of
from aboveboard.publish.cache import Cache
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.layout import Kind
from aboveboard.records.register import Register
from aboveboard.views.edition import Edition
from aboveboard.views.revisions import Revisions, change_revisions, incident_revisions, rfo_revisions

if TYPE_CHECKING:
    from aboveboard.views.portal.restated import Restated
    from aboveboard.views.restatements import Restatement

# A commit that brings so many records at once brings a history that was written down elsewhere.
_IMPORT_RECORDS = 10
_COMMITS, _RESTATED = "commits", "restated"


@dataclass(frozen=True)
class Remembered:
    """`restatements` by customer and month; `keys` are remembered, since every portal asks for them."""

    history: History
    restatements: Mapping[str, Mapping[Month, tuple[Restatement, ...]]] = field(default_factory=dict)
    keys: dict[tuple[Kind, str, int], str] = field(default_factory=dict, repr=False, compare=False)

    def close(self) -> None:
        self.history.blobs.close()

    def key(self, record: Incident | Change, as_of: int) -> str:
        """Names all that the revisions of a record, and of the report on it, are made of in an edition of that as-of."""
        key = _kind(record), record.id, as_of
        if key not in self.keys:
            self.keys[key] = past_key(self.history, *key)
        return self.keys[key]

    def of_incident(self, edition: Edition, id: str) -> Revisions:
        return incident_revisions(edition, past_of(self.history, Kind.INCIDENT, id))

    def of_rfo(self, edition: Edition, id: str) -> Revisions:
        return rfo_revisions(edition, past_of(self.history, Kind.INCIDENT, id))

    def of_change(self, edition: Edition, id: str) -> Revisions:
        return change_revisions(edition, past_of(self.history, Kind.CHANGE, id))

    def restated_months(self, edition: Edition) -> Mapping[Month, tuple[Restated, ...]]:
        """What changed, by month, of figures of this edition's customer that were published."""
        from aboveboard.views.restatements import restated_months

        known = self.restatements.get(edition.reader.customer or "", {})
        return restated_months(edition, known, partial(past_by_id, self.history))

    @cached_property
    def announced(self) -> Mapping[str, int]:
        """When git first knew each change, by its id; of those that a first commit or an import brought it cannot tell."""
        commits = self.history.log.commits
        first = {key: versions[0] for key, versions in self.history.files.items() if key[0] is Kind.CHANGE}
        return {
            id: version.at
            for (_, id), version in first.items()
            if version.place > 0 and len(commits[version.place].files) < _IMPORT_RECORDS
        }


def _kind(record: Incident | Change) -> Kind:
    return Kind.INCIDENT if isinstance(record, Incident) else Kind.CHANGE


def remembered_of(root: Path, as_of: int, cache: Cache) -> Remembered:
    """Of the commits up to as-of; only those are read that the cache does not know. To be closed after use."""
    git = Git(root)
    packed = cache.get(_COMMITS, "log")
    known = None if packed is None else unpacked_commits(msgpack.unpackb(packed, use_list=False))
    log = read_commits(git, known)
    if log is not known:
        cache.put(_COMMITS, {"log": msgpack.packb(packed_commits(log))})
    return Remembered(History(log, Blobs(git), as_of))


def with_restatements(remembered: Remembered, register: Register, cache: Cache) -> Remembered:
    """`register` is today's, whole; what each commit restated is worked out once."""
    if not register.customers:
        return remembered
    from aboveboard.history.restatements import restatements  # who has no customers does without it

    known = cache.shelf(_RESTATED)
    before = dict(known)
    found = restatements(remembered.history, register, known)
    cache.put(_RESTATED, {commit: packed for commit, packed in known.items() if before.get(commit) != packed})
    return replace(remembered, restatements=found)
