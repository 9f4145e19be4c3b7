"""What a build leaves behind so that the next one can be short: when all that changed since are words about incidents
that are over, only their own pages are made, of them and their neighbours alone.

That an incident's pages need no more is what their keys say. Whatever else has changed, and whatever could not be read,
means that there is no short way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING

import msgpack

from aboveboard.errors import Problem, Severity
from aboveboard.frozen import frozen
from aboveboard.publish.cache import Stamp
from aboveboard.publish.digest import digest_of
from aboveboard.publish.reuse import Survey
from aboveboard.records.as_of import next_as_of
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.views.edition import Edition
from aboveboard.views.record_paths import incident_path

if TYPE_CHECKING:
    from aboveboard.site.public import PublicSite

# A build that may be shortened so much is about a few records; beyond that the whole is no slower.
_MOST_CHANGED = 20


@frozen
class Plan:
    """`inputs` names all that is no record, `records` every record's file. `problems` are those of files alone.

    `neighbours` are, by the path of an incident that is over and stands in no feed, the paths of the records that its
    pages are made of. `searched` are digests of what the search says, by page. The plan is good from `now` on, and
    before `until`.
    """

    inputs: str
    records: str
    as_of: int
    now: int
    until: int
    problems: tuple[Problem, ...]
    neighbours: Mapping[str, tuple[str, ...]]
    searched: Mapping[str, str]

    def packed(self) -> bytes:
        problems = [[p.path, p.line, p.column, p.field, p.message, p.hint, p.severity.value] for p in self.problems]
        packed: bytes = msgpack.packb(
            [
                self.inputs,
                self.records,
                self.as_of,
                self.now,
                self.until,
                problems,
                dict(self.neighbours),
                dict(self.searched),
            ]
        )
        return packed


def unpacked_plan(packed: bytes) -> Plan:
    inputs, records, as_of, now, until, found, neighbours, searched = msgpack.unpackb(packed, use_list=False)
    problems = tuple(
        Problem(path, line, column, field, message, hint, Severity(severity))
        for path, line, column, field, message, hint, severity in found
    )
    return Plan(inputs, records, as_of, now, until, problems, neighbours, searched)


def digest_of_records(stamps: Mapping[str, Stamp]) -> str:
    return digest_of(*(part for path in sorted(stamps) for part in (path, stamps[path][2])))


def plan_of(site: PublicSite, survey: Survey, inputs: str) -> Plan | None:
    """What the next build may rely on; None when a part of the records could not be read."""
    made_of = site.made_of
    if not made_of.is_whole or made_of.restored:
        return None
    fed = site.pages_in_feeds
    neighbours = {
        incident.path: tuple(site.keys.neighbours(incident))
        for incident in site.edition.register.incidents.values()
        if incident_path(incident.id) not in fed and site.keys.is_over(incident)
    }
    searched = {entry.path: digest_of(repr(entry)) for entry in site.search_entries}
    until = site.records.now + 1 if site.records.fixed else next_as_of(made_of.register, site.records.now)
    return Plan(
        inputs,
        digest_of_records(survey.stamps),
        site.edition.as_of,
        site.records.now,
        until,
        made_of.problems,
        neighbours,
        searched,
    )


def reworded(plan: Plan, survey: Survey, inputs: str, now: int) -> Set[str] | None:
    """The paths of the incidents about which other words are said now; None when there may be more to do."""
    if plan.inputs != inputs or not plan.now <= now < plan.until or survey.known.keys() != survey.stamps.keys():
        return None
    changed = {path for path in survey.read if survey.stamps[path][2] != survey.known[path][2]}
    if len(changed) > _MOST_CHANGED or digest_of_records(survey.known) != plan.records:
        return None
    flawed = {problem.path for problem in plan.problems}
    for path in changed:
        is_same = survey.stamps[path][3] == survey.known[path][3]
        if not is_same or path not in plan.neighbours or path in flawed:
            return None
    return changed


def neighbourhood(plan: Plan, paths: Iterable[str]) -> Set[str]:
    return {neighbour for path in paths for neighbour in plan.neighbours[path]}


def is_found_as_before(plan: Plan, edition: Edition, pages: Set[str]) -> bool:
    """Whether the search says of these pages what it said: it repeats how a record begins."""
    if plan.searched.keys().isdisjoint(pages):
        return True
    from aboveboard.views.search import search_entries

    entries = {entry.path: entry for entry in search_entries(edition)}
    return all(digest_of(repr(entries.get(page))) == plan.searched[page] for page in pages & plan.searched.keys())


def incidents_at(register: Register, paths: Set[str]) -> Iterable[Incident]:
    """Those that the register's reader may know."""
    return (incident for incident in register.incidents.values() if incident.path in paths)
