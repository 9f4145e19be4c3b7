from __future__ import annotations

from dataclasses import replace
from datetime import date

from aboveboard.records.rfo import SECTIONS
from aboveboard.views.action_rows import action_rows, progress_text
from aboveboard.views.audience import STAFF
from aboveboard.views.edition import edition_for
from aboveboard.views.flags import WITHHELD
from aboveboard.views.rfo_page import RfoView, rfo_page
from aboveboard.views.rfo_publications import publications_of
from aboveboard.views.rfo_text import sections_of
from aboveboard.views.rfos import RfosView, rfos_page
from builders import at, incident, register_of, rfo
from record_scenes import LOCKED, LOCKED_RFO, MOVE, TIMEOUTS, TIMEOUTS_RFO
from status_scenes import CATALOG, LOSS, NOW, scene

FILES = (TIMEOUTS, TIMEOUTS_RFO, MOVE, LOCKED, LOCKED_RFO)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def report(id: str, *files: dict[str, str], as_of: str = NOW) -> RfoView:
    made = rfo_page(scene(*files, as_of=as_of), id).view
    assert isinstance(made, RfoView)
    return made


def reports(*files: dict[str, str]) -> RfosView:
    made = rfos_page(scene(*files)).view
    assert isinstance(made, RfosView)
    return made


def test_the_report_begins_with_its_facts() -> None:
    made = report("2026-10-18-timeouts", *FILES)
    assert (made.status, made.revision, made.band) == ("Final", 2, "")
    assert plain(made.dates) == "Preliminary 20 October 2026, final 27 October 2026, revised 3 November 2026"
    assert {fact.term: plain(fact.text) for fact in made.key_facts} == {
        "Began": "18 October 2026, 09:20 UTC",
        "Ended": "18 October 2026, 10:05 UTC",
        "Lasted": "45 min",
        "Services": "ERP Suite",
        "Worst level": "Partial outage",
        "Fault": "Our infrastructure",
        "Detected by": "a customer",
        "Root cause": "disk full",
    }


def test_a_preliminary_report_says_so_and_that_the_final_one_is_late() -> None:
    made = report("2026-10-29-locked", *FILES)
    assert plain(made.band) == (
        "Preliminary: the cause is not confirmed yet. The final report is late since Fri 6 Nov."
    )
    assert made.is_late
    early = report("2026-10-29-locked", *FILES, as_of="2026-11-03 12:00 UTC")
    assert (plain(early.band), early.is_late) == (
        "Preliminary: the cause is not confirmed yet. Final by Thu 5 Nov.",
        False,
    )


def test_the_five_sections_stand_in_their_order_and_others_after_them() -> None:
    found = scene(*FILES).register.rfos
    assert [section.heading for section in sections_of(found["2026-10-18-timeouts"])[1]] == list(SECTIONS)
    preface, sections = sections_of(found["2026-10-29-locked"])
    assert preface == "What is known so far."
    assert [(section.heading, section.anchor) for section in sections] == [
        ("What happened", "what-happened"),
        ("What happened", "what-happened-2"),
        ("Something else", "something-else"),
    ]


def test_a_section_that_says_nothing_is_not_shown() -> None:
    id = "2026-10-18-timeouts"
    body = "## What happened\n\nA disk was full.\n\n## Why it happened\n\n \n## What you can do\n"
    found = register_of(CATALOG | incident(id, "started: 2026-10-18 09:20 UTC") | rfo(id, "status: preliminary", body))
    assert [section.heading for section in sections_of(found.rfos[id])[1]] == ["What happened"]


def test_the_timeline_joins_milestones_updates_and_findings() -> None:
    rows = report("2026-10-18-timeouts", *FILES).timeline
    assert [(plain(row.at.text), row.what, row.source) for row in rows][:6] == [
        ("09:20 UTC", "Started", "Milestone"),
        ("09:21 UTC", "Detected by a customer", "Milestone"),
        ("09:23 UTC", "Acknowledged", "Milestone"),
        ("09:25 UTC", "Investigating: Requests to ERP Suite time out", "Update"),
        ("09:28 UTC", "Diagnosed", "Milestone"),
        ("09:30 UTC", "The disk is found full", "Report"),
    ]
    assert rows[3].path == "incidents/2026-10-18-timeouts.html#2026-10-18T0925Z"


