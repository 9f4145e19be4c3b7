"""What `check` warns of: promises that are late and can still be given."""

from __future__ import annotations

import pytest

from aboveboard.errors import Severity
from aboveboard.promises.warnings import promise_findings
from aboveboard.records.checks.finding import Finding
from builders import at, incident, register_of, rfo

ID = "2026-10-01-x"
PATH = f"incidents/2026/{ID}.md"
RFO_PATH = f"incidents/2026/{ID}.rfo.md"
OVER = "resolved: 2026-10-01 09:00 UTC\n"
SPOKEN = "## Investigating · 2026-10-01 08:10 UTC"


def found(now: str, matter: str = "", body: str = "", report: str = "", wrong: tuple[str, ...] = ()) -> list[Finding]:
    files = incident(ID, f"started: 2026-10-01 08:00 UTC\n{matter}", body)
    register = register_of({**files, **(rfo(ID, report) if report else {})})
    return list(promise_findings(register, at(now), wrong))


@pytest.mark.parametrize(
    ("now", "matter", "body", "expected"),
    [
        ("2026-10-01 08:15 UTC", "", "", []),
        ("2026-10-01 08:16 UTC", "", "", [(("urgency",), "the first word was due 2026-10-01 08:15 UTC")]),
        ("2026-10-01 08:40 UTC", "", SPOKEN, []),
        ("2026-10-01 08:41 UTC", "", SPOKEN, [(("urgency",), "the next update was due 2026-10-01 08:40 UTC")]),
        ("2026-10-01 09:00 UTC", "next_update: 2026-10-01 09:30 UTC\n", SPOKEN, []),
        (
            "2026-10-01 09:31 UTC",
            "next_update: 2026-10-01 09:30 UTC\n",
            SPOKEN,
            [(("next_update",), "the next update was due 2026-10-01 09:30 UTC")],
        ),
        ("2026-10-09 08:00 UTC", "audience: internal\n", "", []),  # another check warns of old drafts
    ],
)
def test_an_open_incident_is_late_with_its_words(
    now: str, matter: str, body: str, expected: list[tuple[tuple[str, ...], str]]
) -> None:
    assert [(one.steps, one.message) for one in found(now, matter, body)] == expected


@pytest.mark.parametrize(
    ("now", "body", "is_silent"),
    [
        ("2026-10-08 08:00 UTC", "", False),
        ("2026-10-08 08:01 UTC", "", True),
        ("2026-10-08 08:01 UTC", SPOKEN, False),
        ("2026-10-08 08:11 UTC", SPOKEN, True),
    ],
)
def test_without_a_promise_a_week_is_a_long_silence(now: str, body: str, is_silent: bool) -> None:
    (*_, one) = [None, *found(now, "urgency: P4\n", body)]
    assert (one is not None) == is_silent
    assert one is None or one.message.startswith("open, and nothing was said since 2026-10-01 08:")


@pytest.mark.parametrize(
    ("now", "report", "expected"),
    [
        # Thursday, 1 October; the preliminary one is due on Monday, the final one on Thursday, 8 October.
        ("2026-10-01 21:59 UTC", "", []),
        ("2026-10-01 22:01 UTC", "", [(PATH, "the preliminary RFO is due 2026-10-05")]),
        ("2026-10-05 21:59 UTC", "", [(PATH, "the preliminary RFO is due 2026-10-05")]),
        ("2026-10-05 22:01 UTC", "", [(PATH, "the preliminary RFO was due 2026-10-05")]),
        ("2026-10-08 08:00 UTC", "", [(PATH, "the final RFO is due 2026-10-08")]),
        ("2026-10-08 22:01 UTC", "", [(PATH, "the final RFO was due 2026-10-08")]),
        ("2026-10-05 22:01 UTC", "status: draft", [(RFO_PATH, "the preliminary RFO was due 2026-10-05")]),
        ("2026-10-06 08:00 UTC", "status: preliminary\npreliminary_on: 2026-10-05", []),
        (
            "2026-10-09 08:00 UTC",
            "status: preliminary\npreliminary_on: 2026-10-05",
            [(RFO_PATH, "the final RFO was due 2026-10-08")],
        ),
        (
            "2026-12-09 08:00 UTC",
            "status: final\nfinal_on: 2026-10-20\nroot_cause: x\nsummary: It broke.\nactions: []",
            [],
        ),
        ("2027-01-29 08:59 UTC", "", [(PATH, "the final RFO was due 2026-10-08")]),
        ("2027-01-29 09:01 UTC", "", []),  # 120 days later it is old news
    ],
)
def test_a_report_is_due_soon_from_the_working_day_before(
    now: str, report: str, expected: list[tuple[str, str]]
) -> None:
    assert [(one.path, one.message) for one in found(now, OVER, report=report)] == expected


def test_nothing_is_missed_in_a_file_that_is_wrong() -> None:
    assert found("2026-10-01 08:41 UTC", wrong=(PATH,)) == []
    assert found("2026-10-09 08:41 UTC", OVER, wrong=(PATH,)) == []
    assert found("2026-10-09 08:41 UTC", OVER, wrong=(RFO_PATH,)) == []


def test_all_are_warnings_and_say_the_same_on_the_next_day() -> None:
    first, second = found("2026-10-09 08:00 UTC", OVER), found("2026-10-10 08:00 UTC", OVER)
    assert first == second
    assert {one.severity for one in first} == {Severity.WARNING}
