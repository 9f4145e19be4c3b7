"""What is owed by each kind of record, until when, and by whom."""

from __future__ import annotations

import pytest

from aboveboard.promises.owed import Owed
from aboveboard.promises.sources.actions import owed_actions
from aboveboard.promises.sources.drafts import owed_drafts
from aboveboard.promises.sources.follow_ups import owed_follow_ups
from aboveboard.promises.sources.maintenance import owed_on_changes
from aboveboard.promises.sources.meetings import owed_meetings
from aboveboard.promises.sources.reports import owed_reports
from aboveboard.promises.sources.words import owed_words
from aboveboard.records.instants import utc_text
from builders import PROVIDER, at, catalog, change, customer, incident, register_of, rfo

ID = "2026-10-01-x"
DUTY = 'contact: {role: Duty engineer, name: Robin Hale, phone: "+49 30 555 0102"}\n'


def said(*owed: Owed) -> list[tuple[str, str, str]]:
    return [(one.kind.value, str(one.day) if one.day else utc_text(one.due), str(one.by)) for one in owed]


def communication(id: str, matter: str) -> dict[str, str]:
    return {f"content/communications/2026/{id}.md": f"---\nby: Account management\n{matter}---\nWords.\n"}


@pytest.mark.parametrize(
    ("matter", "body", "expected"),
    [
        ("", "", [("first-word", "2026-10-01 08:15 UTC", "Network operations")]),
        (DUTY, "", [("first-word", "2026-10-01 08:15 UTC", "Duty engineer: Robin Hale")]),
        (
            "",
            "## Investigating · 2026-10-01 08:10 UTC",
            [("next-update", "2026-10-01 08:40 UTC", "Network operations")],
        ),
        (
            "next_update: 2026-10-01 09:30 UTC\n",
            "## Investigating · 2026-10-01 08:10 UTC",
            [("next-update", "2026-10-01 09:30 UTC", "Network operations")],
        ),
        ("urgency: P4\n", "", []),
        ("audience: internal\n", "", []),
        ("resolved: 2026-10-01 09:00 UTC\n", "", []),
    ],
)
def test_an_open_incident_owes_the_first_word_then_the_next(
    matter: str, body: str, expected: list[tuple[str, str, str]]
) -> None:
    register = register_of(incident(ID, f"started: 2026-10-01 08:00 UTC\n{matter}", body))
    assert said(*owed_words(register, at("2026-10-01 08:20 UTC"))) == expected


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (None, [("preliminary-rfo", "2026-10-05"), ("final-rfo", "2026-10-08")]),
        ("status: draft", [("preliminary-rfo", "2026-10-05"), ("final-rfo", "2026-10-08")]),
        ("status: preliminary\npreliminary_on: 2026-10-05", [("final-rfo", "2026-10-08")]),
        ("status: final\nfinal_on: 2026-10-07\nroot_cause: x\nsummary: It broke.\nactions: []", []),
    ],
)
def test_an_incident_that_is_over_owes_its_reports(report: str | None, expected: list[tuple[str, str]]) -> None:
    files = incident(ID, "started: 2026-10-01 08:00 UTC\nresolved: 2026-10-01 09:00 UTC")
    register = register_of({**files, **(rfo(ID, report) if report else {})})
    assert [(kind, day) for kind, day, _ in said(*owed_reports(register, at("2026-10-02 08:00 UTC")))] == expected


def test_a_report_is_pinned_where_somebody_will_write() -> None:
    files = incident(ID, "started: 2026-10-01 08:00 UTC\nresolved: 2026-10-01 09:00 UTC")
    bare, drafted = register_of(files), register_of({**files, **rfo(ID, "status: draft")})
    assert {(one.path, one.steps) for one in owed_reports(bare, 0)} == {(f"incidents/2026/{ID}.md", ("resolved",))}
    assert {(one.path, one.steps) for one in owed_reports(drafted, 0)} == {(f"incidents/2026/{ID}.rfo.md", ("status",))}


