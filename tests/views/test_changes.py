from __future__ import annotations

import pytest

from aboveboard.views.change_facts import ChangeFacts, Phase, change_facts
from aboveboard.views.change_page import ChangeView, change_page
from aboveboard.views.change_rows import what_text
from aboveboard.views.maintenance import MaintenanceView, maintenance_page
from builders import change, incident
from record_scenes import CANCELLED, FORGOTTEN, MOVE, TIMEOUTS
from status_scenes import AHEAD, NOW, OVERRUN, WORK, scene


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def facts(files: dict[str, str], as_of: str = NOW) -> ChangeFacts:
    edition = scene(files, as_of=as_of)
    return change_facts(edition, next(iter(edition.register.changes.values())))


def view(id: str, *files: dict[str, str], as_of: str = NOW) -> ChangeView:
    made = change_page(scene(*files, as_of=as_of), id).view
    assert isinstance(made, ChangeView)
    return made


def maintenance(*files: dict[str, str]) -> MaintenanceView:
    made = maintenance_page(scene(*files)).view
    assert isinstance(made, MaintenanceView)
    return made


@pytest.mark.parametrize(
    ("files", "phase", "word"),
    [
        (AHEAD, Phase.AHEAD, "Planned"),
        (WORK, Phase.RUNNING, "In progress"),
        (OVERRUN, Phase.RUNNING, "In progress"),
        (MOVE, Phase.PAST, "Rolled back"),
        (CANCELLED, Phase.PAST, "Cancelled"),
        (FORGOTTEN, Phase.PAST, "Outcome not recorded"),
    ],
)
def test_a_change_stands_where_its_record_and_its_window_put_it(files: dict[str, str], phase: Phase, word: str) -> None:
    found = facts(files)
    assert (found.phase, found.state.word) == (phase, word)


def test_a_planned_change_whose_window_has_come_is_open_though_nobody_said_so() -> None:
    found = facts(AHEAD, as_of="2026-11-22 01:30 UTC")
    assert (found.phase, found.state.word) == (Phase.RUNNING, "Window open")


@pytest.mark.parametrize(
    ("announced", "text"),
    [
        ("announced: 2026-10-09 08:00 UTC", "announced 9 days ahead"),
        ("announced: 2026-10-17 08:00 UTC", "announced 1 day ahead"),
        ("announced: 2026-10-17 09:30 UTC", "announced 23 h 30 min ahead"),
        ("announced: 2026-10-18 09:00 UTC", "announced as it began"),
        ("announced: 2026-10-18 09:01 UTC", "announced after it had begun"),
        ("", "never announced"),
    ],
)
def test_the_notice_is_cut_to_whole_days(announced: str, text: str) -> None:
    window = "window: {from: 2026-10-18 09:00 UTC, to: 2026-10-18 10:00 UTC}"
    assert plain(facts(change("2026-10-18-x", f"{announced}\n{window}")).notice) == text


def finished(matter: str, said: str = "") -> ChangeFacts:
    window = "outcome: succeeded\nwindow: {from: 2026-10-18 09:00 UTC, to: 2026-10-18 10:00 UTC}"
    body = f"## Completed · 2026-10-18 {said} UTC\n\nDone." if said else ""
    return facts(change("2026-10-18-x", f"{window}\n{matter}", body))


@pytest.mark.parametrize(
    ("matter", "said", "timing"),
    [
        ("impacts: [{on: erp, level: outage, to: 2026-10-18 10:12 UTC}]", "10:15", "overran by 12 min"),
        ("impacts: [{on: erp, level: outage, to: 2026-10-18 09:30 UTC}]", "09:52", "finished 8 min early"),
        ("impacts: [{on: erp, level: outage, to: 2026-10-18 09:57 UTC}]", "09:52", "finished 3 min early"),
        ("impacts: none", "10:00", "finished as planned"),
        ("impacts: none", "10:05", "finished 5 min after the window"),
        ("impacts: none", "", ""),
    ],
)
def test_the_end_is_compared_with_the_window(matter: str, said: str, timing: str) -> None:
    assert plain(finished(matter, said).timing) == timing


def test_what_happened_stands_beside_what_was_expected() -> None:
    found = finished("expected: degraded\nimpacts: [{on: erp, level: degraded}, {on: dns, level: outage}]")
    assert (found.expected, found.happened, found.is_worse_than_expected) == (
        "slow answers or passing errors",
        "an outage",
        True,
    )
    assert finished("impacts: none").happened == "nothing noticeable"
    assert facts(AHEAD).happened == ""


def ended(outcome: str, impacts: str = "none", *others: dict[str, str]) -> ChangeFacts:
    window = "window: {from: 2026-10-18 09:00 UTC, to: 2026-10-18 10:00 UTC}"
    body = "## Completed · 2026-10-18 10:00 UTC\n\nIt is over."
    files = change("2026-10-18-x", f"{window}\noutcome: {outcome}\nimpacts: {impacts}", body)
    return facts(files | {path: text for other in others for path, text in other.items()})


def caused(number: int, started: str = "2026-10-19 08:00 UTC") -> dict[str, str]:
    return incident(f"2026-10-19-after-{number}", f"change: 2026-10-18-x\nstarted: {started}")


