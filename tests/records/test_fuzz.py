"""Hostile and broken input: the reader never raises, never hangs, stays small, and what it says is one printable line."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.errors import Problem
from aboveboard.records.layout import File, Kind, find_files
from aboveboard.records.reading import FileReading, read_file
from aboveboard.records.repository import check_repository, read_repository
from records.check_cases import BASE
from records.hostile import COMPONENTS, FILES, HOSTILE, INCIDENT

FUZZ = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
VALID = {file.path: (BASE / file.path).read_text(encoding="utf-8") for file in FILES}
NOW = 1_800_000_000

# Words of Python, pydantic and libyaml's objects that no author should have to know.
# What a message repeats of the text that it is about.
_ECHO = re.compile(r"`[^`]*`|\"[^\"]*\"")
_PYTHON = re.compile(
    r"(?<![!\w])(?:NoneType|str|dict|tuple|bool|pydantic|Input should|validator|Traceback|object at|Enum|yaml\.)\b"
)

_YAML = st.lists(
    st.sampled_from(
        [
            "-", "- ", "? ", ": ", ":", ", ", "[", "]", "{", "}", "#", "&a", "*a", "!t", "!!str ", "|", "|-\n", ">\n", "'", '"', "%",
            "@", "`", "\\", '"\\e"', "\n", "\n  ", "\n\t", "\r\n", "---\n", "...\n", "\x85", "\u2028", "\ufeff", "é", "🙂", "~", "null",
            "title: ", "started: ", "2026-10-03 08:12 UTC", "2026-10-03", "impacts:\n", "on: erp", "level: outage", "acme", "1", "name: A",
            "## Resolved · 2026-10-03 09:00 UTC\n", "## ", "```\n", "requires: ", "any: ", "<<: ", "=", "id: ", "\x1b", "\x00", "\ud83d",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.sampled_from(FILES), st.binary(max_size=400))
@settings(FUZZ, max_examples=250)
def test_any_bytes_are_read(file: File, data: bytes) -> None:
    assert_readable(file, data)


@given(st.sampled_from(FILES), _YAML, st.booleans())
@settings(FUZZ, max_examples=400)
def test_any_text_like_yaml_is_read(file: File, text: str, fenced: bool) -> None:
    text = f"---\n{text}\n---\n{text}" if fenced else text
    assert_readable(file, text.encode("utf-8", "surrogatepass"))


@st.composite
def _mutated(draw: Callable[[st.SearchStrategy[object]], object]) -> tuple[File, bytes]:
    """A valid file with a few of its lines or words changed."""
    file = draw(st.sampled_from(FILES))
    assert isinstance(file, File)
    lines = VALID[file.path].split("\n")
    for _ in range(int(str(draw(st.integers(1, 4))))):
        at = int(str(draw(st.integers(0, len(lines) - 1))))
        change = draw(st.sampled_from(sorted(_CHANGES)))
        word = draw(st.sampled_from(_WORDS))
        lines = _CHANGES[str(change)](lines, at, str(word)) or [""]
    return file, "\n".join(lines).encode("utf-8", "surrogatepass")


_WORDS = (
    "", "~", "[]", "{}", "[a, b]", "{a: b}", "x", "0", "-1", "2026-13-45", "2026-10-03", "yes", "acme", "Ünïcode", "*a", "&a b", "!a b",
    "'", '"', "| ", "a: b: c", "\x1b[2J", '"\\e[2J"', "9" * 400, "x" * 3000, "[" * 60, "- " * 60, "{a: " * 60, "## Update · soon", "---",
)  # fmt: skip
_CHANGES: dict[str, Callable[[list[str], int, str], list[str]]] = {
    "delete": lambda lines, at, word: lines[:at] + lines[at + 1 :],
    "duplicate": lambda lines, at, word: [*lines[: at + 1], *lines[at:]],
    "insert": lambda lines, at, word: [*lines[:at], word, *lines[at:]],
    "indent": lambda lines, at, word: [*lines[:at], f"  {lines[at]}", *lines[at + 1 :]],
    "outdent": lambda lines, at, word: [*lines[:at], lines[at].lstrip(), *lines[at + 1 :]],
    "value": lambda lines, at, word: [*lines[:at], f"{lines[at].partition(':')[0]}: {word}", *lines[at + 1 :]],
    "key": lambda lines, at, word: [*lines[:at], f"{word}:{lines[at].partition(':')[2]}", *lines[at + 1 :]],
    "inner value": lambda lines, at, word: [*lines[:at], re.sub(r": [^,{}\[\]]+", lambda _: f": {word}", lines[at], count=1), *lines[at + 1 :]],
    "swap": lambda lines, at, word: [*lines[:at], lines[-1], *lines[at + 1 : -1], lines[at]],
    "cut": lambda lines, at, word: lines[: at + 1],
    "stretch": lambda lines, at, word: [*lines[:at], lines[at] * 20, *lines[at + 1 :]],
}  # fmt: skip


@given(_mutated())
@settings(FUZZ, max_examples=600)
def test_any_change_to_a_valid_file_is_read(mutated: tuple[File, bytes]) -> None:
    assert_readable(*mutated)


@given(st.lists(_mutated(), min_size=1, max_size=4))
@settings(
    FUZZ, max_examples=60, suppress_health_check=[*FUZZ.suppress_health_check, HealthCheck.function_scoped_fixture]
)
def test_any_repository_of_changed_files_is_checked(tmp_path: Path, changed: list[tuple[File, bytes]]) -> None:
    texts = {path: text.encode() for path, text in VALID.items()} | {file.path: data for file, data in changed}
    for path, data in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    repository = read_repository(tmp_path)
    problems = check_repository(repository, NOW)
    assert set(repository.problems) <= set(problems)
    assert_sensible(problems)


@pytest.mark.parametrize(
    "field", ["title", "started", "impacts", "contact", "tags", "long", "audience", "change", "urgency", "supplier"]
)
@pytest.mark.parametrize("value", ["[]", "{}", "[{}]", "{a: [b]}", "[[a]]", "~", "''", "- a", "1", "true"])
def test_a_value_of_the_wrong_shape_is_told_in_plain_words(field: str, value: str) -> None:
    file = next(file for file in FILES if file.path == INCIDENT)
    text = re.sub(
        rf"^{field}:.*\n(?:  .*\n)*",
        f"{field}:\n  {value}\n" if value == "- a" else f"{field}: {value}\n",
        VALID[file.path],
        flags=re.M,
    )
    assert_readable(file, text.encode())


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_what_is_hostile_is_read_in_little_time_and_memory(name: str) -> None:
    """In a process of its own, which dies when it takes too much of either, or when its stack overflows."""
    done = subprocess.run(
        [sys.executable, "-m", "records.hostile", name],
        cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False, preexec_fn=_limited,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.returncode}: {done.stderr[-2000:]}"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (INCIDENT, "---\n" + "".join(f"key-{at}: 1\n" for at in range(3000)) + "---\n"),
        (INCIDENT, VALID[INCIDENT] + "## Nothing\n" * 3000),
        (COMPONENTS, "".join(f"node-{at}: 1\n" for at in range(3000))),
    ],
    ids=["keys", "headings", "components"],
)
def test_of_very_many_problems_the_first_thousand_are_told(path: str, text: str) -> None:
    reading = read_file(next(file for file in FILES if file.path == path), text.encode())
    assert len(reading.problems) == 1001
    assert str(reading.problems[0]) == (
        f"{path}:1:1: more than 1000 problems in one file; the first of them follow; is this the right file?"
    )
    assert (reading.records, reading.is_broken) == ((), True)


def test_the_files_are_of_every_kind() -> None:
    """But for the allow list, whose entries are two texts each."""
    assert {file.kind for file in FILES} == set(Kind) - {Kind.ALLOWED_WORDS}
    assert tuple(find_files(BASE)[0]) == tuple(FILES)


def assert_readable(file: File, data: bytes) -> FileReading:
    reading = read_file(file, data)
    assert_sensible(reading.problems)
    assert (
        reading.is_broken
        or reading.records
        or not data.split(b"#")[0].strip()
        or file.path.startswith("content/catalog/")
    )
    return reading


def assert_sensible(problems: list[Problem] | tuple[Problem, ...]) -> None:
    for problem in problems:
        line = str(problem)
        assert line.isprintable(), repr(line)
        assert problem.line >= 1, line
        assert problem.column >= 1, line
        assert problem.message, line
        assert len(line) < 2000, line
        ours = _ECHO.sub("", f"{problem.message} {problem.hint}")
        assert not _PYTHON.search(ours), line


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
