"""The services of all incidents at once are those that each incident's own page names."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from aboveboard.records.repository import read_repository
from aboveboard.records.values import instant_of
from aboveboard.views.audience import PUBLIC, STAFF, Reader
from aboveboard.views.disrupted_services import services_by_incident
from aboveboard.views.edition import Edition, edition_for
from aboveboard.views.incident_effect import disrupted_services
from builders import edition_of, incident
from case_files import write_case
from feed_scene import CATALOG
from strategies import Drawn, cases


def named_by_its_page(edition: Edition, id: str) -> tuple[str, ...]:
    return tuple(sorted(service.id for service in disrupted_services(edition, edition.register.incidents[id])))


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(cases(oddities=True))
def test_what_is_computed_at_once_is_what_each_page_computes(drawn: Drawn) -> None:
    with tempfile.TemporaryDirectory() as folder:
        register = read_repository(write_case(drawn["case"], Path(folder))).register
    for reader in (PUBLIC, STAFF, *(Reader(id) for id in register.customers)):
        edition = edition_for(reader, register, instant_of(drawn["case"]["as_of"]))
        at_once = services_by_incident(edition)
        for id in edition.register.incidents:
            assert at_once.get(id, ()) == named_by_its_page(edition, id)
        incidents = edition.register.incidents.values()
        asked = [disrupted_services(edition, one) for one in incidents]
        edition.disrupted.update(at_once)
        assert [disrupted_services(edition, one) for one in incidents] == asked


def test_an_incident_that_another_one_hides_has_disrupted_all_the_same() -> None:
    span = "started: 2026-10-03 08:00 UTC\nresolved: 2026-10-03 09:00 UTC"
    ours = incident("2026-10-03-ours", f"{span}\nimpacts: [{{on: pod, level: outage}}]", _over("09:00"))
    theirs = incident(
        "2026-10-03-theirs",
        "fault: third-party\nsupplier: Norvia\nstarted: 2026-10-03 08:10 UTC\nresolved: 2026-10-03 08:20 UTC\n"
        "impacts: [{on: norvia-ip, level: outage}, {on: baltwave-ip, level: outage}]",
        _over("08:20"),
    )
    found = services_by_incident(edition_of({**CATALOG, **ours, **theirs}, "2026-10-20 12:00 UTC"))
    assert found == {"2026-10-03-ours": ("erp",), "2026-10-03-theirs": ("dns", "erp")}


def _over(clock: str) -> str:
    return f"## Resolved · 2026-10-03 {clock} UTC\n\nOver.\n"
