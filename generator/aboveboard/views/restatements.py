"""The closed months of one customer whose figures changed after they were first published, in words for its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from aboveboard.availability.figures import Figure
from aboveboard.availability.months import Month
from aboveboard.frozen import frozen
from aboveboard.records.past import Past
from aboveboard.views.edition import Edition
from aboveboard.views.portal.months_shown import is_unmeasured
from aboveboard.views.portal.restated import Restated
from aboveboard.views.revisions import change_revisions, incident_revisions
from aboveboard.views.words.numbers import NO_BREAK
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.seconds import number_text

REAL, PROVIDER, SLA = "real", "provider", "sla"
CATALOG = "catalog"

_OF_CATALOG = "what services depend on, or what was agreed, was corrected"
_UNNAMED = "a record without a page here was corrected"


@frozen
class Judged:
    """Whether an SLA was met in the month, and its credit."""

    met: bool | None
    credit_percent: Fraction


@frozen
class Restatement:
    """What one commit did to one figure of one customer's month. `lens` is real or provider, of all services together, or
    sla, of the policy of a `service`; that has no name when it is another one now. `since` is the commit's instant;
    `records` are the ids of what it changed, and "catalog" for the catalog. `judged` is what the SLA's verdict was, and is,
    when it turned: the figure may have stayed."""

    month: Month
    lens: str
    service: str
    policy: str
    old: Figure
    new: Figure
    since: int
    records: tuple[str, ...]
    judged: tuple[Judged, Judged] | None = None


def restated_months(
    edition: Edition, restatements: Mapping[Month, Iterable[Restatement]], past_of: Callable[[str], Past]
) -> Mapping[Month, tuple[Restated, ...]]:
    """For a customer's edition, each month newest first. `past_of` gives what git knows of a record, by its id: a row
    says what in it was changed, as far as the reader may know the record."""
    told = {month: _claimed(edition, month, found) for month, found in sorted(restatements.items())}
    return {
        month: tuple(_restated(edition, sorted(found, key=_newest_first), past_of))
        for month, found in told.items()
        if found
    }


def _claimed(edition: Edition, month: Month, found: Iterable[Restatement]) -> Sequence[Restatement]:
    """Without those of a month that was over before the first record: it shows no figure, so none can become another."""
    if not is_unmeasured(edition, month):
        return list(found)
    return [one for one in found if one.old.downtime]


def _newest_first(restatement: Restatement) -> tuple[int, tuple[str, ...]]:
    return -restatement.since, restatement.records


def _restated(
    edition: Edition, newest_first: Sequence[Restatement], past_of: Callable[[str], Past]
) -> Iterator[Restated]:
    """One for each commit that moved the real figure of the whole; else our part; else the SLAs that it moved."""
    for (_, records), commit in groupby(newest_first, key=_newest_first):
        found = list(commit)
        why = list_text([_why(edition, id, found[0].since, past_of) for id in records])
        for one in _most_telling(found):
            note = _NOTES[one.lens].format(_sla_text(edition, one))
            yield Restated(one.old, one.new, one.since, f"{why}{note}")


_NOTES = {
    REAL: "",
    PROVIDER: " (this is our part of it; real availability is what it was)",
    SLA: " (this is {}; real availability is what it was)",
}


def _most_telling(found: Sequence[Restatement]) -> Sequence[Restatement]:
    """Where a fault alone was moved, from one that is ours to another, no number has: then all that is left is said."""
    for lens in (REAL, PROVIDER):
        whole = [one for one in found if one.lens == lens and _numbers(one.old) != _numbers(one.new)]
        if whole:
            return whole
    return [one for one in found if one.lens == SLA] or found[:1]


def _numbers(figure: Figure) -> tuple[int, Fraction]:
    return figure.agreed, figure.downtime


def _sla_text(edition: Edition, restatement: Restatement) -> str:
    """ "Gold of ERP Suite, missed with a credit of 5 % before, met now"."""
    name = _policy_name(edition, restatement)
    if restatement.judged is None:
        return name
    before, now = map(_judged_text, restatement.judged)
    return f"{name}, {before} before, {now} now"


def _judged_text(judged: Judged) -> str:
    credit = f"a credit of {number_text(judged.credit_percent)}{NO_BREAK}%" if judged.credit_percent else "no credit"
    return f"{'met' if judged.met else 'missed'} with {credit}"


def _policy_name(edition: Edition, restatement: Restatement) -> str:
    service = edition.register.services.get(restatement.service)
    sla = edition.register.slas.get(restatement.policy)
    named = (sla.name if sla is not None else None) or "the SLA"
    return named if service is None else f"{named} of {service.name}"


def _why(edition: Edition, id: str, since: int, past_of: Callable[[str], Past]) -> str:
    """ "Packet loss: end corrected from 09:02 to 09:10 UTC"."""
    if id == CATALOG:
        return _OF_CATALOG
    record = edition.register.incidents.get(id) or edition.register.changes.get(id)
    if record is None:
        return _UNNAMED
    revisions_of = incident_revisions if id in edition.register.incidents else change_revisions
    revisions = revisions_of(edition, past_of(id))
    rows = (*revisions.newest, *revisions.older)
    lines = [f"{line[:1].lower()}{line[1:]}" for row in rows if row.at.epoch == since for line in row.lines]
    return f"{record.title}: {'; '.join(lines) or 'corrected'}"
