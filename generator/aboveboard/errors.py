"""Problems: what is wrong with a file, where, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from aboveboard.frozen import frozen


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@frozen(order=True)
class Problem:
    """One thing that is wrong. `line` and `column` count from 1; `field` may be empty, `hint` says what would be right."""

    path: str
    line: int
    column: int
    field: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def as_row(self) -> dict[str, str | int]:
        """For machines."""
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "severity": self.severity.value,
            "field": self.field,
            "message": self.message,
            "hint": self.hint,
        }

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        hint = f"; {self.hint}" if self.hint else ""
        word = "warning: " if self.severity is Severity.WARNING else ""
        return f"{self.path}:{self.line}:{self.column}: {word}{field}{self.message}{hint}"


class Problems(Exception):
    """Raised by a reader that cannot go on, with everything that it found until then."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class UsageError(Exception):
    """The caller asked for something that does not exist: exit code 2, one line, no stack trace."""


class MachineError(Exception):
    """The disk, a permission or a missing program: exit code 3, one line, no stack trace."""