def test_corrective_actions_are_owed_by_their_owner_until_their_day_ends() -> None:
    actions = """\
actions:
  - {id: A1, what: Second path, kind: prevent, owner: Network engineering, due: 2026-11-15}
  - {id: A2, what: Alarm, kind: detect, owner: Operations, due: 2026-11-15, done: 2026-11-10}
  - {id: A3, what: Some day, kind: detect, owner: Operations}
"""
    files = incident(ID, "started: 2026-10-01 08:00 UTC\nresolved: 2026-10-01 09:00 UTC")
    register = register_of({**files, **rfo(ID, f"status: draft\n{actions}")})
    (one,) = owed_actions(register, 0)
    assert said(one) == [("corrective-action", "2026-11-15", "Network engineering")]
    assert not one.is_late(at("2026-11-15 22:59 UTC"))
    assert one.is_late(at("2026-11-15 23:01 UTC"))
    assert one.steps == ("actions", 0, "due")


WINDOW = "window: {from: 2026-10-02 01:00 UTC, to: 2026-10-02 03:00 UTC}\n"
BEGUN = "## In progress · 2026-10-02 01:02 UTC"


@pytest.mark.parametrize(
    ("now", "matter", "body", "expected"),
    [
        ("2026-10-01 12:00 UTC", "", "", [("begin", "2026-10-02 01:00 UTC")]),
        ("2026-10-02 01:10 UTC", "", "", [("begin", "2026-10-02 01:00 UTC")]),
        ("2026-10-02 01:10 UTC", "outcome: in-progress\n", "", [("begin", "2026-10-02 01:00 UTC")]),
        ("2026-10-02 01:10 UTC", "outcome: in-progress\n", BEGUN, [("outcome", "2026-10-02 03:00 UTC")]),
        ("2026-10-02 04:00 UTC", "", "", [("outcome", "2026-10-02 03:00 UTC")]),
        ("2026-10-02 04:00 UTC", "outcome: in-progress\n", BEGUN, [("outcome", "2026-10-02 03:00 UTC")]),
        ("2026-10-02 04:00 UTC", "outcome: succeeded\nimpacts: none\n", "", []),
        ("2026-10-02 04:00 UTC", "outcome: cancelled\n", "", []),
        ("2026-10-02 04:00 UTC", "audience: internal\n", "", []),
    ],
)
def test_a_change_owes_the_word_that_it_begins_then_how_it_ended(
    now: str, matter: str, body: str, expected: list[tuple[str, str]]
) -> None:
    register = register_of(change("2026-10-02-edge", WINDOW + matter, body))
    assert [(kind, due) for kind, due, _ in said(*owed_on_changes(register, at(now)))] == expected


def test_drafts_have_a_day() -> None:
    files = {
        **catalog(components="edge: {name: Edge, owner: infrastructure}"),
        **incident(ID, "audience: internal\nstarted: 2026-10-01 08:00 UTC"),
        **change("2026-10-02-silent", f"audience: internal\n{WINDOW}"),
        **change(
            "2026-10-02-edge",
            f"audience: internal\noutcome: succeeded\n{WINDOW}impacts: [{{on: edge, level: outage}}]",
        ),
    }
    assert said(*owed_drafts(register_of(files), 0)) == [
        ("draft", "2026-10-02 08:00 UTC", "Network operations"),
        ("draft", "2026-10-03 01:00 UTC", "Network operations"),
    ]


FIRST = "at: 2026-10-03 09:40 UTC\nchannel: phone\nnext: {what: Send the RFO, on: 2026-10-07}\n"


@pytest.mark.parametrize(
    ("first", "second", "is_settled"),
    [
        ("customer: acme\nabout: [a]", None, False),
        ("customer: acme\nabout: [a]", "customer: acme\nat: 2026-10-07 09:00 UTC\nabout: [a, b]", True),
        ("customer: acme\nabout: [a]", "customer: acme\nat: 2026-10-07 09:00 UTC\nabout: [rfo/a]", True),
        ("customer: acme\nabout: [a]", "customer: acme\nat: 2026-10-07 09:00 UTC\nabout: [b]", False),
        ("customer: acme\nabout: [a]", "customer: bolt\nat: 2026-10-07 09:00 UTC\nabout: [a]", False),
        ("customer: acme\nabout: [a]", "customer: acme\nat: 2026-10-02 09:00 UTC\nabout: [a]", False),
        ("customer: acme\nabout: [a]", "customer: acme\nat: 2026-10-03 09:40 UTC\nabout: [a]", False),
        ("customer: acme", "customer: acme\nat: 2026-10-07 09:00 UTC\nabout: [b]", True),
        ("function: Sales", "function: Sales\nat: 2026-10-07 09:00 UTC", True),
    ],
)
def test_a_later_word_on_the_same_thing_settles_a_follow_up(first: str, second: str | None, is_settled: bool) -> None:
    files = {**customer("acme", "name: Acme Corporation"), **customer("bolt", "name: Bolt")}
    files |= communication("one", f"{first}\n{FIRST}")
    if second is not None:
        files |= communication("two", f"channel: email\n{second}\n")
    found = [one for one in owed_follow_ups(register_of(files), 0) if one.record == "one"]
    assert said(*found) == ([] if is_settled else [("follow-up", "2026-10-07", "Account management")])


