"""What git leaves in a file that two branches changed, until somebody chooses."""

from __future__ import annotations

import re

from aboveboard.errors import Problem
from aboveboard.records.source import Source, position_of

# In text that is about git they may stand, a few blanks further in.
_CONFLICT = re.compile(r"^<{7} .*\n(?:.*\n)*?>{7}(?: .*)?$", re.MULTILINE)


def merge_conflicts(source: Source) -> tuple[Problem, ...]:
    """One for each, where it begins."""
    if "\n<<<<<<< " not in f"\n{source.text}":
        return ()
    return tuple(_problem(source, match) for match in _CONFLICT.finditer(source.text))


def _problem(source: Source, match: re.Match[str]) -> Problem:
    line, _ = position_of(source.text, match.start())
    last, _ = position_of(source.text, match.end())
    hint = f"keep what is right of lines {line} to {last}, and remove the lines of `<<<<<<<`, `=======` and `>>>>>>>`"
    return Problem(source.path, line, 1, "", "two branches changed this, and nobody has chosen yet", hint)
