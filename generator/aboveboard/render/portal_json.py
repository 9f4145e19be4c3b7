"""A customer's state and incidents as JSON; `schemas/` beside this module holds a JSON Schema for each of the two.

Seconds are exact (a fraction only where a weight makes one); instants are UTC, and `timezone` is the one that the
customer's days are counted in. What must not be told is null.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, MutableMapping
from fractions import Fraction
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from aboveboard.records.instants import iso_text
from aboveboard.render.figures_json import number
from aboveboard.views.edition import Edition
from aboveboard.views.portal.reached import Reached, reached_incidents
from aboveboard.views.portal.status import (
    Place,
    StatusOfIncident,
    StatusOfRfo,
    StatusOfService,
    StatusOfWork,
    portal_status,
    reached_status,
)

FOLDER = "api/aboveboard/v1"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SCHEMAS = Path(__file__).parent / "schemas"


def portal_json(
    edition: Edition, shared: MutableMapping[str, str] | None = None
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The path of each file, and what makes its bytes. `shared` remembers for the next customer of the same build what
    everybody is told alike."""
    yield f"{FOLDER}/status.json", partial(status_json, edition)
    yield f"{FOLDER}/incidents.json", partial(incidents_json, edition, shared)


def schema_files() -> Iterator[tuple[str, bytes]]:
    """The schemas with the paths at which every portal has them."""
    for name in ("status", "incidents"):
        yield f"{FOLDER}/{name}.schema.json", portal_schema(name)
    yield f"{FOLDER}/month.schema.json", (_SCHEMAS / "month.schema.json").read_bytes()


def portal_schema(name: str) -> bytes:
    return (_SCHEMAS / f"portal-{name}.schema.json").read_bytes()


def status_json(edition: Edition) -> bytes:
    status = portal_status(edition)
    return _bytes(
        {
            **_head(edition),
            "services": [_service(one) for one in status.services],
            "open_incidents": [_open_incident(edition, one) for one in status.incidents],
            "maintenance": [_work(one) for one in status.work],
        }
    )


def incidents_json(edition: Edition, shared: MutableMapping[str, str] | None = None) -> bytes:
    known = {} if shared is None else shared
    told = ",".join(_told(edition, reached, known) for reached in reached_incidents(edition))
    head = _text({**_head(edition), "incidents": []}).removesuffix("]}")
    return f"{head}{told}]}}\n".encode()


def _told(edition: Edition, reached: Reached, shared: MutableMapping[str, str]) -> str:
    """One incident as text: what is told of it to everybody alike, and the customer's own seconds."""
    facts = shared.get(reached.id)
    if facts is None:
        status = reached_status(edition, reached)
        facts = _text(_facts(status)).removesuffix("}")
        if status.is_old_news:
            shared[reached.id] = facts
    return f"{facts},{_text(_seconds_of(edition, reached)).removeprefix('{')}"


def _head(edition: Edition) -> dict[str, Any]:
    customer = edition.register.customers[edition.reader.customer or ""]
    return {
        "as_of": iso_text(edition.as_of),
        "timezone": edition.zone,
        "customer": {"id": customer.id, "name": customer.name},
    }


def _service(service: StatusOfService) -> dict[str, Any]:
    return {
        "id": service.id,
        "name": service.name,
        "state": service.state,
        "since": iso_text(service.since),
        "record": service.record,
    }


def _open_incident(edition: Edition, one: StatusOfIncident) -> dict[str, Any]:
    return {**_facts(one), **_seconds_of(edition, one.reached), "next_update": _instant(one.next_update)}


def _facts(one: StatusOfIncident) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        **_place(one.place),
        "urgency": one.urgency,
        "started": _instant(one.started),
        "resolved": _instant(one.resolved),
        "fault": one.fault,
        "supplier": one.supplier,
        "rfo": None if one.rfo is None else _rfo(one.rfo),
    }


def _seconds_of(edition: Edition, reached: Reached) -> dict[str, Any]:
    """`by_fault` and those of the services both add up to `downtime_seconds`."""
    names = edition.register.services
    return {
        "worst": None if reached.worst is None else reached.worst.key,
        "downtime_seconds": _seconds(reached.downtime),
        "by_fault": {fault.value: _seconds(seconds) for fault, seconds in reached.by_fault.items()},
        "degraded_seconds": reached.degraded,
        "services": [
            {"id": id, "name": names[id].name, "downtime_seconds": _seconds(reached.by_service.get(id, 0))}
            for id in reached.services
        ],
    }


def _rfo(rfo: StatusOfRfo) -> dict[str, Any]:
    return {
        "status": rfo.status,
        **_place(rfo.place),
        "due": None if rfo.due is None else rfo.due.isoformat(),
        "within": rfo.within,
        "is_late": rfo.is_late,
    }


def _work(work: StatusOfWork) -> dict[str, Any]:
    return {
        "id": work.id,
        "title": work.title,
        **_place(work.place),
        "from": iso_text(work.start),
        "to": iso_text(work.end),
        "phase": work.phase,
        "expected": work.expected,
        "services": list(work.services),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"url": place.url, "page": place.page}


@lru_cache(maxsize=1 << 16)
def _instant(instant: int | None) -> str | None:
    """Customers ask for the same ones."""
    return None if instant is None else iso_text(instant)


def _seconds(seconds: Fraction | int) -> int | float:
    return seconds if isinstance(seconds, int) else number(seconds)


def _bytes(value: object) -> bytes:
    return f"{_text(value)}\n".encode()


def _text(value: object) -> str:
    return _ENCODER.encode(value)
