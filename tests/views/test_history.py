from __future__ import annotations

from aboveboard.availability.months import Month, month_of
from aboveboard.views.history import HistoryView, history_months, history_page
from aboveboard.views.incidents import IncidentsView, incidents_page
from builders import PROVIDER, catalog, change, edition_of, incident
from record_scenes import MOVE, PART, TIMEOUTS, TIMEOUTS_RFO
from status_scenes import AHEAD, LOSS, NOW, PAST, scene

FILES = (TIMEOUTS, TIMEOUTS_RFO, MOVE, PART, PAST, LOSS, AHEAD)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def month(text: str, *files: dict[str, str], as_of: str = NOW) -> HistoryView:
    made = history_page(scene(*files, as_of=as_of), month_of(text)).view
    assert isinstance(made, HistoryView)
    return made


def incidents(*files: dict[str, str]) -> IncidentsView:
    made = incidents_page(scene(*files)).view
    assert isinstance(made, IncidentsView)
    return made


def test_every_month_with_a_record_has_a_page_and_none_that_lies_ahead() -> None:
    ahead = change("2027-01-01-x", "window: {from: 2027-01-01 01:00 UTC, to: 2027-01-01 02:00 UTC}")
    assert history_months(scene(*FILES, ahead)) == (Month(2026, 11), Month(2026, 10))


def test_a_month_tells_its_downtime_its_incidents_and_its_work() -> None:
    made = month("2026-10", *FILES)
    assert (made.sentence, made.period.replace("\xa0", " ")) == ("1 incident and 1 planned change.", "1 to 31 October")
    assert [(row.name, row.real[:6], plain(row.downtime), plain(row.by_fault)) for row in made.services] == [
        ("Virtual machines", "99.950", "22 min", "Our software 22 min"),
        ("ERP Suite", "99.959", "18 min", "Our infrastructure 18 min"),
    ]
    assert made.quiet == "The other 3 services had no downtime."
    assert [row.title for row in made.incidents] == ["Time-outs in ERP Suite"]
    assert [row.title for row in made.changes] == ["Database moved"]
    assert (made.earlier, made.later and made.later.path) == (None, "history/2026-11.html")


def test_downtimes_of_one_second_stand_by_their_parts_of_it() -> None:
    kept = catalog(
        services="dns: {name: DNS}\nmail: {name: Mail}\nvm: {name: Virtual machines}\n",
        provider=f"{PROVIDER}weights: {{partial: 0.3}}\n",
    )
    night = incident(
        "2026-10-03-night",
        "started: 2026-10-03 01:00 UTC\nresolved: 2026-10-03 02:00 UTC\n"
        "impacts:\n"
        "  - {on: dns, level: partial, to: 2026-10-03 01:10:01 UTC}\n"
        "  - {on: mail, level: partial, to: 2026-10-03 01:10:02 UTC}\n"
        "  - {on: vm, level: outage, to: 2026-10-03 01:03 UTC}\n",
    )
    made = history_page(edition_of({**kept, **night}, NOW), Month(2026, 10)).view
    assert isinstance(made, HistoryView)
    assert [(row.name, plain(row.downtime)) for row in made.services] == [
        ("Mail", "3 min 1 s"),  # 180.6 s
        ("DNS", "3 min 1 s"),  # 180.3 s
        ("Virtual machines", "3 min"),
    ]


def test_the_running_month_ends_today() -> None:
    assert plain(month("2026-11", *FILES).period) == "1 to 15 November"


def test_an_incident_over_midnight_stands_in_both_months() -> None:
    night = incident(
        "2026-10-31-night",
        "started: 2026-10-31 23:00 UTC\nresolved: 2026-11-01 01:00 UTC\nimpacts: [{on: dns, level: outage}]",
    )
    assert [plain(row.downtime) for row in month("2026-10", night).services] == ["1 h"]
    assert [plain(row.day.text) for row in month("2026-11", night).incidents] == ["31 Oct"]


def test_a_closed_month_does_not_change_with_as_of() -> None:
    edition, later = scene(*FILES), scene(*FILES, as_of="2026-12-15 13:37 UTC")
    assert history_page(edition, Month(2026, 10)) == history_page(later, Month(2026, 10))


def test_rows_say_what_it_did_to_whom_and_whose_fault_it_was() -> None:
    (row,) = month("2026-10", *FILES).incidents
    assert (row.state.word, row.services, row.fault, plain(row.lasted)) == (
        "Partial outage",
        "ERP Suite",
        "Our infrastructure",
        "45 min",
    )
    assert (row.report, row.report_path) == ("Final RFO", "rfo/2026-10-18-timeouts.html")
    assert (row.service_ids, row.fault_key) == (("erp",), "infrastructure")


def test_a_part_that_failed_alone_is_said_to_be_a_part() -> None:
    (row,) = month("2026-11", PART).incidents
    assert (row.state.word, row.services, row.lasted) == ("Outage of a part", "Database A", "a part only")


def test_the_list_begins_with_what_is_open_and_groups_the_rest_by_month() -> None:
    made = incidents(*FILES)
    assert made.sentence == "1 incident is open."
    assert [row.title for row in made.open] == ["Packet loss between Frankfurt & Norvia"]
    assert made.open[0].since is not None
    assert [(group.title, len(group.rows)) for group in made.groups] == [("November 2026", 2), ("October 2026", 1)]
    assert made.second == "All 3 incidents that are over stand below."


def test_the_newest_fifty_stand_in_the_list() -> None:
    many = {}
    for at in range(60):
        many |= incident(
            f"2026-11-01-i{at:02d}",
            f"started: 2026-11-01 {at % 24:02d}:00 UTC\nresolved: 2026-11-02 0{at % 9}:30 UTC",
        )
    made = incidents(many)
    assert sum(len(group.rows) for group in made.groups) == 50
    assert made.second == "The newest 50 of 60 that are over stand below; the months have them all."


def test_without_incidents_the_list_says_so() -> None:
    made = incidents()
    assert (made.sentence, made.second, made.groups) == ("No incident is open.", "Nothing is recorded yet.", ())


def test_a_list_can_be_narrowed_to_what_stands_in_it() -> None:
    offered = incidents(*FILES).filter
    assert [choice.text for choice in offered.faults] == ["Our infrastructure", "Our software", "Third party"]
    assert [choice.text for choice in offered.services] == ["Document Archive", "ERP Suite", "Single sign-on"]
    assert incidents(PART).filter.faults == ()