def test_actions_are_done_due_or_overdue_by_the_day() -> None:
    made = report("2026-10-18-timeouts", *FILES)
    assert made.actions is not None
    assert [(row.id, row.state.word, plain(row.detail)) for row in made.actions] == [
        ("A1", "Done", "6 November 2026"),
        ("A2", "Done", "2 November 2026, 2 days late"),
        ("A3", "Overdue", ""),
        ("A4", "Due", ""),
    ]
    assert (plain(made.actions[0].saves), made.actions[2].href) == ("18 min", "https://tracker.example/3")
    actions = scene(*FILES).register.rfos["2026-10-18-timeouts"].actions or ()
    assert action_rows(actions, date(2026, 11, 14))[2].state.word == "Due"
    assert progress_text(actions, date(2026, 11, 15)) == "2 of 4 done, 1 overdue"


def test_that_none_are_needed_differs_from_none_decided() -> None:
    undecided = rfo("2026-10-29-locked", "status: preliminary\npreliminary_on: 2026-11-02")
    assert report("2026-10-29-locked", *FILES).actions == ()
    assert report("2026-10-29-locked", LOCKED, undecided).actions is None


def test_every_publication_that_a_feed_links_to_has_its_anchor() -> None:
    edition = scene(*FILES)
    made = report("2026-10-18-timeouts", *FILES)
    assert sorted(row.anchor for row in made.revisions) == sorted(
        one.anchor for one in publications_of(edition.register.rfos["2026-10-18-timeouts"])
    )
    assert [row.what for row in made.revisions] == ["ERP Suite was back at 10:05, not at 09:45", "", ""]


def test_earlier_reports_with_the_same_root_cause_are_named() -> None:
    made = report("2026-10-29-locked", *FILES)
    assert [plain(link.text) for link in made.recurrence.earlier] == ["Time-outs in ERP Suite, 18 October 2026"]
    assert made.recurrence.sentence == "Second incident with root cause disk full in twelve months."
    first = report("2026-10-18-timeouts", *FILES).recurrence
    assert (first.sentence, first.earlier) == ("", ())


def test_the_list_tells_what_is_published_and_what_is_owed() -> None:
    made = reports(*FILES, LOSS)
    assert made.sentence == "2 reports published, 2 owed, 1 of them late."
    assert made.second == "2 of 4 corrective actions are done, 1 is overdue."
    assert [(row.title, plain(row.line), row.is_late) for row in made.owed] == [
        ("Documents locked", "final late since Fri 6 Nov", True),
        ("Packet loss between Frankfurt & Norvia", "within 2 business days", False),
    ]
    assert [(row.title, plain(row.on), row.status, row.actions) for row in made.rows] == [
        ("Time-outs in ERP Suite", "3 November 2026", "Final, revision 2", "2 of 4 done, 1 overdue"),
        ("Documents locked", "2 November 2026", "Preliminary", ""),
    ]


def test_without_reports_the_list_says_so() -> None:
    assert reports().sentence == "No report is published yet."


def test_a_draft_is_for_staff_alone() -> None:
    draft = rfo("2026-10-29-locked", "status: draft")
    assert "2026-10-29-locked" not in scene(LOCKED, draft).register.rfos
    staff = edition_for(STAFF, register_of({**CATALOG, **LOCKED, **draft}), at(NOW))
    made = rfo_page(staff, "2026-10-29-locked").view
    assert isinstance(made, RfoView)
    assert made.band == "Draft: not published, for staff alone."


def test_a_report_that_is_withheld_says_so_before_anything_else() -> None:
    register = register_of({**CATALOG, **LOCKED, **LOCKED_RFO, **TIMEOUTS, **TIMEOUTS_RFO, **MOVE})
    kept = (register.rfos["2026-10-29-locked"].path, register.incidents["2026-10-18-timeouts"].path)
    staff = edition_for(STAFF, replace(register, withheld=frozenset(kept)), at(NOW))
    preliminary, final = (rfo_page(staff, id).view for id in ("2026-10-29-locked", "2026-10-18-timeouts"))
    assert isinstance(preliminary, RfoView)
    assert isinstance(final, RfoView)
    assert plain(preliminary.band).startswith(f"{WITHHELD} Preliminary: ")
    assert final.band == WITHHELD
