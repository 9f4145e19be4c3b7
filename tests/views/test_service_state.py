from __future__ import annotations

import pytest

from aboveboard.views.audience import Reader
from aboveboard.views.service_state import ServiceState, service_states
from builders import catalog, change, customer, edition_of, incident

CATALOG = catalog(
    services='erp: {name: ERP Suite, plan: "Use paper.", requires: [edge]}\ndns: {name: DNS, requires: [{any: [ns1, ns2]}]}',
    components="""\
edge: {name: Edge, owner: infrastructure}
ns1: {name: Name server 1, owner: infrastructure}
ns2: {name: Name server 2, owner: infrastructure}
""",
)
NOW = "2026-11-15 13:37 UTC"


def state_of(service: str, *files: dict[str, str], as_of: str = NOW) -> ServiceState:
    merged = dict(CATALOG)
    for one in files:
        merged.update(one)
    (found,) = service_states(edition_of(merged, as_of), service)
    return found


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def down(matter: str, id: str = "2026-11-15-x") -> dict[str, str]:
    return incident(id, f"started: 2026-11-15 13:12 UTC\n{matter}")


def test_without_an_impact_a_service_works() -> None:
    state = state_of("erp")
    assert (state.state.key, state.sentence, state.record, state.plan) == ("operational", "Operational", "", "")
    assert not state.is_disrupted


def test_a_disrupted_service_says_since_when_and_because_of_what() -> None:
    state = state_of("erp", down("impacts: [{on: edge, level: outage}]"))
    assert (state.state.key, plain(state.sentence)) == ("outage", "Down since 13:12 UTC")
    assert (state.record, state.record_path) == ("2026-11-15-x", "incidents/2026-11-15-x.html")
    assert state.plan == "Use paper."


def test_a_level_counts_since_it_was_reached() -> None:
    phases = down(
        "impacts: [{on: edge, level: degraded, to: 2026-11-15 13:20 UTC}, {on: edge, level: outage, from: 2026-11-15 13:20 UTC}]"
    )
    assert plain(state_of("erp", phases).sentence) == "Down since 13:20 UTC"


def test_a_level_that_two_incidents_hold_one_after_the_other_goes_on() -> None:
    first = incident(
        "2026-11-15-a",
        "started: 2026-11-15 12:00 UTC\nresolved: 2026-11-15 13:12 UTC\nimpacts: [{on: edge, level: outage}]",
    )
    state = state_of("erp", first, down("impacts: [{on: edge, level: outage}]"))
    assert plain(state.sentence) == "Down since 12:00 UTC"
    assert state.record == "2026-11-15-x"


@pytest.mark.parametrize(("ended", "key"), [("13:37", "operational"), ("13:38", "outage")])
def test_an_impact_that_ends_at_as_of_is_over(ended: str, key: str) -> None:
    files = down(f"impacts: [{{on: edge, level: outage, to: 2026-11-15 {ended} UTC}}]")
    assert state_of("erp", files).state.key == key


def test_an_impact_that_begins_at_as_of_has_begun() -> None:
    state = state_of("erp", down("impacts: [{on: edge, level: outage}]"), as_of="2026-11-15 13:12 UTC")
    assert (state.state.key, plain(state.sentence)) == ("outage", "Down since 13:12 UTC")


def test_a_spare_part_keeps_the_service_up() -> None:
    assert state_of("dns", down("impacts: [{on: ns1, level: outage}]")).state.key == "operational"
    both = down("impacts: [{on: ns1, level: outage}, {on: ns2, level: partial}]")
    assert state_of("dns", both).state.key == "partial"


WORK = "outcome: in-progress\nimpacts: [{on: edge, level: outage}]\nannounced: 2026-11-01 09:00 UTC\n"


def test_planned_work_is_maintenance_until_its_window_ends_and_an_outage_after() -> None:
    work = change("2026-11-15-w", WORK + "window: {from: 2026-11-15 13:00 UTC, to: 2026-11-15 14:00 UTC}")
    during = state_of("erp", work)
    assert during.state.key == "maintenance"
    assert plain(during.sentence) == "In maintenance since 13:00 UTC, planned until 14:00 UTC"
    assert not during.is_disrupted
    at_the_end = state_of("erp", work, as_of="2026-11-15 14:00 UTC")
    assert (at_the_end.state.key, plain(at_the_end.sentence)) == ("outage", "Down since 14:00 UTC")


def test_an_unplanned_disruption_beats_planned_work_of_the_same_level() -> None:
    work = change("2026-11-15-w", WORK + "window: {from: 2026-11-15 13:00 UTC, to: 2026-11-15 14:00 UTC}")
    state = state_of("erp", work, down("impacts: [{on: edge, level: outage}]"))
    assert (state.state.key, plain(state.sentence)) == ("outage", "Down since 13:12 UTC")


def test_a_customer_has_the_state_of_its_own_living_path() -> None:
    files = {
        **CATALOG,
        **customer(
            "acme",
            "name: Acme\nsubscriptions:\n"
            "  - {service: erp, since: 2025-01-01, until: 2026-01-01, via: [ns1]}\n"
            "  - {service: erp, since: 2026-01-01, via: [ns2]}\n",
        ),
        **down("impacts: [{on: ns2, level: partial, customers: [acme]}]"),
    }
    (state,) = service_states(edition_of(files, NOW, Reader("acme")))
    assert state.state.key == "partial"
    assert [one.state.key for one in service_states(edition_of(files, NOW))] == ["operational", "operational"]
