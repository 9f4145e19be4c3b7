"""What the search finds: short entries of services, of the newest records, and of the months that hold all others.

A whole text for each of ten thousand incidents would be megabytes for a reader's telephone, so an entry is a title, the
names of the services, and a sentence (performance.md, "Search").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aboveboard.records.catalog import Service
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.rfo import Rfo
from aboveboard.records.updates import Update
from aboveboard.views.coming_work import touched_services
from aboveboard.views.edition import Edition
from aboveboard.views.history import history_months, history_path
from aboveboard.views.page import SearchEntry
from aboveboard.views.record_paths import incident_path, service_path
from aboveboard.views.routes import routes_crossing
from aboveboard.views.words import states
from aboveboard.views.words.instants import month_text
from aboveboard.views.words.prose import first_sentence, list_text, plain_text

NEWEST = 1000
_MOST_NAMES = 6


def search_entries(edition: Edition) -> tuple[SearchEntry, ...]:
    """Services by id, the newest incidents, changes and RFOs, then the months of the history."""
    return (*_services(edition), *_records(edition), *_months(edition))


def _services(edition: Edition) -> Iterator[SearchEntry]:
    for service in edition.register.services.values():
        yield SearchEntry(service_path(service.id), service.name, _service_text(service))


def _service_text(service: Service) -> str:
    return _sentences(service.group or "", service.supports or "", plain_text(service.description or ""))


def _records(edition: Edition) -> Iterator[SearchEntry]:
    found: list[tuple[int, str, Incident | Change]] = [(one.started, one.id, one) for one in edition.index.incidents]
    found += [(one.window.from_, one.id, one) for one in edition.index.changes]
    for _, _, record in sorted(found, key=lambda item: item[:2], reverse=True)[:NEWEST]:
        if isinstance(record, Change):
            yield SearchEntry(f"maintenance/{record.id}.html", record.title, _change_text(edition, record))
            continue
        yield SearchEntry(incident_path(record.id), record.title, _incident_text(edition, record))
        rfo = edition.register.rfos.get(record.id)
        if rfo is not None:
            yield SearchEntry(f"rfo/{rfo.id}.html", f"RFO: {record.title}", _rfo_text(rfo))


def _months(edition: Edition) -> Iterator[SearchEntry]:
    for month in history_months(edition):
        name = month_text(month.first_day)
        yield SearchEntry(history_path(month), f"Incidents in {name}", f"Everything that happened in {name}.")


def _incident_text(edition: Edition, incident: Incident) -> str:
    nodes, last = [impact.on for impact in incident.impacts], incident.resolved
    span = incident.started, edition.as_of if last is None else last
    services = dict.fromkeys(route.service for route in routes_crossing(edition, nodes, span))
    fault = states.fault_text(incident.fault, incident.supplier, yours=edition.reader.customer is not None)
    return _sentences(_names(edition, services), fault, _said(incident.introduction, incident.updates))


def _change_text(edition: Edition, change: Change) -> str:
    names = _names(edition, touched_services(edition, change))
    return _sentences(names, states.CHANGE_KINDS[change.kind], _said(change.introduction, change.updates))


def _rfo_text(rfo: Rfo) -> str:
    cause = (rfo.root_cause or "").replace("-", " ")
    return _sentences(f"{states.RFO_STATES[rfo.status]} RFO", cause, first_sentence(rfo.summary or ""))


def _said(introduction: str, updates: tuple[Update, ...]) -> str:
    return first_sentence(introduction or (updates[0].text if updates else ""))


def _names(edition: Edition, services: Iterable[str]) -> str:
    names = [edition.register.services[id].name for id in services]
    return list_text(names, _MOST_NAMES)


def _sentences(*parts: str) -> str:
    """The parts as sentences, those that are empty left out."""
    return " ".join(part if part[-1] in ".!?…" else f"{part}." for part in parts if part)
