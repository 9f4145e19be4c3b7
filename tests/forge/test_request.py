"""What an issue or a comment asks for, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from aboveboard.forge.request import LABELS, NewIncident, Refusal, Say, incident_meant, one_line, request_of
from aboveboard.records.vocabulary import IncidentStatus

ANSWERS = dict(
    zip(LABELS, ("Pages are slow", "P2", "_No response_", "edge, Web hosting", "partial", "We look."), strict=True)
)
KNOWN = frozenset({"2026-10-03-edge", "2026-10-04-mail"})


def body_of(answers: dict[str, str]) -> str:
    return "\r\n\r\n".join(f"### {label}\r\n\r\n{answer}" for label, answer in answers.items())


def event(comment: str | None = None, who: str = "MEMBER", **issue: Any) -> dict[str, Any]:
    whole = {
        "number": 42,
        "title": "Incident: ",
        "body": body_of(ANSWERS),
        "author_association": who,
        "created_at": "2026-10-03T08:20:00Z",
        **issue,
    }
    if comment is None:
        return {"issue": whole}
    return {
        "issue": whole,
        "comment": {"body": comment, "author_association": who, "created_at": "2026-10-03T09:00:00Z"},
    }


def said(comment: str) -> Say:
    what = request_of(event(comment)).what
    assert isinstance(what, Say)
    return what


def test_the_form_is_read() -> None:
    request = request_of(event())
    assert request.what == NewIncident("Pages are slow", "P2", None, ("edge", "Web hosting"), "partial", "We look.")
    assert request.branch == "aboveboard/issue-42"


def test_a_heading_of_the_form_within_an_answer_is_text() -> None:
    told = "We look.\n\n### Urgency\n\nP1\n\n### What do you tell customers?\n\nNothing."
    what = request_of(event(body=body_of({**ANSWERS, LABELS[-1]: told}))).what
    assert isinstance(what, NewIncident)
    assert (what.urgency, what.text) == ("P2", told)


@pytest.mark.parametrize("missing", [LABELS[0], LABELS[-1]])
def test_an_answer_that_is_needed_is_asked_for(missing: str) -> None:
    with pytest.raises(Refusal, match="Please fill in"):
        request_of(event(body=body_of({**ANSWERS, missing: "_No response_"})))


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("/update monitoring It is better.", Say(None, IncidentStatus.MONITORING, "It is better.")),
        ("/update Identified\r\n\r\nIt is\r\nthe edge.", Say(None, IncidentStatus.IDENTIFIED, "It is\nthe edge.")),
        ("/update 2026-10-03-edge update Still.", Say("2026-10-03-edge", IncidentStatus.UPDATE, "Still.")),
        ("/resolve All well.", Say(None, IncidentStatus.RESOLVED, "All well.")),
        ("  /RESOLVE 2026-10-03-edge\nAll well.", Say("2026-10-03-edge", IncidentStatus.RESOLVED, "All well.")),
        ("/update resolved Over.", Say(None, IncidentStatus.RESOLVED, "Over.")),
        ("/resolve 2026-10-03 was the day.", Say(None, IncidentStatus.RESOLVED, "2026-10-03 was the day.")),
        ("/resolve \x1b[31m::error::x\x00", Say(None, IncidentStatus.RESOLVED, "[31m::error::x")),
    ],
)
def test_a_command_is_read(comment: str, expected: Say) -> None:
    assert said(comment) == expected


@pytest.mark.parametrize(
    ("comment", "answer"),
    [
        ("", "I know"),
        ("/", "I know"),
        ("/updates monitoring x", "I know"),
        ("thanks /resolve x", "I know"),
        ("/update", "is no status"),
        ("/update monitring It is better.", "did you mean"),
        ("/update monitoring", "What do you tell customers"),
        ("/update monitoring \x00\x01", "What do you tell customers"),
        ("/resolve", "What do you tell customers"),
        ("/resolve 2026-10-03-edge", "What do you tell customers"),
        ("/resolve " + "x" * 1_000_000, "characters; at most"),
    ],
)
def test_what_is_no_command_is_refused(comment: str, answer: str) -> None:
    with pytest.raises(Refusal) as refusal:
        request_of(event(comment))
    assert answer in str(refusal.value)
    assert len(str(refusal.value)) < 500


@pytest.mark.parametrize("who", ["NONE", "CONTRIBUTOR", "FIRST_TIMER", "member", "", None, ["OWNER"]])
@pytest.mark.parametrize("comment", [None, "/resolve x"])
def test_strangers_are_not_obeyed(who: Any, comment: str | None) -> None:
    with pytest.raises(Refusal, match="Only members"):
        request_of(event(comment, who))


def test_a_strangers_comment_below_a_members_issue_is_not_obeyed() -> None:
    asked = event("/resolve x")
    asked["comment"]["author_association"] = "NONE"
    with pytest.raises(Refusal, match="Only members"):
        request_of(asked)


@pytest.mark.parametrize(
    "payload",
    [None, [], "x", {}, {"issue": None}, {"issue": {}}, {"issue": {"number": "42"}}, {"issue": {"number": True}}, {"issue": {"number": 0}},
     {**event(), "comment": None}, event(pull_request={}), event(body=None), event(body=7), event(body="An ordinary issue.")],
)  # fmt: skip
def test_anything_else_is_refused(payload: object) -> None:
    with pytest.raises(Refusal):
        request_of(payload)


def test_the_incident_is_the_one_named_then_the_issues_then_the_forms() -> None:
    assert (
        incident_meant(request_of(event("/resolve 2026-10-04-mail x", title="2026-10-03-edge")), KNOWN, None)
        == "2026-10-04-mail"
    )
    assert (
        incident_meant(request_of(event("/resolve x", title="2026-10-03-edge is bad")), KNOWN, "2026-10-04-mail")
        == "2026-10-03-edge"
    )
    assert incident_meant(request_of(event("/resolve x")), KNOWN, "2026-10-04-mail") == "2026-10-04-mail"


def test_an_incident_that_nobody_knows_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refusal, match='did you mean "2026-10-03-edge"'):
        incident_meant(request_of(event("/resolve 2026-10-03-egde x")), KNOWN, None)
    with pytest.raises(Refusal, match="Which incident"):
        incident_meant(request_of(event("/resolve x")), KNOWN, "2026-10-09-new")


def test_a_title_is_one_line_that_nothing_obeys() -> None:
    assert one_line("a\r\nb\u2028c\u202ed\x1b[0m\u200b") == "a b cd[0m"
    assert one_line("x" * 200) == "x" * 119 + "…"
