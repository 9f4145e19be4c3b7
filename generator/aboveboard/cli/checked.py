"""What `check` found, as its formats print it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from aboveboard.errors import Problem, Severity


@dataclass(frozen=True)
class Checked:
    """`notes` are what could not be checked. `folder` leads from the top of the working tree that a code host shows to
    the folder of records: empty, or with a slash at its end."""

    problems: tuple[Problem, ...]
    files: int
    notes: tuple[str, ...] = ()
    folder: str = field(default="")

    @cached_property
    def errors(self) -> int:
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors

    @property
    def counts(self) -> str:
        """ "266 files, 1 error, 0 warnings"."""
        parts = ((self.files, "file"), (self.errors, "error"), (self.warnings, "warning"))
        return ", ".join(f"{number} {thing}" if number == 1 else f"{number} {thing}s" for number, thing in parts)


def said(problem: Problem) -> str:
    """Everything but where and how bad."""
    field = f"{problem.field}: " if problem.field else ""
    hint = f"; {problem.hint}" if problem.hint else ""
    return f"{field}{problem.message}{hint}"
