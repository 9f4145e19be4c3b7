"""Whatever stands in an issue: what is written can be read again, no text is lost, and downtime is what the issues say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.errors import Problem, Severity
from aboveboard.importers import FORMATS
from aboveboard.importers.report import Effect, Finding
from aboveboard.records.incident import Incident
from importers.written import covered, downtime_by_node, read_back

AS_OF = 1_767_225_600
CONFIGURATION = (
    "title: Status\nbaseURL: https://status.driftwood.example/\nparams: {systems: [{name: API}, {name: Web}]}\n"
)

PIECES = st.sampled_from(
    ["# ", "## ", "### ", "##", " ## ", "```", "~~~", "````py", "---", "===", "--", "*Update* - ", "**Resolved** ", "_Monitoring_", "[Final message]",
     "Update: ", '{{< track "2025-01-01 10:20:00" >}}', '{{< track "2099-01-01" >}}', "{{< track >}}", "{{% note %}}", "<!-- ", " -->",
     "<div>", "2025-01-01 10:30 UTC", "- ", "    ", "> ", "\\", "`", "*", "·", "## Resolved · 2025-01-01T10:00:00Z", "\n", "\n\n", "\n", "word"]
)  # fmt: skip
BODIES = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map("".join)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 3000), st.text(max_size=12),
    st.sampled_from(["2025-01-01 10:00:00", "2025-01-01T11:00:00Z", "2024-12-31", "2099-01-01T00:00:00Z", "down", "Disrupted", "notice",
                     "API", "api ", "issue", "yes", "no", "[", "{", "&a", "*a", "!x", "@", "%"]),
)  # fmt: skip
KEYS = st.sampled_from(
    ["title", "date", "resolved", "resolvedWhen", "severity", "affected", "section", "informational", "draft", "params"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)


@given(body=BODIES, resolved=st.booleans(), severity=st.sampled_from(["down", "notice"]))
@settings(max_examples=150, deadline=None)
def test_any_body_becomes_a_record_that_can_be_read(body: str, resolved: bool, severity: str) -> None:
    issue = (
        f"---\ntitle: T\ndate: 2025-01-01T10:00:00Z\nresolved: {str(resolved).lower()}\nresolvedWhen: 2025-01-01T11:00:00Z\n"
        f"severity: {severity}\naffected: [API]\nsection: issue\n---\n{body}"
    )
    with TemporaryDirectory() as folder:
        incidents, problems, _ = import_issues(Path(folder), {"2025-01-01-one": issue})
    assert problems == []
    (incident,) = incidents
    assert incident.is_open is not resolved
    assert len([update for update in incident.updates if update.status == "Resolved"]) == resolved


@given(pieces=st.lists(st.one_of(PIECES, st.integers(100, 999).map("word{} ".format)), max_size=25))
@settings(max_examples=100, deadline=None)
def test_no_word_of_a_body_is_lost(pieces: list[str]) -> None:
    body = "".join(piece for piece in pieces if "<!--" not in piece and "{{" not in piece)
    issue = (
        "---\n{title: T, date: 2025-01-01T10:00:00Z, resolved: true, resolvedWhen: 2025-01-01T11:00:00Z, "
        f"severity: down, affected: [API], section: issue}}\n---\n{body}"
    )
    with TemporaryDirectory() as folder:
        (incident,), _, _ = import_issues(Path(folder), {"2025-01-01-one": issue})
    written = "\n".join(update.text for update in incident.updates)
    assert sorted(re.findall(r"word\d+", body)) == sorted(re.findall(r"word\d+", written))


@given(
    matter=st.dictionaries(KEYS, VALUES),
    name=st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), max_size=30),
)
@settings(max_examples=150, deadline=None)
def test_any_front_matter_is_carried_readably_or_reported(matter: dict[str, object], name: str) -> None:
    with TemporaryDirectory() as folder:
        incidents, problems, findings = import_issues(Path(folder), {f"x{name}"[:60]: json.dumps(matter) + "\nbody\n"})
    lost = [finding for finding in findings if finding.effect is Effect.NOT_CARRIED]
    assert problems == []
    assert len(incidents) + len(lost) >= 1


INTERVALS = st.tuples(
    st.lists(st.sampled_from(["API", "api", "Web", " web", "Gone", "GONE "]), min_size=1, max_size=3),
    st.integers(0, 5000),
    st.integers(1, 5000),
    st.sampled_from(["down", "disrupted", "notice"]),
)


@given(issues=st.lists(INTERVALS, max_size=6))
@settings(max_examples=100, deadline=None)
def test_downtime_is_the_union_of_what_the_issues_say(issues: list[tuple[list[str], int, int, str]]) -> None:
    files, expected = {}, {}
    for at, (names, start, length, severity) in enumerate(issues):
        files[f"2025-01-01-{at}"] = (
            f"---\ntitle: T\ndate: {clock(start)}\nresolved: true\nresolvedWhen: {clock(start + length)}\n"
            f"severity: {severity}\naffected: {names!r}\nsection: issue\n---\nx\n"
        )
        for name in names if severity != "notice" else ():
            expected.setdefault(f"{name.strip().lower()}-system", []).append((start, start + length))
    with TemporaryDirectory() as folder:
        incidents, problems, _ = import_issues(Path(folder), files)
    assert problems == []
    ours = downtime_by_node(incidents, {"outage": 1, "partial": 1}, AS_OF)
    assert ours == {node: covered(pairs) for node, pairs in expected.items()}


def clock(minute_seconds: int) -> str:
    return f"2025-01-01T{minute_seconds // 3600:02}:{minute_seconds // 60 % 60:02}:{minute_seconds % 60:02}Z"


def import_issues(root: Path, files: dict[str, str]) -> tuple[list[Incident], list[Problem], tuple[Finding, ...]]:
    issues = root / "source" / "content" / "issues"
    issues.mkdir(parents=True)
    (root / "source" / "config.yml").write_text(CONFIGURATION, encoding="utf-8")
    for name, text in files.items():
        (issues / f"{name}.md").write_bytes(text.encode("utf-8", "surrogatepass"))
    report = FORMATS["cstate"](root / "source", root / "into", None, AS_OF)
    incidents, _, problems = read_back(root / "into")
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]  # of odd words it may well warn
    return incidents, errors, report.findings
