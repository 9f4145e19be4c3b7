"""Something wrong between records, told by path and steps; pinned to line and column only when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aboveboard.errors import Problem, Problems, Severity
from aboveboard.frozen import frozen
from aboveboard.records.place import Place
from aboveboard.records.wrong import Steps


@frozen
class Finding:
    """`line` is set when the finding is about an update in the body of a file, not about its YAML."""

    path: str
    steps: Steps
    message: str
    hint: str = ""
    key: bool = False
    severity: Severity = Severity.ERROR
    line: int | None = None


def pin(findings: Iterable[Finding], place_of: Callable[[str], Place]) -> list[Problem]:
    """Problems with positions; each file that has a finding is parsed once more, for its positions alone."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    return [problem for path, found in sorted(by_path.items()) for problem in _pin_in(path, found, place_of)]


def _pin_in(path: str, findings: list[Finding], place_of: Callable[[str], Place]) -> list[Problem]:
    try:
        place = place_of(path)
    except (Problems, OSError):
        place = Place(path, None, 1)
    return [
        place.problem(finding.steps, finding.message, finding.hint, key=finding.key, severity=finding.severity)
        if finding.line is None
        else place.at_line(finding.line, finding.message, finding.hint, finding.severity)
        for finding in findings
    ]
