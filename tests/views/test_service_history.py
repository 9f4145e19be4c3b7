from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.availability.clock import local_date
from aboveboard.availability.months import month_of
from aboveboard.views.audience import Reader
from aboveboard.views.service_history import ServiceHistory, service_history, track_of
from builders import PROVIDER, at, catalog, change, customer, edition_of, incident

SERVICES = "erp: {name: ERP Suite, requires: [edge]}\nvm: {name: Virtual machines}"
COMPONENTS = "edge: {name: Edge, owner: infrastructure}\nnorvia: {name: Norvia, owner: third-party, supplier: Norvia}"
NOW = "2026-11-15 13:37 UTC"
FIRST = incident(
    "2025-01-01-first",
    "started: 2025-01-01 00:00 UTC\nresolved: 2025-01-01 00:01 UTC\nimpacts: [{on: vm, level: outage}]",
)


def history(*files: dict[str, str], as_of: str = NOW, zone: str = "UTC", first: bool = True) -> ServiceHistory:
    merged = catalog(SERVICES, COMPONENTS, provider=PROVIDER.replace("timezone: UTC", f"timezone: {zone}"))
    for one in (*files, *([FIRST] if first else [])):
        merged.update(one)
    return service_history(edition_of(merged, as_of), "erp")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def marked(found: ServiceHistory) -> list[tuple[str, str, str]]:
    return [(cell.day, cell.state, plain(cell.what)) for cell in found.days if cell.what]


def hit(day: str, start: str, end: str, level: str = "outage", id: str = "x", more: str = "") -> dict[str, str]:
    return incident(
        f"{day}-{id}",
        f"started: {day} {start} UTC\nresolved: {day} {end} UTC\nimpacts: [{{on: edge, level: {level}}}]\n{more}",
    )


def test_there_are_ninety_days_and_the_last_one_is_today() -> None:
    days = history().days
    assert (len(days), days[0].day, days[-1].day) == (90, "2026-08-18", "2026-11-15")
    assert {cell.state for cell in days} == {"operational"}


def test_one_second_marks_its_day() -> None:
    assert marked(history(hit("2026-10-03", "08:00:00", "08:00:01"))) == [("2026-10-03", "outage", "outage, 1 s")]


def test_the_worst_level_wins_the_day_and_the_others_are_told() -> None:
    found = history(
        hit("2026-10-03", "08:00", "09:00", "degraded", "long"), hit("2026-10-03", "10:00", "10:05", "outage", "short")
    )
    assert marked(found) == [("2026-10-03", "outage", "outage, 5 min, and degraded, 1 h")]
    assert next(cell.href for cell in found.days if cell.what) == "incidents/2026-10-03-short.html"


def test_what_crosses_midnight_marks_both_days_of_the_site_s_zone() -> None:
    night = incident(
        "2026-10-03-night",
        "started: 2026-10-03 21:30 UTC\nresolved: 2026-10-03 22:30 UTC\nimpacts: [{on: edge, level: outage}]",
    )
    assert [day for day, _, _ in marked(history(night))] == ["2026-10-03"]
    assert marked(history(night, zone="Europe/Berlin")) == [
        ("2026-10-03", "outage", "outage, 30 min"),
        ("2026-10-04", "outage", "outage, 30 min"),
    ]


def work(outcome: str = "succeeded", end: str = "10:00") -> dict[str, str]:
    return change(
        "2026-10-03-w",
        "announced: 2026-09-01 09:00 UTC\nwindow: {from: 2026-10-03 09:00 UTC, to: 2026-10-03 10:00 UTC}\n"
        f"outcome: {outcome}\nimpacts: [{{on: edge, level: outage, to: 2026-10-03 {end} UTC}}]",
        f"## Completed · 2026-10-03 {end} UTC\n\nDone.",
    )


def test_planned_work_is_maintenance_and_its_overrun_is_not() -> None:
    assert marked(history(work())) == [("2026-10-03", "maintenance", "maintenance, 1 h")]
    assert marked(history(work(end="10:20"))) == [("2026-10-03", "outage", "outage, 20 min, and maintenance, 1 h")]


