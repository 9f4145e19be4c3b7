"""Rules of availability.md that no vector tells apart from their neighbours, worked by hand."""

from typing import Any

import pytest

from oracle import simulate, simulate_charges, simulate_public
from oracle.hours import windows_of
from oracle.instants import read_instant

HOUR = 3600
DAY = 24 * HOUR


def case_of(**parts: Any) -> dict[str, Any]:
    """One customer with one service on three nodes; `parts` replace whole sections."""
    return {
        "as_of": "2026-11-15T12:00:00Z",
        "provider": {"timezone": "UTC", "weights": {"outage": 1, "partial": 0.5, "degraded": 0}},
        "components": {
            "n1": {"owner": "infrastructure"},
            "n2": {"owner": "third-party"},
            "n3": {"owner": "customer"},
            "n4": {"owner": "software"},
        },
        "services": {"erp": {"requires": ["n1", "n2", "n3", "n4"]}},
        "slas": {"gold": {"target": 99.9, "counts": ["infrastructure"], "notice": "5d"}},
        "customers": {"acme": {"subscriptions": [{"service": "erp", "since": "2025-01-01", "sla": "gold"}]}},
        "incidents": {},
        "changes": {},
    } | parts


def incident_of(*impacts: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    """An hour of 2026-10-07, with impacts as (node, level, fault)."""
    return {
        "fault": "unknown",
        "started": "2026-10-07T08:00:00Z",
        "resolved": "2026-10-07T09:00:00Z",
        "impacts": [{"on": node, "level": level, "fault": fault} for node, level, fault in impacts],
    } | more


def change_of(node: str, **more: Any) -> dict[str, Any]:
    return {
        "window": {"from": "2026-10-11T10:00:00Z", "to": "2026-10-11T12:00:00Z"},
        "outcome": "succeeded",
        "impacts": [{"on": node, "level": "outage"}],
    } | more


def october_of(case: dict[str, Any]) -> dict[str, Any]:
    month: dict[str, Any] = simulate(case, ["2026-10"], tick_seconds=900)["acme"]["months"]["2026-10"]
    return month


def by_fault_of(case: dict[str, Any]) -> dict[str, float]:
    faults: dict[str, float] = october_of(case)["real"]["by_fault"]
    return faults


@pytest.mark.parametrize(("announced", "counted"), [("2026-10-06T09:00:00Z", HOUR), ("2026-10-06T10:00:00Z", 3 * HOUR)])
def test_notice_is_measured_to_the_beginning_of_the_impact_and_not_of_its_window(announced: str, counted: int) -> None:
    impact = {"on": "n1", "level": "outage", "from": "2026-10-11T09:00:00Z"}
    case = case_of(changes={"c": change_of("n1", announced=announced, impacts=[impact])})
    (sla,) = october_of(case)["services"]["erp"]["sla"]
    assert sla["downtime_seconds"] == counted


@pytest.mark.parametrize(("node", "fault"), [("n2", "third-party"), ("n3", "customer"), ("erp", "software")])
def test_the_fault_of_a_change_is_that_of_the_owner_of_its_node(node: str, fault: str) -> None:
    assert by_fault_of(case_of(changes={"c": change_of(node)})) == {fault: 2 * HOUR}


def test_the_public_view_leaves_out_records_for_the_affected() -> None:
    case = case_of(incidents={"i": incident_of(("n1", "outage", "software"), audience="affected")})
    assert by_fault_of(case) == {"software": HOUR}
    node = simulate_public(case, ["2026-10"], tick_seconds=900)["n1"]["months"]["2026-10"]
    assert node["real"]["downtime_seconds"] == 0


def test_an_entry_heavier_than_its_group_is_a_candidate_at_its_own_weight() -> None:
    case = case_of(
        services={"erp": {"requires": [{"at_least": 2, "of": ["n1", "n2", "n3"]}]}},
        incidents={"i": incident_of(("n1", "outage", "third-party"), ("n2", "partial", "customer"))},
    )
    assert by_fault_of(case) == {"third-party": HOUR / 2}


@pytest.mark.parametrize(
    ("needed", "broken", "downtime"),
    [(1, 3, 0), (1, 4, HOUR), (2, 2, 0), (2, 3, HOUR), (3, 1, 0), (3, 2, HOUR), (4, 1, HOUR)],
)
def test_at_least_k_of_four_stands_while_k_of_them_do(needed: int, broken: int, downtime: int) -> None:
    nodes = ["n1", "n2", "n3", "n4"]
    case = case_of(
        services={"erp": {"requires": [{"at_least": needed, "of": nodes}]}},
        incidents={"i": incident_of(*((node, "outage", "software") for node in nodes[:broken]))},
    )
    assert october_of(case)["real"]["downtime_seconds"] == downtime


@pytest.mark.parametrize(("level", "fault"), [("partial", "third-party"), ("outage", "infrastructure")])
def test_an_impact_lighter_than_what_lies_below_it_is_no_candidate(level: str, fault: str) -> None:
    case = case_of(incidents={"i": incident_of(("erp", level, "infrastructure"), ("n2", "outage", "third-party"))})
    assert by_fault_of(case) == {fault: HOUR}


def test_an_impact_heavier_than_what_lies_below_it_hides_it() -> None:
    case = case_of(incidents={"i": incident_of(("erp", "outage", "customer"), ("n1", "partial", "infrastructure"))})
    assert by_fault_of(case) == {"customer": HOUR}


def test_of_two_impacts_of_one_node_only_the_heavier_is_a_candidate() -> None:
    case = case_of(incidents={"i": incident_of(("n1", "outage", "customer"), ("n1", "partial", "infrastructure"))})
    assert by_fault_of(case) == {"customer": HOUR}


def test_a_via_node_heavier_than_the_service_hides_it() -> None:
    subscription = {"service": "erp", "since": "2025-01-01", "via": ["n3"]}
    case = case_of(
        services={"erp": {"requires": ["n1"]}},
        customers={"acme": {"subscriptions": [subscription]}},
        incidents={"i": incident_of(("n3", "outage", "customer"), ("n1", "partial", "infrastructure"))},
    )
    assert by_fault_of(case) == {"customer": HOUR}


def test_all_within_any_is_its_weakest_member() -> None:
    case = case_of(
        services={"erp": {"requires": [{"any": [{"all": ["n1", "n2"]}, "n3"]}]}},
        incidents={"i": incident_of(("n1", "outage", "software"), ("n3", "partial", "customer"))},
    )
    assert by_fault_of(case) == {"software": HOUR / 2}


@pytest.mark.parametrize(
    ("until", "ended", "days"),
    [("2026-10-11", "2026-10-21", 10), ("2026-10-21", "2026-10-11", 10), (None, "2026-10-11", 10)],
)
def test_a_subscription_ends_at_the_earlier_of_its_own_end_and_its_customers(
    until: str | None, ended: str, days: int
) -> None:
    subscription = {"service": "erp", "since": "2025-01-01"} | ({"until": until} if until else {})
    customer = {"subscriptions": [subscription], "ended": {"on": ended, "reason": "price"}}
    assert october_of(case_of(customers={"acme": customer}))["in_service_seconds"] == days * DAY


def test_shapes_change_at_midnight_of_the_provider_and_the_oldest_reaches_furthest_back() -> None:
    shapes = [{"until": "2026-10-07", "requires": ["n2"]}, {"until": "2026-10-06", "requires": ["n3"]}]
    whole_days = {"started": "2026-10-05T00:00:00Z", "resolved": "2026-10-09T00:00:00Z"}
    broken = [("n1", "outage", "software"), ("n2", "outage", "third-party"), ("n3", "outage", "customer")]
    case = case_of(
        provider={"timezone": "Asia/Kolkata"},
        services={"erp": {"requires": ["n1"], "was": shapes}},
        customers={"acme": {"timezone": "UTC", "subscriptions": [{"service": "erp", "since": "2025-01-01"}]}},
        incidents={"i": incident_of(*broken, **whole_days)},
    )
    before = int(5.5 * HOUR)
    assert by_fault_of(case) == {"customer": DAY - before, "third-party": DAY, "software": 2 * DAY + before}


def test_an_impact_that_ends_where_it_starts_counts_nothing() -> None:
    impact = {"on": "n1", "level": "outage", "from": "2026-10-07T08:30:00Z", "to": "2026-10-07T08:30:00Z"}
    assert by_fault_of(case_of(incidents={"i": incident_of(impacts=[impact])})) == {}


def test_service_hours_are_in_the_zone_of_the_customer_unless_they_name_one() -> None:
    customer = {"timezone": "Asia/Kolkata", "subscriptions": [{"service": "erp", "since": "2025-01-01", "sla": "gold"}]}
    sla = {"target": 99.9, "counts": ["infrastructure"], "hours": {"weekly": {"wed": "13:00-14:00"}}}
    case = case_of(
        customers={"acme": customer},
        slas={"gold": sla},
        incidents={"i": incident_of(("n1", "outage", "infrastructure"))},
    )
    assert len(simulate_charges(case, "acme", "erp", "2026-10", "sla")) == HOUR // 2


def test_a_window_from_midnight_to_midnight_is_a_whole_day() -> None:
    day = read_instant("2026-10-07T00:00:00Z"), read_instant("2026-10-08T00:00:00Z")
    assert day in list(windows_of({"weekly": {"wed": "00:00-00:00"}}, "UTC", day))
