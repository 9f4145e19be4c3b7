"""What an import carried, and what it could not: one line each, with the file, the reason and what was done instead."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from aboveboard.frozen import frozen


class Effect(StrEnum):
    """What became of the thing that a finding is about, from worst to mildest."""

    NOT_CARRIED = "not carried"
    NO_DOWNTIME = "carried as text, without downtime"
    DOUBTFUL = "carried; worth a look"
    NO_INSTANT = "carried; updates without an instant stand at the latest that they can have had"


@frozen(order=True)
class Finding:
    """`path` is relative to the source, with forward slashes; `field` may be empty."""

    path: str
    field: str
    reason: str
    done: str
    effect: Effect

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        done = f"; {self.done}" if self.done else ""
        return _printable(f"{self.path}: {field}{self.reason}{done}")


@frozen
class Notes:
    """Collects the findings about one file; `at` goes on with another file and the same collection."""

    path: str
    findings: list[Finding] = field(default_factory=list)

    def at(self, path: str) -> Notes:
        return Notes(path, self.findings)

    def add(self, effect: Effect, name: str, reason: str, done: str = "") -> None:
        self.findings.append(Finding(self.path, name, reason, done, effect))


@frozen
class Report:
    """Counts of what was written, and the findings, sorted."""

    tool: str
    components: int
    services: int
    incidents: int
    changes: int
    updates: int
    findings: tuple[Finding, ...]


def report_lines(report: Report) -> tuple[str, ...]:
    """The account for people: one line of counts, then the findings below what became of them, worst first."""
    counts = (
        _counted(report.incidents, "incident"),
        _counted(report.updates, "update"),
        _counted(report.changes, "change"),
        _counted(report.components, "component"),
        _counted(report.services, "service"),
    )
    lines = [f"From {report.tool}: {', '.join(counts)}."]
    for effect in Effect:
        found = [finding for finding in report.findings if finding.effect is effect]
        if found:
            lines += ["", f"{effect.value.capitalize()} ({len(found)}):", *(f"  {finding}" for finding in found)]
    return tuple(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _printable(text: str) -> str:
    """One line, without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