def test_unplanned_beats_planned_on_a_day() -> None:
    found = history(work(), hit("2026-10-03", "12:00", "12:01", "degraded"))
    assert marked(found) == [("2026-10-03", "degraded", "degraded, 1 min, and maintenance, 1 h")]


def test_today_says_so_far_only_while_it_goes_on() -> None:
    running = incident("2026-11-15-r", "started: 2026-11-15 13:12 UTC\nimpacts: [{on: edge, level: partial}]")
    assert marked(history(running)) == [("2026-11-15", "partial", "partial outage, 25 min so far")]
    assert marked(history(hit("2026-11-15", "13:12", "13:37", "partial"))) == [
        ("2026-11-15", "partial", "partial outage, 25 min")
    ]


def test_days_before_the_first_record_are_not_measured() -> None:
    found = history(hit("2026-10-03", "08:00", "09:00"), first=False)
    states = {cell.day: cell.state for cell in found.days}
    assert (states["2026-10-02"], states["2026-10-03"]) == ("unknown", "outage")
    assert found.agreed == at(NOW) - at("2026-10-03 00:00 UTC")
    assert found.downtime == 3600


def test_a_repository_without_records_claims_today_alone() -> None:
    found = history(first=False)
    assert [cell.state for cell in found.days] == ["unknown"] * 89 + ["operational"]
    assert found.agreed == at(NOW) - at("2026-11-15 00:00 UTC")
    assert [month.real for month in found.months] == [None] * 12 + [1]
    assert found.year.real is None


def test_at_midnight_nothing_of_today_is_known_yet() -> None:
    found = history(as_of="2026-11-15 00:00 UTC")
    assert (found.days[-1].day, found.days[-1].state) == ("2026-11-15", "operational")


def test_months_are_the_contract_s_figures() -> None:
    """October has 2,678,400 seconds; 43 minutes are 2,580."""
    found = history(hit("2026-10-03", "08:12", "08:55"))
    october = next(month for month in found.months if month.month == "2026-10")
    assert october.real == Fraction(2_678_400 - 2_580, 2_678_400)
    assert (october.by_fault, october.incidents) == ((("infrastructure", Fraction(2580)),), 1)
    assert [month.month for month in found.months] == [
        *(f"2025-{month:02d}" for month in (11, 12)),
        *(f"2026-{month:02d}" for month in range(1, 12)),
    ]
    assert found.year.agreed == sum(month.agreed for month in found.months[:-1])


def test_what_is_not_ours_is_in_the_real_figure_alone() -> None:
    found = history(hit("2026-10-03", "08:00", "09:00", more="fault: third-party"))
    october = found.months[-2]
    assert october.provider == 1
    assert october.real is not None
    assert october.real < 1
    assert october.by_fault == (("third-party", Fraction(3600)),)


def test_an_incident_across_the_end_of_a_month_counts_in_both_and_once_in_the_year() -> None:
    across = incident(
        "2026-09-30-x",
        "started: 2026-09-30 23:00 UTC\nresolved: 2026-10-01 01:00 UTC\nimpacts: [{on: edge, level: outage}]",
    )
    found = history(across)
    assert [month.incidents for month in found.months[-3:-1]] == [1, 1]
    assert found.year.incidents == 1


def test_degraded_time_is_shown_and_does_not_count() -> None:
    found = history(hit("2026-10-03", "08:00", "09:00", "degraded"))
    assert (found.availability, found.months[-2].incidents) == (1, 1)
    (seen,) = found.records
    assert (seen.state, seen.seconds, seen.downtime) == ("degraded", 3600, 0)


