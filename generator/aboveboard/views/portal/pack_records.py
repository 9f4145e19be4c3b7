"""How a review pack names a record: its title, its page, whose fault, and its RFO."""

from __future__ import annotations

from collections.abc import Iterable

from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.views.edition import Edition
from aboveboard.views.portal.pack import Target
from aboveboard.views.portal.pack_facts import QuarterRecord
from aboveboard.views.portal.pack_overview import service_name
from aboveboard.views.rfo_promise import rfo_promise
from aboveboard.views.tree_paths import change_href, incident_href, rfo_href
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.states import CHANGE_KINDS, fault_text

_UNNAMED = "Disruption of a part of our platform"
_MOST_NAMES = 4


def record_target(edition: Edition, record: Incident | Change | None) -> Target:
    """What the reader must not know by name is a part of our platform, and leads nowhere."""
    if record is None:
        return Target(_UNNAMED)
    href = incident_href(edition, record.id) if isinstance(record, Incident) else change_href(edition, record.id)
    return Target(record.title, href)


def services_text(edition: Edition, services: Iterable[str]) -> str:
    return list_text(sorted(service_name(edition, id) for id in services), _MOST_NAMES)


def fault_words(one: QuarterRecord) -> tuple[str, str]:
    """The key of the glyph and the words: the record's own fault with its supplier, for planned work its kind."""
    if isinstance(one.record, Change):
        return one.fault.value, CHANGE_KINDS[one.record.kind]
    supplier = one.record.supplier if one.record is not None and one.fault is one.record.fault else None
    return one.fault.value, fault_text(one.fault, supplier, yours=True)


def report_of(edition: Edition, record: Incident | Change | None, stand: int) -> tuple[Target, bool]:
    """The RFO, or its promise in words, and whether it is late at the instant `stand`."""
    if not isinstance(record, Incident):
        return Target(""), False
    promise = rfo_promise(record, edition.register, stand)
    if promise is None:
        return Target(""), False
    if promise.href:
        return Target(promise.line, rfo_href(edition, record.id)), promise.is_late
    return Target(f"RFO {promise.line}"), promise.is_late
