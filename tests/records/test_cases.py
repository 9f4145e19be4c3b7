"""What `check` prints for each kind of bad input: a case file each, over one valid repository."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from aboveboard.cli import main
from disks import skip_unless_files
from records.check_cases import AS_OF, BASE, CASES, Case, read_case, rewrite_expected

_LINE = re.compile(r"(?P<path>.+?):(?P<line>[1-9]\d*):(?P<column>[1-9]\d*): (?P<said>\S.*)")


def test_the_cases_are_there() -> None:
    assert len(CASES) >= 40


def test_the_base_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["check", "--root", str(BASE), "--as-of", AS_OF])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_check_prints_what_is_wrong(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = _laid_out(path, tmp_path)
    with pytest.raises(SystemExit) as exit:
        main(["check", "--root", str(tmp_path), "--as-of", case.as_of])
    printed = capsys.readouterr().out.splitlines()
    if os.environ.get("ABOVEBOARD_GOLDEN"):
        rewrite_expected(path, printed)
        case = read_case(path)
    assert printed == list(case.expected)
    assert exit.value.code == int(any(": warning: " not in line for line in printed))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_position_lies_in_the_file(path: Path, tmp_path: Path) -> None:
    case = _laid_out(path, tmp_path)
    for expected in case.expected:
        match = _LINE.fullmatch(expected)
        assert match is not None, expected
        file = tmp_path / match["path"]
        if not file.exists() or file.is_symlink():
            assert (match["line"], match["column"]) == ("1", "1"), expected
            continue
        lines = re.split(r"\r\n|\r|\n", file.read_bytes().decode("utf-8-sig", "replace"))
        assert int(match["line"]) <= len(lines), expected
        assert int(match["column"]) <= len(lines[int(match["line"]) - 1]) + 1, expected


def _laid_out(path: Path, folder: Path) -> Case:
    if path.stem == "ids-twice":
        skip_unless_files(folder, "a", "A")
    case = read_case(path)
    case.write(folder)
    return case
