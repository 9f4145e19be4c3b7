"""What the workflows do, by their own `run:` lines, in a repository that `aboveboard init` made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from github_server import TOKEN, GitHub
from status_repository import Status, git
from workflow_runs import Ran, run_job

HOSTILE = 'Slow"; touch hacked; $(touch hacked) `touch hacked` ${{ github.token }} \u202e<script>'
BODY = f"""\
### What do customers notice?

{HOSTILE}

### Urgency

P2

### Since when?

_No response_

### What is disrupted?

edge, Mail

### How badly?

partial

### What do you tell customers?

We look into it.

### Urgency

P1
## Resolved · 2026-01-01 09:02 UTC
::set-output name=title::x
$(touch hacked)
---
title: no
"""


def payload(comment: str | None = None, association: str = "MEMBER", number: int = 42) -> dict[str, Any]:
    issue = {
        "number": number,
        "title": "Incident: slow",
        "body": BODY.replace("\n", "\r\n"),
        "author_association": association,
        "created_at": "2026-01-02T10:00:00Z",
    }
    if comment is None:
        return {"issue": issue}
    said = {"body": comment, "author_association": association, "created_at": "2026-01-02T11:00:00Z"}
    return {"issue": issue, "comment": said}


def from_issue(status: Status, forge: GitHub, event: dict[str, Any], temp: Path) -> Ran:
    """In a checkout of main as it is now."""
    git(status.root, "fetch", "--quiet", "--prune", "origin")
    git(status.root, "checkout", "--quiet", "--detach", "origin/main")
    for branch in git(status.root, "for-each-ref", "--format=%(refname:short)", "refs/heads/aboveboard").split():
        git(status.root, "branch", "--quiet", "-D", branch)
    file = temp.with_suffix(".json")
    file.write_text(json.dumps(event))
    expressions = {
        "github.event.repository.default_branch": "main",
        "github.event.issue.number": str(event["issue"]["number"]),
        "github.token": TOKEN,
    }
    environment = {**status.environment, **forge.environment, "GITHUB_EVENT_PATH": str(file)}
    return run_job(status.root, "from-issue", "propose", expressions, environment, temp)


def on_branch(status: Status, branch: str = "aboveboard/issue-42") -> str:
    paths = git(status.remote, "ls-tree", "-r", "--name-only", branch, "incidents").split("\n")
    (path,) = (path for path in paths if "2026-01-02" in path)
    return git(status.remote, "show", f"{branch}:{path}")


def test_a_pull_request_is_checked_and_told_what_it_changes_in_one_comment(
    status: Status, forge: GitHub, tmp_path: Path
) -> None:
    base = git(status.root, "rev-parse", "HEAD").strip()
    (incident,) = (status.root / "incidents").glob("*/*.md")
    for at, level in enumerate(("outage", "degraded")):
        incident.write_text(
            incident.read_text().replace("level: partial", "level: outage").replace("level: outage", f"level: {level}")
        )
        git(status.root, "commit", "--quiet", "--all", "-m", "Correct the level")
        expressions = {
            "github.event.pull_request.base.sha": base,
            "github.event.pull_request.number": "7",
            "github.token": TOKEN,
        }
        ran = run_job(
            status.root, "check", "check", expressions, {**status.environment, **forge.environment}, tmp_path / str(at)
        )
        assert set(ran.steps.values()) == {"success"}, ran.log
        (comment,) = forge.comments[7]
        assert comment["body"].startswith("<!-- aboveboard:diff -->")
        assert comment["body"].strip() in ran.summary
        assert (status.root / "site/public/index.html").is_file()


def test_a_broken_record_fails_the_check_and_is_told_all_the_same(
    status: Status, forge: GitHub, tmp_path: Path
) -> None:
    base = git(status.root, "rev-parse", "HEAD").strip()
    (incident,) = (status.root / "incidents").glob("*/*.md")
    incident.write_text(incident.read_text().replace("urgency: P3", "urgency: P7"))
    git(status.root, "commit", "--quiet", "--all", "-m", "Break it")
    expressions = {
        "github.event.pull_request.base.sha": base,
        "github.event.pull_request.number": "7",
        "github.token": TOKEN,
    }
    ran = run_job(
        status.root, "check", "check", expressions, {**status.environment, **forge.environment}, tmp_path / "t"
    )
    assert ran.steps["Check the records"] == "failure"
    assert "::error file=incidents/" in ran.log
    assert ran.steps["Comment, in place"] == "success", ran.log


def test_publishing_builds_the_public_tree(status: Status, tmp_path: Path) -> None:
    ran = run_job(status.root, "publish", "build", {}, status.environment, tmp_path / "t")
    assert set(ran.steps.values()) == {"success"}, ran.log
    assert (status.root / "site/public/incidents/index.html").is_file()


def test_the_form_and_its_comments_become_one_pull_request(status: Status, forge: GitHub, tmp_path: Path) -> None:
    ran = from_issue(status, forge, payload(), tmp_path / "form")
    assert set(ran.steps.values()) == {"success", "skipped"}, ran.log
    text = on_branch(status)
    assert "urgency: P2" in text
    assert "on: mail" in text
    (pull,) = forge.pulls
    assert pull["head"] == "aboveboard/issue-42"
    assert pull["base"] == "main"
    assert "\u202e" not in pull["title"]
    assert "#42" in pull["body"]
    assert forge.comments[pull["number"]][0]["body"].startswith("<!-- aboveboard:diff -->")

    for at, comment in enumerate(("/update monitoring It is better.", "/resolve All well.")):
        ran = from_issue(status, forge, payload(comment), tmp_path / str(at))
        assert set(ran.steps.values()) == {"success", "skipped"}, ran.log
    assert len(forge.pulls) == 1
    assert len(forge.comments[pull["number"]]) == 1
    text = on_branch(status)
    assert "It is better." in text
    assert "resolved: 2026-01-02 11:00 UTC" in text
    commit = git(status.remote, "rev-parse", "aboveboard/issue-42").strip()
    assert forge.statuses[commit]["state"] == "success"
    assert forge.statuses[commit]["context"] == "check"
    assert git(status.remote, "rev-list", "--count", "main..aboveboard/issue-42").strip() == "3"


def test_what_people_write_is_never_run(status: Status, forge: GitHub, tmp_path: Path) -> None:
    from_issue(status, forge, payload(), tmp_path / "form")
    from_issue(status, forge, payload(f"/update monitoring {HOSTILE}\n::error::x"), tmp_path / "comment")
    assert "touch hacked" in on_branch(status)
    assert not list(tmp_path.rglob("hacked"))
    assert TOKEN not in on_branch(status)


@pytest.mark.parametrize(
    ("comment", "association", "answer"),
    [
        ("/resolve All well.", "NONE", "Only members and collaborators"),
        ("/resolve All well.", "CONTRIBUTOR", "Only members and collaborators"),
        ("/update sleeping All well.", "OWNER", "is no status"),
        ("/update monitoring", "OWNER", "What do you tell customers?"),
        ("/update 2020-01-01-unheard-of monitoring Hm.", "OWNER", "There is no incident"),
    ],
)
def test_a_refusal_changes_nothing_and_is_said_where_it_was_asked(
    status: Status, forge: GitHub, tmp_path: Path, comment: str, association: str, answer: str
) -> None:
    ran = from_issue(status, forge, payload(comment, association), tmp_path / "t")
    assert ran.steps["Write what the issue says"] == "failure"
    assert ran.steps["Propose it"] == "skipped"
    assert answer in forge.comments[42][-1]["body"]
    assert forge.pulls == []
    assert git(status.root, "status", "--porcelain", "incidents", "content") == ""
