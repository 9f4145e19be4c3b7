from __future__ import annotations

from aboveboard.views.incident_page import IncidentView, incident_page
from aboveboard.views.page import Page
from builders import change, incident
from record_scenes import LOCKED, LOCKED_RFO, MOVE, PART, TIMEOUTS, TIMEOUTS_RFO
from status_scenes import LOSS, NOW, scene


def page(id: str, *files: dict[str, str], as_of: str = NOW, flags: tuple[str, ...] = ()) -> Page:
    return incident_page(scene(*files, as_of=as_of), id, flags)


def view(id: str, *files: dict[str, str], as_of: str = NOW) -> IncidentView:
    made = page(id, *files, as_of=as_of).view
    assert isinstance(made, IncidentView)
    return made


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def cells(made: IncidentView) -> list[tuple[str, str, str]]:
    return [(cell.term, plain(cell.line), plain(cell.detail)) for cell in made.cells]


def test_an_open_incident_promises_a_person_a_time_and_a_report() -> None:
    made = view("2026-11-15-loss", LOSS)
    assert cells(made) == [
        ("Talk to a person, day and night", "+49 30 555 0100", "Network operations"),
        ("Next update", "by 14:01 UTC", "promised every 30 min, kept 2 of 2 so far"),
        ("Report of the cause (RFO)", "within 2 business days", "of the end; final within 5"),
    ]
    assert plain(made.speaking) == "First word 8 min after the start, promised within 15 min."
    assert (made.tint, made.state.word) == ("partial", "Partial outage")


def test_an_open_incident_begins_with_its_newest_word() -> None:
    teaser = view("2026-11-15-loss", LOSS).teaser
    assert teaser is not None
    assert (teaser.anchor, teaser.status) == ("2026-11-15T1331Z", "Identified")
    assert teaser.sentence.startswith("Norvia confirms a cut fibre.")


def test_after_the_end_the_report_comes_first_and_the_promises_are_counted() -> None:
    made = view("2026-10-18-timeouts", TIMEOUTS, TIMEOUTS_RFO)
    assert cells(made) == [
        ("Report of the cause (RFO)", "Final RFO", "27 October 2026"),
        ("Promised updates", "kept 2 of 2", "first word 5 min after the start, promised within 30 min"),
        ("Questions about it, day and night", "+49 30 555 0100", "Network operations"),
    ]
    assert made.cells[0].href == "rfo/2026-10-18-timeouts.html"
    assert (made.tint, made.teaser, made.speaking) == ("", None, "")


def test_a_late_report_says_since_when() -> None:
    made = view("2026-10-29-locked", LOCKED)
    assert (made.cells[0].line.replace("\xa0", " "), made.cells[0].is_late) == ("late since Tue 3 Nov", True)
    written = view("2026-10-29-locked", LOCKED, LOCKED_RFO).cells[0]
    assert (written.line, plain(written.detail), written.is_late) == (
        "Preliminary RFO",
        "final late since Fri 6 Nov",
        True,
    )


def test_the_report_s_summary_is_told_before_what_was_known_at_first() -> None:
    with_report = view("2026-10-18-timeouts", TIMEOUTS, TIMEOUTS_RFO)
    without = view("2026-10-18-timeouts", TIMEOUTS)
    assert (with_report.summary, with_report.notice) == ("A full disk made ERP Suite wait for 18 minutes.", "")
    assert without.summary == ""
    assert without.notice.startswith("Requests to ERP Suite time out.")


def test_updates_stand_newest_first_with_their_permalinks() -> None:
    lines = view("2026-10-18-timeouts", TIMEOUTS).updates
    assert [(line.anchor, line.status, plain(line.at.text), plain(line.elapsed)) for line in lines] == [
        ("2026-10-27T1200Z", "Postmortem", "27 Oct, 12:00 UTC", "9 d 3 h after the start"),
        ("2026-10-18T1005Z", "Resolved", "10:05 UTC", "45 min after the start"),
        ("2026-10-18T0925Z", "Investigating", "09:25 UTC", "5 min after the start"),
    ]


