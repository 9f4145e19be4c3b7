"""Every text that the records' code can show is shown by some case, so none is written that nobody ever read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import aboveboard.records
from records.check_cases import CASES, read_case

PACKAGE = Path(aboveboard.records.__file__).parent

# Texts that no file of a repository brings about, and the test that does.
ELSEWHERE = {
    "is nested too deeply to be read": "test_reading.py",
    "no record needs that": "test_reading.py",
    "cannot be read:": "test_repository.py",
    "mend its permissions": "test_repository.py",
    " does not fit": "test_reading.py",
    "the handbook says what does": "test_reading.py",
    "more than ": "test_fuzz.py",
    "is this the right file?": "test_fuzz.py",
    " cannot be frozen": "test_frozen.py",
}

# Names that hold what programs compare, or what others write.
_NOT_SHOWN = {"SECTIONS", "NO_PROVIDER", "_BEGAN_BEFORE"}

# Calls whose words are for programs.
_FOR_PROGRAMS = {"compile", "WithJsonSchema", "_text_schema", "strftime", "dict", "frozenset", "AssertionError"}


def test_every_text_stands_in_a_case() -> None:
    shown = "\n".join(line for path in CASES for line in read_case(path).expected)
    missing = [f"{where}: {text}" for where, text, pattern in _texts() if not re.search(pattern, shown)]
    assert missing == []


def _texts() -> Iterator[tuple[str, str, str]]:
    """Where each stands, the text, and a pattern that finds it with its blanks filled in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        finder = _Finder()
        finder.visit(ast.parse(path.read_text(encoding="utf-8")))
        for node in finder.found:
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            text = "".join(part.value if isinstance(part, ast.Constant) else "…" for part in parts)
            if not any(known in text for known in ELSEWHERE):
                pattern = ".*?".join(re.escape(part) for part in text.split("…"))
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", text, pattern


class _Finder(ast.NodeVisitor):
    """Strings of several words, without docstrings and what programs read."""

    def __init__(self) -> None:
        self.found: list[ast.JoinedStr | ast.Constant] = []

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in _FOR_PROGRAMS:
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        if "_WORDS" in names and isinstance(node.value, ast.Tuple):
            rows = [row.elts for row in node.value.elts if isinstance(row, ast.Tuple)]
            self.found += [word for _, *words in rows for word in words if isinstance(word, ast.Constant)]
        elif not names & _NOT_SHOWN:
            self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        """What is compared is not shown."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        if any(isinstance(part, ast.Constant) and _is_prose(part.value) for part in node.values):
            self.found.append(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and _is_prose(node.value):
            self.found.append(node)


def _is_prose(text: str) -> bool:
    return re.search(r"[A-Za-z`]+,? [A-Za-z`]+", text) is not None
