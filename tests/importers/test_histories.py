"""Three real histories, imported, checked and added up by the project's own commands and by a computation of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from aboveboard.importers import FORMATS
from aboveboard.importers.report import Effect, Report
from importers.written import covered, downtime_by_node, read_back

HISTORIES = Path(__file__).parents[1] / "fixtures" / "histories"
AS_OF = 1_794_700_800
WEIGHTS = ({"outage": 1, "partial": 0}, {"outage": 1, "partial": 1})

# Seconds of downtime that the sources say, with each of WEIGHTS, over the names in `affected`.
EXPECTED = {"x4b": (207_810, 28_176_889), "packit": (121_280, 40_157_900), "wikibase": (0, 0)}


def imported(name: str, root: Path) -> Report:
    return FORMATS["cstate"](HISTORIES / name, root, None, AS_OF)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_history_is_carried_without_a_problem(name: str, tmp_path: Path) -> None:
    report = imported(name, tmp_path)
    incidents, changes, problems = read_back(tmp_path)
    assert problems == []
    assert changes == []
    issues = list((HISTORIES / name / "content" / "issues").glob("*.md"))
    lost = [
        finding for finding in report.findings if finding.effect is Effect.NOT_CARRIED and finding.path.endswith(".md")
    ]
    assert len(incidents) + len(lost) == len(issues) > 15
    assert report.incidents == len(incidents)
    assert report.updates == sum(len(incident.updates) for incident in incidents)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_history_passes_check(name: str, tmp_path: Path) -> None:
    imported(name, tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "aboveboard", "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", EXPECTED)
def test_downtime_is_what_the_source_says(name: str, tmp_path: Path) -> None:
    imported(name, tmp_path)
    incidents, _, _ = read_back(tmp_path)
    for weights, expected in zip(WEIGHTS, EXPECTED[name], strict=True):
        ours = downtime_by_node(incidents, weights, AS_OF)
        of_components = sum(seconds for node, seconds in ours.items() if node.endswith("-system"))
        intervals = list(said_intervals(HISTORIES / name, weights))
        assert abs(of_components - expected) <= len(intervals)
        assert abs(of_components - covered_by_name(intervals)) <= len(intervals)


@pytest.mark.parametrize("name", ["x4b", "packit"])
def test_the_command_adds_up_the_same_downtime(name: str, tmp_path: Path) -> None:
    imported(name, tmp_path)
    for weights, expected in zip(WEIGHTS, EXPECTED[name], strict=True):
        provider = tmp_path / "content" / "catalog" / "provider.yml"
        written = f"weights: {{outage: {weights['outage']}, partial: {weights['partial']}, degraded: 0}}"
        provider.write_text(re.sub(r"weights: .*", written, provider.read_text("utf-8")), encoding="utf-8")
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "aboveboard",
                "availability",
                "--public",
                "--format",
                "json",
                "--as-of",
                "2026-11-15T00:00:00Z",
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        nodes = json.loads(done.stdout)["nodes"].values()
        components = [node for node in nodes if node["kind"] == "component"]
        seconds = sum(month["real"]["downtime_seconds"] for node in components for month in node["months"].values())
        assert abs(seconds - expected) <= 200


def test_issues_without_a_system_fall_on_the_service_for_the_whole_page(tmp_path: Path) -> None:
    imported("wikibase", tmp_path)
    incidents, _, _ = read_back(tmp_path)
    assert {impact.on for incident in incidents for impact in incident.impacts} == {"wikibase-cloud-status"}
    services = yaml.safe_load((tmp_path / "content" / "catalog" / "services.yml").read_text("utf-8"))
    assert services == {"wikibase-cloud-status": {"name": "Wikibase Cloud Status"}}


@pytest.mark.parametrize(
    ("name", "file", "words"),
    [
        ("packit", "2023-10-31-release-monitoring.org-outage.md", "does not begin with front matter"),
        ("packit", "2023-09-05-copr-outage.md", "is before the start"),
        ("packit", "2024-08-13-github-outage.md", "is no instant (write 2024-08-13T15:00:00+02:00)"),
        (
            "packit",
            "2023-01-21-srpm-builds-stuck-in-submitted-state.md",
            "is no instant (write 2023-01-21T09:51:30+01:00)",
        ),
        ("packit", "2023-05-09-GitHub-outage.md", 'no system "GitHub"'),
        ("packit", "2022-02-03-networking-issue.md", "names no system"),
        ("x4b", "scheduled-maintenance-template.md.tpl", "is not a Markdown page"),
        ("x4b", "2024-01-15-chicago-offline.md", "is before the start"),
        ("x4b", "2021-02-27-london-hardware-crash.md", "within the second of the start"),
        ("x4b", "2022-02-15-budget-pops-offline-upstream.md", 'no system "Lu1", "lv1", "ny1"'),
        ("x4b", "2023-09-01-lax-temporarily-removed.md", "lasts 185 days"),
        ("wikibase", "2024-08-28-maintenance.md", 'did you mean "disrupted"?'),
        ("wikibase", "2025-04-02-database.md", "is before the start"),
    ],
)
def test_what_could_not_be_carried_is_said(name: str, file: str, words: str, tmp_path: Path) -> None:
    report = imported(name, tmp_path)
    assert any(finding.path == f"content/issues/{file}" and words in str(finding) for finding in report.findings)


@pytest.mark.parametrize("name", EXPECTED)
def test_whatever_loses_downtime_has_a_finding(name: str, tmp_path: Path) -> None:
    report = imported(name, tmp_path)
    incidents, _, _ = read_back(tmp_path)
    counted = {incident.title for incident in incidents if incident.impacts}
    told = {finding.path.rsplit("/", 1)[-1] for finding in report.findings if finding.effect is not Effect.NO_INSTANT}
    for path in sorted((HISTORIES / name / "content" / "issues").glob("*.md")):
        matter = front_matter(path)
        if matter is None or (
            matter.get("severity") in ("down", "disrupted") and " ".join(matter["title"].split()) not in counted
        ):
            assert path.name in told


def said_intervals(source: Path, weights: dict[str, int]) -> Iterator[tuple[str, int, int]]:
    """What the issues say, read with PyYAML alone: name, start and end in seconds of UTC."""
    levels = {"down": "outage", "disrupted": "partial"}
    for path in sorted((source / "content" / "issues").glob("*.md")):
        matter = front_matter(path)
        if matter is None or not matter.get("resolved") or matter.get("draft") or matter.get("informational"):
            continue
        level = levels.get(matter.get("severity", ""))
        start, end = seconds_of(matter.get("date")), seconds_of(matter.get("resolvedWhen"))
        if level is None or not weights[level] or start is None or end is None or end <= start:
            continue
        for system in sorted(set(matter.get("affected") or [])):
            yield system, start, end


def covered_by_name(intervals: list[tuple[str, int, int]]) -> int:
    by_name: dict[str, list[tuple[int, int]]] = {}
    for name, start, end in intervals:
        by_name.setdefault(name, []).append((start, end))
    return sum(covered(pairs) for pairs in by_name.values())


def front_matter(path: Path) -> dict[str, Any] | None:
    match = re.match(r"---\n(.*?)\n---", path.read_text("utf-8"), re.DOTALL)
    return yaml.safe_load(match.group(1)) if match else None


def seconds_of(value: object) -> int | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
    if not isinstance(value, datetime):
        return None
    return int((value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp())
