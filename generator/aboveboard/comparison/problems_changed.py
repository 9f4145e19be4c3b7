"""Problems that are new, and problems that are gone: told apart by file, field and message, not by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from aboveboard.errors import Problem, Severity
from aboveboard.frozen import frozen


@frozen
class ProblemsChanged:
    """Errors first, then by file and line."""

    new: tuple[Problem, ...]
    mended: tuple[Problem, ...]


def problems_changed(before: Iterable[Problem], after: Iterable[Problem]) -> ProblemsChanged:
    old, new = tuple(before), tuple(after)
    return ProblemsChanged(_beyond(new, old), _beyond(old, new))


def _beyond(these: tuple[Problem, ...], those: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Of several alike, as many as there are more of."""
    left = Counter(map(_key, those))
    found = []
    for problem in these:
        if left[_key(problem)]:
            left[_key(problem)] -= 1
        else:
            found.append(problem)
    return tuple(sorted(found, key=lambda one: (one.severity is not Severity.ERROR, one)))


def _key(problem: Problem) -> tuple[str, str, str, str]:
    return problem.path, problem.field, problem.message, problem.severity.value
