"""`aboveboard due` on a small repository: one golden text, rewritten by ABOVEBOARD_GOLDEN=1 and reviewed as a diff."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import PROVIDER, catalog, change, customer, incident, rfo

GOLDEN = Path(__file__).parent / "golden" / "due.txt"
# A Wednesday.
AS_OF = "2026-11-18T12:00:00Z"
MEETINGS = "meetings: [{what: Operations review, with: [Support], every: week}]\n"
OVER = "resolved: 2026-11-05 09:00 UTC"
WORDS = "## Investigating · 2026-11-18 11:20 UTC\n\nWe look."
ACTIONS = """\
actions:
  - {id: A1, what: Second path, kind: prevent, owner: Network engineering, due: 2026-11-15}
  - {id: A2, what: "Alarm | on ::error::loss", kind: detect, owner: Operations, due: 2026-11-25}
  - {id: A3, what: Rehearsal, kind: respond, owner: Operations, due: 2026-11-26}
"""


def files() -> dict[str, str]:
    """One of each kind of debt, and a few that are none."""
    return {
        **catalog(provider=PROVIDER + MEETINGS),
        **customer(
            "acme",
            "name: Acme Corporation\ntimezone: Europe/Berlin\naccount_manager: {name: Mara Lindqvist}\n"
            "meetings: [{what: Service review, every: quarter}, {what: Operations call, every: week}]",
        ),
        **customer("bolt", "name: Bolt Bakeries\nmeetings: [{what: Call, every: month}]"),
        **incident("2026-11-18-loss", "title: Packet loss\nstarted: 2026-11-18 11:12 UTC", WORDS),
        **incident(
            "2026-11-18-quiet",
            'urgency: P2\ncontact: {role: Duty engineer, phone: "+49 30 555 0102"}\nstarted: 2026-11-18 11:50 UTC',
        ),
        **incident("2026-11-05-over", f"urgency: P2\nstarted: 2026-11-05 08:00 UTC\n{OVER}"),
        **incident("2026-11-17-today", "started: 2026-11-17 08:00 UTC\nresolved: 2026-11-17 09:00 UTC"),
        **incident("2026-11-16-draft", "audience: internal\nstarted: 2026-11-16 10:00 UTC"),
        **rfo("2026-11-05-over", f"status: draft\n{ACTIONS}"),
        **change("2026-11-17-edge", "window: {from: 2026-11-17 01:00 UTC, to: 2026-11-17 03:00 UTC}"),
        **change("2026-11-20-mail", "window: {from: 2026-11-20 01:00 UTC, to: 2026-11-20 03:00 UTC}"),
        "content/communications/2026/2026-11-05-call.md": "---\ncustomer: acme\nat: 2026-11-05 10:00 UTC\n"
        "channel: phone\nby: Account management\nabout: [2026-11-05-over]\n"
        "next: {what: Send the RFO, on: 2026-11-18}\n---\nThey wait.\n",
        "content/communications/2026/2026-07-14-review.md": "---\ncustomer: acme\nat: 2026-07-14 10:00 UTC\n"
        "channel: meeting\nby: Account management\nabout: [review/2026-Q2]\n---\nWe met.\n",
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("due")
    for path, text in files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def test_everything_owed_is_told_by_role(root: Path) -> None:
    done = due(root)
    assert (done.returncode, done.stderr) == (0, "")
    if os.environ.get("ABOVEBOARD_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == GOLDEN.read_text("utf-8")


def test_json_holds_the_same_debts(root: Path) -> None:
    document = json.loads(due(root, "--format", "json").stdout)
    lines = [line for line in due(root).stdout.splitlines() if line.startswith("    ")]
    assert len(document["now"]) + len(document["next"]) == len(lines)
    assert document["summary"] == {
        "now": len(document["now"]),
        "late": sum(one["late_seconds"] > 0 for one in document["now"]),
        "next": len(document["next"]),
    }
    assert (document["as_of"], document["until"]) == (AS_OF, "2026-11-25T12:00:00Z")
    assert document["now"][0] == {
        "kind": "next-update", "due": "2026-11-18T11:50:00Z", "day": None, "late_seconds": 600,
        "role": "Network operations", "person": None, "what": "Packet loss", "record": "2026-11-18-loss",
        "customer": None, "path": "incidents/2026/2026-11-18-loss.md",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "roles"),
    [
        ("mara", {"Account manager"}),
        ("ACCOUNT MANAGER: MARA", {"Account manager"}),
        ("engineer", {"Duty engineer", "Network engineering"}),
    ],
)
def test_a_role_sees_its_own(root: Path, role: str, roles: set[str]) -> None:
    document = json.loads(due(root, "--format", "json", "--role", role).stdout)
    assert {one["role"] for one in (*document["now"], *document["next"])} == roles


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--role", "duty enginer"], 'nobody "duty enginer"; did you mean "Duty engineer"?'),
        (["--role", "\x1b[31m::error::x"], 'nobody "\\x1b[31m::error::x"'),
        (["--within", "soon"], '--within: "soon" is not a duration; write `30m`, `4h`, `5d` or `3bd`'),
        (["--format", "xml"], "'xml' is not one of 'text', 'json'"),
    ],
)
def test_what_does_not_exist_exits_2_and_says_what_would_be_right(root: Path, arguments: list[str], said: str) -> None:
    done = due(root, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_within_says_how_far_to_look(root: Path) -> None:
    def ahead(within: str) -> int:
        return json.loads(due(root, "--format", "json", "--within", within).stdout)["summary"]["next"]

    assert ahead("1h") < ahead("2bd") < ahead("30d")


def test_hostile_text_stays_on_its_line(tmp_path: Path) -> None:
    hostile = '"\\u202e::error::x \\u2028 ' + "y" * 200 + '"'
    texts = incident("2026-11-18-x", f"title: {hostile}\nstarted: 2026-11-18 11:12 UTC")
    for path, text in {**catalog(), **texts}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    done = due(tmp_path)
    assert done.returncode == 0
    assert all(line.isprintable() for line in done.stdout.split("\n"))
    assert max(map(len, done.stdout.split("\n"))) < 250


def test_a_broken_record_is_named_and_stops_nothing(tmp_path: Path) -> None:
    texts = {**files(), "incidents/2026/2026-11-18-broken.md": "---\ntitle: [\n"}
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    done = due(tmp_path)
    assert (done.returncode, done.stdout) == (0, GOLDEN.read_text("utf-8"))
    assert done.stderr.startswith("incidents/2026/2026-11-18-broken.md: broken")


def due(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "aboveboard", "due", "--as-of", AS_OF, *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