@pytest.mark.parametrize(
    ("outcome", "impacts", "incidents", "said"),
    [
        ("succeeded", "none", 0, ""),
        ("failed", "none", 0, "failed; nothing was noticed"),
        ("rolled-back", "none", 0, "was rolled back; nothing was noticed"),
        ("failed", "[{on: erp, level: partial}]", 0, "failed and brought a partial outage"),
        ("succeeded", "none", 1, "caused an incident"),
        ("rolled-back", "[{on: erp, level: outage}]", 2, "was rolled back, brought an outage and caused 2 incidents"),
    ],
)
def test_work_that_went_wrong_says_so(outcome: str, impacts: str, incidents: int, said: str) -> None:
    assert ended(outcome, impacts, *map(caused, range(incidents))).went_wrong == said


def test_work_that_caused_an_incident_was_worse_than_expected() -> None:
    assert ended("succeeded", "none", caused(1)).is_worse_than_expected
    assert not ended("succeeded", "none", caused(1, started="2026-11-16 08:00 UTC")).is_worse_than_expected


def test_work_that_failed_did_not_go_as_planned() -> None:
    assert ended("failed").timing == "ended in time"
    assert ended("succeeded").timing == "finished as planned"
    assert what_text(ended("failed")) == "Expected: nothing noticeable. It failed; nothing was noticed."


def test_work_that_goes_on_beyond_its_window_overruns_from_minute_to_minute() -> None:
    assert plain(facts(OVERRUN).timing) == "overruns by 37 min so far"


def test_the_page_tells_window_effect_and_notice() -> None:
    made = view("2026-10-18-move", MOVE)
    assert [(cell.term, plain(cell.line), plain(cell.detail)) for cell in made.cells] == [
        ("Window", "18 Oct 2026, 09:00 to 10:00 UTC", "1 h, overran by 12 min"),
        ("What happened", "It was rolled back and brought an outage", "expected: nothing noticeable"),
        ("Notice", "Announced 9 days ahead", "9 October 2026"),
    ]
    assert made.cells[1].is_late
    assert made.components == ("Database A",)
    assert [link.text for link in made.services] == ["ERP Suite", "Virtual machines"]
    assert [(row.service, plain(row.downtime)) for row in made.measured.rows] == [("Virtual machines", "22 min")]


def test_a_change_names_the_incidents_that_it_caused() -> None:
    assert [row.title for row in view("2026-10-18-move", MOVE, TIMEOUTS).caused] == ["Time-outs in ERP Suite"]
    assert view("2026-10-18-move", MOVE).caused == ()


def test_before_the_window_the_page_says_what_to_be_ready_for() -> None:
    made = view("2026-11-22-db", AHEAD)
    assert [(cell.term, cell.line) for cell in made.cells[1:2]] == [("Be ready for", "Slow answers or passing errors")]
    page = change_page(scene(AHEAD), "2026-11-22-db")
    assert (page.as_of, page.is_open) == (None, False)


def test_a_past_change_does_not_change_with_as_of() -> None:
    edition, later = scene(MOVE), scene(MOVE, as_of="2027-12-15 13:37 UTC")
    assert change_page(edition, "2026-10-18-move") == change_page(later, "2026-10-18-move")


def test_the_list_begins_with_what_runs_then_what_comes_next() -> None:
    later = change(
        "2026-12-01-later",
        "title: Later\nwindow: {from: 2026-12-01 01:00 UTC, to: 2026-12-01 02:00 UTC}",
    )
    made = maintenance(later, AHEAD, WORK, MOVE, CANCELLED, FORGOTTEN)
    assert made.sentence == "1 change is in progress: Firmware upgrade."
    assert plain(made.second) == "Next: Database upgrade, Sun 22 Nov, 01:00 to 03:00 UTC. 1 more planned."
    assert [row.title for row in made.running] == ["Firmware upgrade"]
    assert [row.title for row in made.ahead] == ["Database upgrade", "Later"]
    assert [row.title for row in made.past] == [
        "A move that was called off",
        "Work of which nobody told the end",
        "Database moved",
    ]
    assert (plain(made.past[2].timing), made.past[2].is_overrun, made.past[2].is_worse) == (
        "overran by 12 min",
        True,
        True,
    )


def test_a_window_over_midnight_names_both_days() -> None:
    (row,) = maintenance(CANCELLED).past
    assert plain(row.hours) == "Tue 10 Nov, 01:00 to Wed 11 Nov, 03:00 UTC"


def test_without_changes_the_list_says_so() -> None:
    made = maintenance()
    assert (made.sentence, made.second) == ("No maintenance is running.", "Nothing is planned.")


def test_a_part_that_others_stood_in_for_is_nothing_noticeable() -> None:
    found = finished("impacts: [{on: db-a, level: outage}]")
    assert (found.happened, found.is_worse_than_expected) == ("nothing noticeable", False)


def test_work_under_an_unplanned_outage_tells_its_own_level() -> None:
    window = "outcome: succeeded\nwindow: {from: 2026-10-18 09:00 UTC, to: 2026-10-18 10:00 UTC}"
    work = change("2026-10-18-x", f"{window}\nimpacts: [{{on: dns, level: partial}}]")
    outage = incident(
        "2026-10-18-o",
        "started: 2026-10-18 08:00 UTC\nresolved: 2026-10-18 11:00 UTC\nimpacts: [{on: dns, level: outage}]",
    )
    assert facts(work | outage).happened == "a partial outage"
