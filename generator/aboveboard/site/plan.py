"""What a build leaves behind so that the next one can be short: what it was made of, and where the words about each
incident that is over stand.

That an incident's pages need no more than their neighbours is what their keys say. Whatever else has changed than such
words, and whatever could not be read, means that there is no short way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgpack

from aboveboard.errors import Problem, Severity
from aboveboard.frozen import frozen
from aboveboard.history.commits import Mark, commits_since, is_ahead, mark_of
from aboveboard.publish.cache import Cache
from aboveboard.publish.survey import Survey
from aboveboard.records.layout import Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.history.commits import CommitLog
    from aboveboard.render.feeds import FeedFile
    from aboveboard.site.public import PublicSite
    from aboveboard.views.stories import Post

_PLANS = "plans"

# A build that may be shortened so much is about a few records; beyond that the whole is no slower.
_MOST_CHANGED = 20

# Whose pages tell of their past.
_WITH_PAST = (Kind.INCIDENT, Kind.RFO, Kind.CHANGE)


class Entry(NamedTuple):
    """The place `at` in a feed, and what stands there: of each thing that was said, its position and its date."""

    feed: str
    at: int
    said: tuple[tuple[int, int], ...]


class Spoken(NamedTuple):
    """Of one incident: the paths of the records that its pages are made of, the services that it disrupted, and the
    entries of feeds that repeat what was said about it."""

    neighbours: tuple[str, ...]
    services: tuple[str, ...]
    entries: tuple[Entry, ...]


@frozen
class Plan:
    """`inputs` names all that is no record, `records` is the number of the stamps of their files, `mark` the newest
    commit. `problems` are what the build had to say of files and ids. The plan is good from `now` on, and before `until`."""

    inputs: str
    records: int
    mark: Mark
    as_of: int
    now: int
    until: int
    problems: tuple[Problem, ...]

    def packed(self) -> bytes:
        problems = [[p.path, p.line, p.column, p.field, p.message, p.hint, p.severity.value] for p in self.problems]
        rest = [self.mark, self.as_of, self.now, self.until, problems]
        packed: bytes = msgpack.packb([self.inputs, self.records, *rest])
        return packed


def kept_plan(cache: Cache, into: Path) -> Plan | None:
    """What the last build of the trees in a folder left behind."""
    packed = cache.get(_PLANS, str(into.resolve()))
    return _unpacked_plan(packed) if packed else None


def keep_plan(cache: Cache, into: Path, plan: Plan | None, spoken: Mapping[str, bytes] | None = None) -> None:
    """`spoken` stays what it was when there is none."""
    cache.put(_PLANS, {str(into.resolve()): plan.packed() if plan is not None else b""})
    if spoken is not None:
        shelf = _spoken_shelf(into)
        cache.put(shelf, spoken)
        cache.keep_only(shelf, spoken)


def kept_spoken(cache: Cache, into: Path, paths: Set[str]) -> Mapping[str, Spoken] | None:
    """Of these incidents; None when one of them has no short way."""
    folders = [cache.get(_spoken_shelf(into), folder) for folder in {_folder_of(path) for path in paths}]
    known = {path: one for packed in folders if packed for path, one in msgpack.unpackb(packed).items()}
    return {path: _unpacked_spoken(known[path]) for path in sorted(paths)} if known.keys() >= paths else None


def _spoken_shelf(into: Path) -> str:
    return f"spoken {into.resolve()}"


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def _unpacked_plan(packed: bytes) -> Plan:
    inputs, records, mark, as_of, now, until, found = msgpack.unpackb(packed, use_list=False)
    problems = tuple(
        Problem(path, line, column, field, message, hint, Severity(severity))
        for path, line, column, field, message, hint, severity in found
    )
    return Plan(inputs, records, Mark(*mark), as_of, now, until, problems)


def _unpacked_spoken(packed: bytes) -> Spoken:
    neighbours, services, entries = msgpack.unpackb(packed, use_list=False)
    return Spoken(neighbours, services, tuple(Entry(*entry) for entry in entries))


def plan_of(site: PublicSite, survey: Survey, inputs: str) -> Plan | None:
    """What the next build may rely on; None when a part of the records could not be read, or when time alone will change
    what is known of them."""
    from aboveboard.records.as_of import as_of_of, next_as_of  # only who makes a plan needs the records

    made_of, now, is_fixed = site.made_of, site.records.now, site.records.fixed
    log = site.records.remembered.history.log
    if not made_of.is_whole or made_of.restored:
        return None
    if not is_fixed and (is_ahead(log, now) or as_of_of(made_of.register, now) != site.edition.as_of):
        return None
    return Plan(
        inputs,
        survey.number,
        mark_of(log),
        site.edition.as_of,
        now,
        now + 1 if is_fixed else next_as_of(made_of.register, now),
        (*made_of.problems, *made_of.strangers),
    )


def packed_spoken(site: PublicSite) -> Mapping[str, bytes]:
    """What is to be kept beside the plan: of every incident that is over, packed by folder, and in there each by its
    path and by itself: a few are read without the others."""
    pack = msgpack.Packer().pack
    keys, services, entries = site.keys, site.disrupted, _entries(site.feeds)
    found: dict[str, dict[str, bytes]] = {}
    for id, incident in site.edition.register.incidents.items():
        if keys.is_over(incident):
            packed = pack([list(keys.neighbours(incident)), services.get(id, ()), entries.get(id, ())])
            found.setdefault(_folder_of(incident.path), {})[incident.path] = packed
    return {folder: pack(those) for folder, those in found.items()}


def _entries(files: Iterable[FeedFile]) -> Mapping[str, Sequence[Entry]]:
    """By the id of the incident that they are about. The formats of a feed show the same."""
    from aboveboard.views.stories import About

    shown: dict[str, Sequence[tuple[Post, ...]]] = {file.feed: file.shown for file in files}
    found: dict[str, list[Entry]] = {}
    for feed, entries in shown.items():
        for at, posts in enumerate(entries):
            story = posts[0].story
            if story.about is About.INCIDENT:
                said = tuple([(post.position, post.date) for post in posts])
                found.setdefault(story.record, []).append(Entry(feed, at, said))
    return found


def holds(plan: Plan, survey: Survey, inputs: str, now: int) -> bool:
    """Whether nothing but the contents of records, and what git knows of them, can be another than it was."""
    return (
        plan.inputs == inputs
        and plan.now <= now < plan.until
        and survey.known.keys() == survey.stamps.keys()
        and survey.known_number == plan.records
    )


def reworded(plan: Plan, survey: Survey) -> Set[str] | None:
    """The paths of the records in which other words stand now; None when there is more to do."""
    changed = {path for path in survey.read if survey.stamps[path][2] != survey.known[path][2]}
    flawed = {problem.path for problem in plan.problems}
    are_words = all(survey.stamps[path][3] == survey.known[path][3] for path in changed)
    return changed if are_words and len(changed) <= _MOST_CHANGED and flawed.isdisjoint(changed) else None


def committed(plan: Plan, log: CommitLog, now: int) -> Set[str] | None:
    """The paths of the records of which git knows more now, since pages tell of their past; None when it may know anything."""
    commits = commits_since(log, plan.mark)
    if commits is None or (commits and is_ahead(log, now)):
        return None
    paths = {path for commit in commits for path, _ in commit.files if kind_of(path) in _WITH_PAST}
    return paths if len(paths) <= _MOST_CHANGED else None
