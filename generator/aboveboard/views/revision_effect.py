"""What a revision of a record did to the downtime of its reader's services, as if nothing else had been wrong."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from aboveboard.availability.impacts import impacts_of_record
from aboveboard.availability.lenses import Lens
from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.views.edition import Edition
from aboveboard.views.routes import alive_of, in_scope, routes_through
from aboveboard.views.words.numbers import duration_text


@frozen
class Moved:
    """ "ERP Suite: 43 min → 51 min"; `what` is "downtime", or "our part" where only whose fault it was has changed."""

    service: str
    what: str
    old: str
    new: str


def moved_figures(edition: Edition, old: Incident | Change, new: Incident | Change, at: int) -> tuple[Moved, ...]:
    """By the services' names. Both versions are measured at the instant of the commit, on today's paths: what was still
    running by then had lasted that long."""
    ledger = edition.ledger
    until = min(at, edition.as_of)
    real = [_downtime(edition, record, until, ledger.real) for record in (old, new)]
    ours = [_downtime(edition, record, until, ledger.provider) for record in (old, new)]
    found = []
    for id in real[0].keys() | real[1].keys():
        for what, (was, now) in (("downtime", real), ("our part", ours)):
            before, after = was.get(id, Fraction(0)), now.get(id, Fraction(0))
            if before != after:
                name = edition.register.services[id].name
                found.append(Moved(name, what, duration_text(before), duration_text(after)))
                break
    return tuple(sorted(found, key=lambda one: one.service))


def _downtime(edition: Edition, record: Incident | Change, until: int, lens: Lens) -> Mapping[str, Fraction]:
    """Of each service that the record alone disrupts, on all of the reader's routes to it while they are alive."""
    ledger = edition.ledger
    impacts = tuple(in_scope(edition, impacts_of_record(record, ledger.register, until)))
    found: dict[str, Fraction] = {}
    for route in routes_through(edition, {impact.node for impact in impacts}):
        start, end = alive_of(edition, route)
        roots = (root for root in route.roots if ledger.register.node(root) is not None)
        weighed = sum(
            (min(row.end, end) - max(row.start, start)) * row.weight
            for row in ledger.path(*roots).charges(impacts, lens)
            if row.start < end and row.end > start
        )
        if weighed:
            found[route.service] = found.get(route.service, Fraction(0)) + Fraction(weighed, lens.scale)
    return found
