"""Whole comments compared with golden files; ABOVEBOARD_GOLDEN=1 writes those anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from diff_scene import OPENED, diff, replaced, repository, write

GOLDEN = Path(__file__).parent / "golden"
OCTOBER = "incidents/2026/2026-10-03-edge.md"
DATABASE = "incidents/2026/2026-11-15-db.md"
RFO = """\
---
status: final
final_on: 2026-10-09
root_cause: line-card
summary: A line card failed.
actions: [{id: A1, what: A second line card, kind: prevent, owner: Network, due: 2026-12-01}]
---
## What happened

A card failed.

## Why it happened

It was old.

## How we responded

We changed it.

## What we are changing

A spare card.

## What you can do

Nothing.
"""


def nothing(root: Path) -> None:
    pass


def opened(root: Path) -> None:
    write(root, "incidents/2026/2026-11-15-mail.md", OPENED)


def updated(root: Path) -> None:
    replaced(root, DATABASE, "## Inv", "## Monitoring · 2026-11-15 13:30 UTC\n\nBetter.\n\n## Inv")
    replaced(root, DATABASE, "title: The database is slow", "title: The database answers late")
    replaced(root, DATABASE, "level: partial", "level: outage, from: 2026-11-15 12:45 UTC")


def resolved(root: Path) -> None:
    replaced(root, DATABASE, "started:", "resolved: 2026-11-15 13:20 UTC\nstarted:")
    replaced(root, DATABASE, "## Inv", "## Resolved · 2026-11-15 13:20 UTC\n\nIt is over.\n\n## Inv")


def rfo_published(root: Path) -> None:
    write(root, OCTOBER.replace(".md", ".rfo.md"), RFO)


def month_restated(root: Path) -> None:
    replaced(root, OCTOBER, "08:42 UTC", "10:42 UTC")


def customer_added(root: Path) -> None:
    text = "name: Crane Works\nsubscriptions: [{service: mail, since: 2026-10-01, sla: gold}]\n"
    write(root, "content/catalog/customers/crane.yml", text)


def record_broken(root: Path) -> None:
    replaced(root, OCTOBER, "urgency: P1", "urgency: high\nimpact: none")


@pytest.mark.parametrize(
    "edit",
    [nothing, opened, updated, resolved, rfo_published, month_restated, customer_added, record_broken],
    ids=lambda edit: edit.__name__,
)
def test_a_comment_says_what_a_branch_does(edit: Callable[[Path], None], tmp_path: Path) -> None:
    root = repository(tmp_path / "records")
    edit(root)
    written = diff(root)
    golden = GOLDEN / f"{edit.__name__}.md"
    if os.environ.get("ABOVEBOARD_GOLDEN"):
        golden.write_text(written, "utf-8")
    assert written == golden.read_text("utf-8")
