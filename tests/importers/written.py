"""What an import wrote, read again by the project's own reader, and its downtime added up apart from the engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aboveboard.errors import Problem
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.layout import find_files
from aboveboard.records.reading import read_file


def read_back(root: Path) -> tuple[list[Incident], list[Change], list[Problem]]:
    files, problems = find_files(root)
    found = list(problems)
    incidents: list[Incident] = []
    changes: list[Change] = []
    for file in files:
        reading = read_file(file, (root / file.path).read_bytes())
        found.extend(reading.problems)
        incidents.extend(record for record in reading.records if isinstance(record, Incident))
        changes.extend(record for record in reading.records if isinstance(record, Change))
    return incidents, changes, found


def downtime_by_node(incidents: list[Incident], weights: Mapping[str, int], as_of: int) -> dict[str, int]:
    """Seconds in which any impact of a positive weight lay on the node."""
    intervals: dict[str, list[tuple[int, int]]] = {}
    for incident in incidents:
        end = as_of if incident.resolved is None else incident.resolved
        for impact in incident.impacts:
            if weights[impact.level.value]:
                intervals.setdefault(impact.on, []).append((incident.started, end))
    return {node: covered(pairs) for node, pairs in intervals.items()}


def covered(pairs: list[tuple[int, int]]) -> int:
    total, reached = 0, 0
    for start, end in sorted(pairs):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
