"""Where things stand in one file, so that a problem can point at them."""

from __future__ import annotations

import yaml

from aboveboard.errors import Problem, Severity
from aboveboard.frozen import frozen
from aboveboard.records.hardened_yaml import field_below, locate
from aboveboard.records.wrong import Steps


@frozen
class Place:
    """A parsed file: its YAML begins on line `first_line`; `base` leads to the part that a record was made of."""

    path: str
    node: yaml.Node | None
    first_line: int
    base: Steps = ()

    def problem(
        self, steps: Steps, message: str, hint: str = "", *, key: bool = False, severity: Severity = Severity.ERROR
    ) -> Problem:
        """A problem at what `steps` lead to; at the nearest thing above it when that does not exist."""
        line, column, field = locate(self.node, (*self.base, *steps), key=key)
        return Problem(self.path, self.first_line + line, column + 1, field, message, hint, severity)

    def missing(self, steps: Steps) -> Problem:
        """A problem at the mapping that the last step should be a key of."""
        line, column, field = locate(self.node, (*self.base, *steps[:-1]))
        field = field_below(field, steps[-1])
        return Problem(self.path, self.first_line + line, column + 1, field, "is missing", f"add `{steps[-1]}:`")

    def at_line(self, line: int, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> Problem:
        """A problem at an update of the body."""
        return Problem(self.path, line, 1, "update", message, hint, severity)
