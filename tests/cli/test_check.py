"""`aboveboard check` as people run it: what it prints where, how it exits, and never a stack trace."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from disks import skip_unless_files
from records.check_cases import AS_OF, BASE

INCIDENT = "incidents/2026/2026-11-01-example.md"
WRONG = "---\ntitle: Packet loss: again\n---\n"
WARNED = (
    "---\ntitle: An example\nurgency: P4\nfault: third-party\nstarted: 2026-11-10 08:12 UTC\n"
    "impacts: [{on: erp, level: outage}]\n---\n"
)
NOT_YAML = "put text that contains `: ` in quotes; does the line above lack its colon, or the space after it?"


def test_a_repository_without_problems_prints_nothing_and_exits_0() -> None:
    done = check("--root", str(BASE), "--as-of", AS_OF)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "11 files, 0 errors, 0 warnings\n")


def test_errors_exit_1_and_are_told_by_file_line_and_column(root: Path) -> None:
    write(root, INCIDENT, WRONG)
    done = check("--as-of", AS_OF, cwd=root)
    assert done.returncode == 1
    assert done.stdout == f"{INCIDENT}:2:19: not YAML: a colon where none can stand; {NOT_YAML}\n"
    assert done.stderr == "12 files, 1 error, 0 warnings\n"


def test_warnings_alone_exit_0_and_are_called_so(root: Path) -> None:
    write(root, INCIDENT, WARNED)
    done = check("--as-of", AS_OF, cwd=root)
    assert done.returncode == 0
    assert done.stdout == (
        f"{INCIDENT}:4:8: warning: fault: a third party without a name; name the third party: `supplier: Norvia`\n"
    )
    assert done.stderr == "12 files, 0 errors, 1 warning\n"


def test_problems_are_sorted_by_file_line_and_column(root: Path) -> None:
    write(root, "incidents/2026/2026-11-02-example.md", WRONG)
    write(root, INCIDENT, "---\nurgency: P9\ntitle: [a]\nfault: nobody\nstarted: 2026-11-01 08:12 UTC\n---\n## Soon\n")
    write(
        root,
        "content/catalog/slas.yml",
        "gold: {target: 101, counts: [nobody]}\nsilver: {target: 99, counts: [software]}\n",
    )
    printed = check("--as-of", AS_OF, cwd=root).stdout.splitlines()
    keys = [(path, int(line), int(column)) for path, line, column, _ in (line.split(":", 3) for line in printed)]
    assert len(keys) == 7
    assert keys == sorted(keys)


def test_two_runs_print_the_same(root: Path) -> None:
    write(
        root,
        "content/catalog/components.yml",
        "a: {name: A, owner: software, requires: [b]}\nb: {name: B, requires: [a]}\n",
    )
    runs = {check("--as-of", AS_OF, cwd=root, PYTHONHASHSEED=seed).stdout for seed in ("1", "2", "3")}
    assert len(runs) == 1


@pytest.mark.parametrize("paths", [["README.md"], []])
def test_a_folder_without_records_exits_2(tmp_path: Path, paths: list[str]) -> None:
    for path in paths:
        write(tmp_path, path, "")
    done = check(cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"aboveboard: {tmp_path}: no content/ and no incidents/ here; go to a status repository, or name it with --root\n"
    )


def test_a_folder_that_does_not_exist_exits_2(tmp_path: Path) -> None:
    assert check("--root", str(tmp_path / "nowhere")).returncode == 2


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("soon", '"soon" is not an instant; write it like `2026-10-03 08:12 UTC`'),
        ("2026-10-03", '"2026-10-03" is a date, not an instant; write `2026-10-03 08:12 UTC`'),
        (
            "2026-10-03 08:12",
            '"2026-10-03 08:12" has no zone; write `2026-10-03 08:12 UTC`, or the offset: `2026-10-03 08:12+02:00`',
        ),
        ("\x1b[31m", '"\\x1b[31m" is not an instant; write it like `2026-10-03 08:12 UTC`'),
    ],
)
def test_an_as_of_that_is_none_exits_2_and_says_what_would_be_right(as_of: str, said: str) -> None:
    done = check("--root", str(BASE), "--as-of", as_of)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"aboveboard: as-of: {said}\n")


@pytest.mark.parametrize(
    "arguments", [["chekc"], ["check", "--nothing"], ["check", "--format", "xml"], ["check", "surplus"]]
)
def test_a_command_that_does_not_exist_exits_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr


def test_as_of_can_stand_in_mkdocs_yml(root: Path) -> None:
    write(root, "mkdocs.yml", "plugins:\n  - aboveboard:\n      as_of: 2026-10-03 08:30 UTC\n")
    assert "2026-10-03 09:02 UTC lies in the future" in check(cwd=root).stdout
    assert check("--as-of", AS_OF, cwd=root).returncode == 0


def test_without_an_as_of_the_future_is_what_the_clock_says(root: Path) -> None:
    write(root, INCIDENT, WARNED.replace("2026-11-10", "2190-11-01"))
    assert "2190-11-01 08:12 UTC lies in the future" in check(cwd=root).stdout


def test_github_shows_problems_as_annotations(root: Path) -> None:
    write(root, INCIDENT, WARNED.replace("An example", '"100% : a, b\\e"'))
    write(root, "incidents/2026/a,b:100%.md", WRONG)
    done = check("--as-of", AS_OF, "--format", "github", cwd=root)
    assert done.returncode == 1
    field = "title=aboveboard%3A"
    assert done.stdout.splitlines() == [
        f"::error file={INCIDENT},line=2,col=8,{field} title::title: control character U+001B; "
        f"remove the escape, or use single quotes, in which a backslash is a backslash ({INCIDENT}:2:8)",
        f"::warning file={INCIDENT},line=4,col=8,{field} fault::fault: a third party without a name; "
        f"name the third party: `supplier: Norvia` ({INCIDENT}:4:8)",
        "::error file=incidents/2026/a%2Cb%3A100%25.md,line=2,col=19,title=aboveboard::"
        f"not YAML: a colon where none can stand; {NOT_YAML} (incidents/2026/a,b:100%25.md:2:19)",
    ]


def test_json_has_every_part_of_a_problem(root: Path) -> None:
    write(root, INCIDENT, WARNED)
    done = check("--as-of", AS_OF, "--format", "json", cwd=root)
    assert json.loads(done.stdout) == {
        "summary": {"files": 12, "errors": 0, "warnings": 1, "notes": []},
        "problems": [
            {
                "path": INCIDENT, "line": 4, "column": 8, "severity": "warning", "field": "fault",
                "message": "a third party without a name", "hint": "name the third party: `supplier: Norvia`",
            }
        ],
    }  # fmt: skip
    fine = json.loads(check("--root", str(BASE), "--as-of", AS_OF, "--format", "json").stdout)
    assert fine == {"summary": {"files": 11, "errors": 0, "warnings": 0, "notes": []}, "problems": []}


def test_a_hostile_name_of_a_file_is_printed_as_one_harmless_line(root: Path) -> None:
    skip_unless_files(root, "\udce4")
    (root / "incidents" / "2026" / "a\nb\x1b[31m\udce4é.md").write_text(WRONG, encoding="utf-8")
    done = check("--as-of", AS_OF, cwd=root)
    assert done.returncode == 1
    assert done.stdout.startswith("incidents/2026/a\\nb\\x1b[31m\\udce4é.md:2:19: ")
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
    for format in ("github", "gitlab", "json"):
        done = check("--as-of", AS_OF, "--format", format, cwd=root)
        assert (done.returncode, "\x1b" in done.stdout) == (1, False)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_that_knows_few_characters_shows_escapes(root: Path, encoding: str) -> None:
    write(
        root, "content/catalog/services.yml", "auth: {name: A, requires: [erp]}\nerp: {name: ERP, requires: [auth]}\n"
    )
    done = check("--as-of", AS_OF, cwd=root, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 1
    assert "auth \\u2192 erp \\u2192 auth" in done.stdout


@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\xff\xfe", b"---\n[", b"---\n" + b"-  " * 50_000, b"%", b"? ? ?\n", b"---\n---\n##\n"]
)
def test_no_file_makes_a_stack_trace(root: Path, data: bytes) -> None:
    for source in BASE.rglob("*.*"):
        (root / source.relative_to(BASE)).write_bytes(data)
    done = check("--as-of", AS_OF, cwd=root)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert all(re.match(r"\S+:\d+:\d+: ", line) for line in done.stdout.splitlines())


def test_a_file_in_place_of_a_folder_makes_no_stack_trace(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    write(tmp_path, "content/catalog", "")
    write(tmp_path, "incidents", "")
    done = check(cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "0 files, 1 error, 0 warnings\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "records"))


def check(*arguments: str, cwd: Path = BASE, **environment: str) -> subprocess.CompletedProcess[str]:
    return run("check", *arguments, cwd=cwd, **environment)


def run(*arguments: str, cwd: Path = BASE, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "aboveboard", *arguments]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
