"""RFOs that ended incidents owe: the preliminary one, the final one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aboveboard.promises.owed import Owed, OwedKind
from aboveboard.promises.rfo_dues import end_of_day, rfo_dues
from aboveboard.promises.roles import speaker_of
from aboveboard.records.catalog import Provider
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.records.rfo import Rfo
from aboveboard.records.vocabulary import Audience, RfoStatus


def owed_reports(register: Register, _now: int) -> Iterator[Owed]:
    for incident in incidents_without_final(register):
        yield from owed_by(incident, register.rfos.get(incident.id), register.provider)


def incidents_without_final(register: Register) -> Iterator[Incident]:
    """Those that are over, are no drafts, and have no final RFO, whether one was promised or not."""
    for incident in register.incidents.values():
        if incident.resolved is None or incident.reader is Audience.INTERNAL:
            continue
        rfo = register.rfos.get(incident.id)
        if rfo is None or rfo.status is not RfoStatus.FINAL:
            yield incident


def owed_by(incident: Incident, rfo: Rfo | None, provider: Provider) -> Iterator[Owed]:
    """What was promised and is not out: a draft is not."""
    dues = rfo_dues(incident, provider)
    if dues.preliminary is not None and (rfo is None or rfo.status is RfoStatus.DRAFT):
        yield _report(OwedKind.PRELIMINARY_RFO, dues.preliminary, incident, rfo, provider)
    if dues.final is not None and (rfo is None or rfo.status is not RfoStatus.FINAL):
        yield _report(OwedKind.FINAL_RFO, dues.final, incident, rfo, provider)


def rfo_path(incident: Incident) -> str:
    """Where its RFO is, or will be."""
    return f"{incident.path.removesuffix('.md')}.rfo.md"


def _report(kind: OwedKind, day: date, incident: Incident, rfo: Rfo | None, provider: Provider) -> Owed:
    return Owed(
        kind=kind,
        due=end_of_day(day, provider),
        what=incident.title,
        by=speaker_of(incident, provider),
        path=incident.path if rfo is None else rfo.path,
        steps=("resolved",) if rfo is None else ("status",),
        record=incident.id,
        day=day,
    )