def test_a_customer_has_days_and_months_only_while_it_subscribes() -> None:
    files = {
        **catalog(SERVICES, COMPONENTS),
        **FIRST,
        **customer(
            "acme",
            "name: Acme\nsubscriptions:\n"
            "  - {service: erp, since: 2026-09-01, until: 2026-10-01, via: [norvia]}\n"
            "  - {service: erp, since: 2026-10-01}\n",
        ),
        **incident(
            "2026-09-30-n",
            "fault: third-party\nstarted: 2026-09-30 23:00 UTC\nresolved: 2026-10-01 01:00 UTC\n"
            "impacts: [{on: norvia, level: outage}]",
        ),
    }
    found = service_history(edition_of(files, NOW, Reader("acme")), "erp")
    states = {cell.day: cell.state for cell in found.days}
    assert (states["2026-08-31"], states["2026-09-01"], states["2026-09-30"], states["2026-10-01"]) == (
        "",
        "operational",
        "outage",
        "operational",
    )
    by_month = {month.month: month for month in found.months}
    assert by_month["2026-08"].real is None
    assert by_month["2026-09"].downtime == 3600
    assert by_month["2026-10"].downtime == 0


def test_a_second_that_one_record_holds_and_another_pays_for_shows_both() -> None:
    """The third party's outage is the state; ours, a partial one of equal weight, is charged with the downtime."""
    ours = hit("2026-10-03", "08:00", "09:00", "partial", "ours")
    theirs = hit("2026-10-03", "08:00", "09:00", "outage", "theirs", "fault: third-party")
    found = history(ours, theirs)
    assert {(seen.record[11:], seen.state, seen.seconds, seen.downtime) for seen in found.records} == {
        ("ours", "partial", 3600, 3600),
        ("theirs", "outage", 3600, 0),
    }
    assert found.months[-2].incidents == 2


_HITS = st.lists(
    st.tuples(
        st.integers(0, 100 * 24 * 60),
        st.integers(1, 3 * 24 * 60),
        st.sampled_from(["degraded", "partial", "outage"]),
        st.sampled_from(["infrastructure", "third-party"]),
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(_HITS, st.sampled_from(["UTC", "Europe/Berlin", "America/Sao_Paulo"]))
def test_the_history_says_what_the_ledger_says(hits: list[tuple[int, int, str, str]], zone: str) -> None:
    """Cells against every row of the ledger cut by day; months and the ninety days against the engine's own figures."""
    merged = catalog(SERVICES, COMPONENTS, provider=PROVIDER.replace("timezone: UTC", f"timezone: {zone}")) | FIRST
    begin = at("2026-08-08 00:00 UTC")
    for at_minute, minutes, level, fault in hits:
        start = begin + at_minute * 60
        id = f"2026-08-08-h{at_minute}-{minutes}-{level}-{fault}"
        merged |= incident(
            id,
            f"fault: {fault}\nstarted: {_utc(start)}\nresolved: {_utc(start + minutes * 60)}\n"
            f"impacts: [{{on: edge, level: {level}}}]",
        )
    edition = edition_of(merged, NOW)
    found = service_history(edition, "erp")
    levels = {1: "degraded", 2: "partial", 3: "outage"}
    worst: dict[str, int] = {}
    for row in track_of(edition, "erp").state:
        for second in {*range(row.start, row.end, 600), row.end - 1}:
            day = local_date(second, zone).isoformat()
            worst[day] = max(worst.get(day, 0), row.weight)
    assert {cell.day: cell.state for cell in found.days} == {
        cell.day: levels[worst[cell.day]] if cell.day in worst else "operational" for cell in found.days
    }
    for month in found.months:
        figure = edition.ledger.node_figure("erp", month_of(month.month), edition.ledger.real)
        assert (month.real, month.downtime) == (figure.availability, figure.downtime)
        assert sum(seconds for _, seconds in month.by_fault) == month.downtime
    assert found.year.downtime == sum(month.downtime for month in found.months[:-1])
    assert sum(seen.downtime for seen in found.records) == sum(month.downtime for month in found.months)


def _utc(instant: int) -> str:
    from aboveboard.records.instants import utc_text

    return utc_text(instant)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Apia"])
def test_a_day_of_a_clock_change_is_as_long_as_it_was(zone: str) -> None:
    whole = incident(
        "2026-10-20-long",
        "started: 2026-10-20 00:00 UTC\nresolved: 2026-10-30 00:00 UTC\nimpacts: [{on: edge, level: outage}]",
    )
    hours = {day: what for day, _, what in marked(history(whole, zone=zone))}
    assert hours["2026-10-25"] == ("outage, 1 d 1 h" if zone == "Europe/Berlin" else "outage, 1 d")
