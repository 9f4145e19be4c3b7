"""The oracle agrees with the worked cases, and the drawn cases are worth comparing."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from oracle import simulate, simulate_charges, simulate_public
from oracle.hours import latest_announcement, windows_of
from oracle.instants import read_instant
from strategies import Drawn, cases, incidents_for

VECTORS = sorted((Path(__file__).parent.parent / "vectors").glob("*.json"))
OFF_THE_MINUTE = ("19-exactly-on-target", "36-decimals-are-exact", "43-fractions-of-a-second")
"""Cases with instants between two minutes; all others are exact in ticks of a minute, and sixty times as quick."""

few = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


def read_vector(name: str) -> dict[str, Any]:
    (path,) = (path for path in VECTORS if path.stem.startswith(name))
    vector: dict[str, Any] = json.loads(path.read_text())
    return vector


def test_there_are_vectors() -> None:
    assert len(VECTORS) >= 43


@pytest.mark.parametrize("name", [path.stem for path in VECTORS])
def test_the_oracle_agrees_with_the_vector(name: str) -> None:
    vector = read_vector(name)
    tick_seconds = 1 if name in OFF_THE_MINUTE else 60
    assert simulate(vector["case"], vector["months"], tick_seconds=tick_seconds) == vector["expect"]


@pytest.mark.parametrize("name", ["16", "18", "26", "27", "31", "37"])
def test_seconds_agree_with_the_vector_as_minutes_do(name: str) -> None:
    vector = read_vector(name)
    assert simulate(vector["case"], vector["months"]) == vector["expect"]


def test_ticks_that_miss_an_instant_are_refused() -> None:
    vector = read_vector("43")
    with pytest.raises(ValueError, match="lies on no tick"):
        simulate(vector["case"], vector["months"], tick_seconds=60)


def test_months_after_as_of_hold_nothing() -> None:
    case = read_vector("11")["case"]
    december = simulate(case, ["2026-12"], tick_seconds=60)["acme"]["months"]["2026-12"]
    assert december["real"]["agreed_seconds"] == december["in_service_seconds"] == 0
    assert december["real"]["availability"] is None
    assert december["services"] == {}


def test_charges_name_the_impact_of_every_second() -> None:
    case = read_vector("04")["case"]
    charges = simulate_charges(case, "acme", "erp", "2026-10", "real")
    assert Counter((charge.record, charge.fault) for charge in charges) == {
        ("2026-10-05-vpn", "customer"): 5400,
        ("2026-10-05-edge", "infrastructure"): 1800,
    }
    assert charges[3600] == (
        read_instant("2026-10-05T11:00:00Z"),
        "2026-10-05-edge",
        "edge",
        "outage",
        "infrastructure",
        False,
    )


def test_charges_of_an_sla_lie_within_its_hours() -> None:
    case = read_vector("18")["case"]
    charges = simulate_charges(case, "acme", "erp", "2026-10", "sla", tick_seconds=60)
    assert [charges[0].second, charges[-1].second] == [
        read_instant("2026-10-16T15:30:00Z"),
        read_instant("2026-10-16T15:59:00Z"),
    ]


def test_the_public_view_follows_the_graph_and_knows_no_customer() -> None:
    vector = read_vector("39")
    nodes = simulate_public(vector["case"], vector["months"], tick_seconds=60)
    down = {node: body["months"]["2026-10"]["real"]["downtime_seconds"] for node, body in nodes.items()}
    assert down == {"edge": 0, "db-a": 0, "db-b": 0, "carrier-1": 1200, "carrier-2": 0, "acme-vpn": 1200} | {
        "erp": 0,
        "mail": 0,
    }
    assert (nodes["erp"]["kind"], nodes["edge"]["kind"]) == ("service", "component")


def test_scoped_impacts_are_not_in_the_public_view() -> None:
    vector = read_vector("10")
    mail = simulate_public(vector["case"], vector["months"], tick_seconds=60)["mail"]["months"]["2026-10"]
    assert mail["real"]["downtime_seconds"] == 0


@pytest.mark.parametrize(
    ("start", "notice", "holidays", "latest"),
    [
        ("2026-10-11T02:00:00Z", "5d", None, "2026-10-06T02:00:00Z"),
        ("2026-10-05T08:00:00Z", "3bd", None, "2026-09-30T08:00:00Z"),
        ("2026-10-05T08:00:00Z", "3bd", ["2026-10-01"], "2026-09-29T08:00:00Z"),
        ("2026-10-26T09:00:00Z", "1bd", None, "2026-10-23T08:00:00Z"),
        ("2026-10-04T08:00:00Z", "1bd", None, "2026-10-02T08:00:00Z"),
        ("2026-04-07T08:00:00Z", "1bd", "DE-BE", "2026-04-02T08:00:00Z"),
        ("2026-03-30T00:30:00Z", "1bd", None, "2026-03-27T01:30:00Z"),
        ("2026-10-26T22:30:00Z", "1bd", None, "2026-10-23T21:30:00Z"),
    ],
)
def test_notice_is_counted_back_in_days_or_business_days(
    start: str, notice: str, holidays: str | list[str] | None, latest: str
) -> None:
    found = latest_announcement(read_instant(start), notice, "Europe/Berlin", holidays)
    assert found == read_instant(latest)


@pytest.mark.parametrize(
    ("weekly", "start", "end"),
    [
        ({"sun": "02:30-03:30"}, "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"),
        ({"sun": "02:30-03:30"}, "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z"),
        ({"sun": "01:30-02:30"}, "2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z"),
        ({"sat-mon": "22:00-06:00"}, "2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z"),
        ({"sun-mon": "00:00-24:00"}, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
    ],
)
def test_windows_follow_the_clock_through_its_changes(weekly: dict[str, str], start: str, end: str) -> None:
    span = read_instant(start), read_instant(end)
    assert span in list(windows_of({"weekly": weekly}, "Europe/Berlin", span))


def test_windows_that_start_on_a_holiday_are_dropped_to_their_end() -> None:
    period = read_instant("2026-10-02T00:00:00Z"), read_instant("2026-10-05T00:00:00Z")
    hours = {"weekly": {"mon-sun": "22:00-06:00"}, "holidays": "DE"}
    windows = list(windows_of(hours, "Europe/Berlin", period))
    night = read_instant("2026-10-03T20:00:00Z"), read_instant("2026-10-04T04:00:00Z")
    assert night not in windows
    assert (night[0] - 86400, night[1] - 86400) in windows


def test_a_good_share_of_drawn_cases_has_downtime_and_charges_to_choose_between() -> None:
    disrupted = torn = planned = 0

    @few
    @given(cases())
    def look_at(drawn: Drawn) -> None:
        nonlocal disrupted, torn, planned
        months = months_of(simulate(drawn["case"], drawn["months"], tick_seconds=900))
        disrupted += any(month["disrupted_seconds"] for month in months)
        torn += any(len(month["real"]["by_fault"]) > 1 for month in months)
        planned += any(month["real"]["planned_seconds"] for month in months)

    look_at()
    assert disrupted >= 30
    assert torn >= 10
    assert planned >= 5


@few
@given(cases(oddities=True))
def test_drawn_cases_lie_on_their_grid_and_keep_the_simple_laws(drawn: Drawn) -> None:
    for month in months_of(simulate(drawn["case"], drawn["months"], tick_seconds=900)):
        assert month["provider"]["downtime_seconds"] <= month["real"]["downtime_seconds"] + 1e-6
        assert month["disrupted_seconds"] <= month["in_service_seconds"] <= month["real"]["agreed_seconds"]
        figures = [month["real"], month["provider"], *(sla for one in month["services"].values() for sla in one["sla"])]
        for figure in figures:
            assert sum(figure["by_fault"].values()) == pytest.approx(figure["downtime_seconds"])
            assert 0 <= figure["planned_seconds"] <= figure["downtime_seconds"] <= figure["agreed_seconds"]


@settings(few, max_examples=8)
@given(cases(grid_seconds=450))
def test_shorter_ticks_change_no_figure(drawn: Drawn) -> None:
    case, months = drawn["case"], drawn["months"]
    assert simulate(case, months, tick_seconds=450) == simulate(case, months, tick_seconds=150)
    assert simulate_public(case, months, tick_seconds=450) == simulate_public(case, months, tick_seconds=150)


@settings(few, max_examples=20)
@given(cases().flatmap(lambda drawn: incidents_for(drawn).map(lambda incident: (drawn, incident))))
def test_one_more_incident_never_lowers_downtime(pair: tuple[Drawn, tuple[str, dict[str, Any]]]) -> None:
    drawn, (identifier, incident) = pair
    case = drawn["case"]
    more = {**case, "incidents": {**case["incidents"], identifier: incident}}
    before = months_of(simulate(case, drawn["months"], tick_seconds=900))
    after = months_of(simulate(more, drawn["months"], tick_seconds=900))
    for less, greater in zip(before, after, strict=True):
        assert less["real"]["downtime_seconds"] <= greater["real"]["downtime_seconds"] + 1e-6


def months_of(customers: dict[str, Any]) -> list[dict[str, Any]]:
    return [month for customer in customers.values() for month in customer["months"].values()]