def test_what_customers_saw_is_what_the_ledger_charges() -> None:
    made = view("2026-10-18-timeouts", TIMEOUTS)
    (row,) = made.measured.rows
    assert [(level.state.word, plain(level.lasted)) for level in row.levels] == [
        ("Partial outage", "18 min"),
        ("Degraded", "27 min"),
    ]
    assert (row.service, plain(row.downtime), [fault.text for fault in row.by_fault]) == (
        "ERP Suite",
        "18 min",
        ["Our infrastructure"],
    )
    assert made.measured.note == "Degraded time is shown and does not count as downtime."


def test_a_spare_part_that_failed_is_told_as_a_part() -> None:
    made = view("2026-11-02-part", PART)
    assert (made.state.word, made.tint, made.measured.rows) == ("Outage of a part", "", ())
    assert made.notes == (
        "ERP Suite: not disrupted as a whole, because other parts held.",
        "Customers whose own path leads through it see that in their portal.",
    )


def test_an_impact_names_its_node_and_whose_fault_it_is() -> None:
    rows = view("2026-11-15-loss", LOSS).impacts
    assert [(row.node, row.path, row.state.word, plain(row.duration), row.end, row.fault) for row in rows] == [
        ("Database A", "", "Outage", "25 min so far", None, "Third party (Norvia)"),
        ("ERP Suite", "services/erp.html", "Partial outage", "25 min so far", None, "Third party (Norvia)"),
        ("Document Archive", "services/archive.html", "Degraded", "20 min so far", None, "Third party (Norvia)"),
    ]


def test_an_impossible_interval_is_shown_without_a_length() -> None:
    files = incident(
        "2026-11-01-odd",
        "started: 2026-11-01 10:00 UTC\nresolved: 2026-11-01 11:00 UTC\nimpacts: [{on: erp, level: outage}]",
    )
    edition = scene(files)
    known = edition.register.incidents["2026-11-01-odd"]
    reversed_impact = known.impacts[0].model_copy(update={"to": known.started - 60})
    broken = known.model_copy(update={"impacts": (reversed_impact,)})
    register = dict(edition.register.incidents) | {broken.id: broken}
    made = _page_of(register, broken.id)
    assert (made.impacts[0].duration, made.course.lanes) == ("", ())


def _page_of(incidents: dict[str, object], id: str) -> IncidentView:
    from dataclasses import replace

    from aboveboard.views.edition import public_edition

    edition = scene()
    register = replace(edition.register, incidents=incidents)  # type: ignore[arg-type]
    made = incident_page(public_edition(register, edition.as_of), id).view
    assert isinstance(made, IncidentView)
    return made


def test_the_change_behind_it_is_linked_when_the_reader_may_know_it() -> None:
    assert view("2026-10-18-timeouts", TIMEOUTS).change is None
    cause = view("2026-10-18-timeouts", TIMEOUTS, MOVE).change
    assert cause is not None
    assert (cause.path, cause.text) == ("maintenance/2026-10-18-move.html", "Database moved")
    secret = change(
        "2026-10-18-move",
        "audience: internal\nwindow: {from: 2026-10-18 09:00 UTC, to: 2026-10-18 10:00 UTC}",
    )
    assert view("2026-10-18-timeouts", TIMEOUTS, secret).change is None


def test_a_closed_incident_s_page_does_not_change_with_as_of() -> None:
    files = (TIMEOUTS, TIMEOUTS_RFO, MOVE)
    now = page("2026-10-18-timeouts", *files)
    assert now == page("2026-10-18-timeouts", *files, as_of="2027-11-15 13:37 UTC")
    assert now.is_open is False


def test_flags_are_passed_on() -> None:
    made = page("2026-10-18-timeouts", TIMEOUTS, flags=("This page shows the last readable version of the record.",))
    assert isinstance(made.view, IncidentView)
    assert made.view.flags == ("This page shows the last readable version of the record.",)


def test_the_chart_has_a_lane_for_each_node_and_says_what_it_shows() -> None:
    course = view("2026-10-18-timeouts", TIMEOUTS).course
    assert [(lane.name, [block.level for block in lane.blocks]) for lane in course.lanes] == [
        ("ERP Suite", ["partial", "degraded"])
    ]
    assert plain(course.label) == (
        "Course: ERP Suite, partial outage, 09:20 to 09:38 UTC, 18 min; ERP Suite, degraded, 09:38 to 10:05 UTC, 27 min"
    )
    assert len(course.updates) == 2  # the postmortem of the next week would squeeze the rest