def test_a_follow_up_lasts_until_the_customer_s_midnight() -> None:
    files = customer("acme", "name: Acme Corporation\ntimezone: America/New_York")
    files |= communication("one", f"customer: acme\n{FIRST}")
    (one,) = owed_follow_ups(register_of(files), 0)
    assert (utc_text(one.due), one.what) == ("2026-10-08 04:00 UTC", "Acme Corporation: Send the RFO")


MANAGER = "account_manager: {name: Mara Lindqvist}\n"
NOW = "2026-11-18 12:00 UTC"  # a Wednesday


@pytest.mark.parametrize(
    ("every", "spoken", "day"),
    [
        ("day", None, "2026-11-18"),
        ("week", None, "2026-11-22"),
        ("month", None, "2026-11-30"),
        ("quarter", None, "2026-12-31"),
        ("year", None, "2026-12-31"),
        ("week", "at: 2026-11-10 09:00 UTC\nchannel: meeting", "2026-11-22"),
        ("week", "at: 2026-11-16 09:00 UTC\nchannel: in-person", "2026-11-29"),
        ("week", "at: 2026-10-20 09:00 UTC\nchannel: meeting", "2026-11-01"),
        ("month", "at: 2026-12-31 09:00 UTC\nchannel: meeting", "2026-11-30"),  # not held yet
        ("month", "at: 2025-12-31 09:00 UTC\nchannel: meeting", "2026-01-31"),
        ("quarter", "at: 2026-10-14 09:00 UTC\nchannel: phone\nabout: [review/2026-Q3]", "2027-03-31"),
        ("quarter", "at: 2026-07-14 09:00 UTC\nchannel: meeting", "2026-12-31"),
        ("quarter", "at: 2026-07-14 09:00 UTC\nchannel: phone", "2026-12-31"),  # a call is no meeting
        ("quarter", "at: 2026-01-16 09:00 UTC\nchannel: meeting", "2026-06-30"),
        ("year", "at: 2025-01-16 09:00 UTC\nchannel: meeting", "2026-12-31"),
    ],
)
def test_a_meeting_is_owed_until_the_end_of_the_period_after_the_last(every: str, spoken: str | None, day: str) -> None:
    files = customer("acme", f"name: Acme\n{MANAGER}meetings: [{{what: Review, every: {every}}}]")
    if spoken is not None:
        files |= communication("one", f"customer: acme\n{spoken}\n")
    assert said(*owed_meetings(register_of(files), at(NOW))) == [("meeting", day, "Account manager: Mara Lindqvist")]


def test_a_meeting_that_was_never_recorded_is_not_late() -> None:
    files = customer("acme", "name: Acme\nmeetings: [{what: Call, every: week}]")
    (one,) = owed_meetings(register_of(files), at(NOW))
    assert not one.is_late(at(NOW))
    assert one.what == "Acme: Call (every week, none on record)"


def test_nobody_meets_a_customer_who_left() -> None:
    ended = "ended: {on: 2026-11-18, reason: price}"
    files = customer("acme", f"name: Acme\nmeetings: [{{what: Call, every: week}}]\n{ended}")
    assert said(*owed_meetings(register_of(files), at(NOW))) == []
    assert len(list(owed_meetings(register_of(files), at("2026-11-17 12:00 UTC")))) == 1


def test_own_meetings_are_held_with_the_functions_that_they_name() -> None:
    meetings = "meetings: [{what: Operations review, with: [Engineering, Support], every: week}]\n"
    files = catalog(provider=PROVIDER + meetings)
    files |= communication("one", "function: support\nat: 2026-11-17 09:00 UTC\nchannel: meeting\n")
    files |= communication("two", "function: Sales\nat: 2026-11-24 09:00 UTC\nchannel: meeting\n")
    (one,) = owed_meetings(register_of(files), at(NOW))
    assert said(one) == [("meeting", "2026-11-29", "Network operations")]
    assert one.what == "Operations review (every week, last on record 2026-11-17)"
