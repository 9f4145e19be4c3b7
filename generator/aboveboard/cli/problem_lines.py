"""How `check` prints what it found: a function for each format, and the table of them by name."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from aboveboard.cli.checked import Checked, said
from aboveboard.errors import Severity
from aboveboard.records.wrong import printable

# GitLab's words; an error stops a merge, a warning does not.
_GITLAB_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}
# What grows from run to run while the problem stays the same one.
_AGE = re.compile(r"\b\d+ (?:second|minute|hour|day)s?\b")


def text_lines(checked: Checked) -> Iterator[str]:
    for problem in checked.problems:
        yield printable(str(problem))


def github_lines(checked: Checked) -> Iterator[str]:
    """Workflow commands. GitHub shows the first ten of each severity beside the lines, and in its log the message alone,
    so that the message says where as well."""
    for problem in checked.problems:
        file = _property(f"{checked.folder}{problem.path}")
        title = _property(f"aboveboard: {problem.field}" if problem.field else "aboveboard")
        message = _data(f"{said(problem)} ({problem.path}:{problem.line}:{problem.column})")
        place = f"file={file},line={problem.line},col={problem.column},title={title}"
        yield f"::{problem.severity.value} {place}::{message}"


def gitlab_lines(checked: Checked) -> Iterator[str]:
    """A Code Quality report."""
    twins: Counter[str] = Counter()
    rows = []
    for problem in checked.problems:
        key = "\0".join((problem.path, problem.field, _AGE.sub("", problem.message)))
        twins[key] += 1
        rows.append(
            {
                "description": printable(said(problem)),
                "check_name": "aboveboard",
                "fingerprint": _fingerprint(key, twins[key]),
                "severity": _GITLAB_SEVERITIES[problem.severity],
                "location": {"path": f"{checked.folder}{problem.path}", "lines": {"begin": problem.line}},
            }
        )
    yield json.dumps(rows, indent=2)


def json_lines(checked: Checked) -> Iterator[str]:
    summary = {
        "files": checked.files,
        "errors": checked.errors,
        "warnings": checked.warnings,
        "notes": list(checked.notes),
    }
    yield json.dumps({"summary": summary, "problems": [problem.as_row() for problem in checked.problems]}, indent=2)


LINES: Mapping[str, Callable[[Checked], Iterator[str]]] = {
    "text": text_lines,
    "github": github_lines,
    "gitlab": gitlab_lines,
    "json": json_lines,
}


def _data(text: str) -> str:
    """One line whatever the text holds: `printable` leaves no line ends, the rest is GitHub's own escape."""
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _fingerprint(key: str, twin: int) -> str:
    """The same while the problem is: without line, column and age. Of twins in one file, each has its own."""
    from hashlib import blake2b

    return blake2b(f"{key}\0{twin}".encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()
