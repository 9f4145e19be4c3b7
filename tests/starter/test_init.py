"""`aboveboard init`, as somebody runs it who has the wheel and an empty folder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from aboveboard import __version__
from aboveboard.records.layout import CATALOG_KINDS
from aboveboard.starter import files_of

ROOT = Path(__file__).parents[2]
NOW = 1_800_000_000
# How what macOS leaves in a folder that somebody looked at begins; it is no text.
_FINDERS = b"\0\0\0\1Bud1\xff"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(made), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    with zipfile.ZipFile(next(made.glob("*.whl"))) as wheel:
        wheel.extractall(made / "installed")
    return made / "installed"


def run(installed: Path, cwd: Path, *arguments: str, code: int = 0) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "aboveboard", *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_init_check_and_build_succeed_at_once(installed: Path, tmp_path: Path) -> None:
    run(installed, tmp_path, "init", "my status")
    root = tmp_path / "my status"
    assert "0 errors, 0 warnings" in run(installed, root, "check")
    run(installed, root, "build", "--strict")
    (incident,) = (root / "incidents").glob("*/*.md")
    assert (root / f"site/public/incidents/{incident.stem}.html").is_file()
    assert "Wendel" not in (root / "site/public/index.html").read_text()


def test_without_the_example_incident_it_is_still_right(installed: Path, tmp_path: Path) -> None:
    run(installed, tmp_path, "init", "status")
    for incident in (tmp_path / "status/incidents").glob("*/*.md"):
        incident.unlink()
    run(installed, tmp_path / "status", "check")
    run(installed, tmp_path / "status", "build", "--strict")


def test_a_repository_just_begun_is_empty_enough(installed: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "status"], cwd=tmp_path, check=True)
    (tmp_path / "status/.DS_Store").write_bytes(_FINDERS)
    run(installed, tmp_path, "init", "status")


def test_what_the_finder_leaves_among_our_files_is_not_written(installed: Path, tmp_path: Path) -> None:
    (installed / "aboveboard/starter/files/.DS_Store").write_bytes(_FINDERS)
    run(installed, tmp_path, "init", "status")
    assert not (tmp_path / "status/.DS_Store").exists()


def test_folders_without_a_record_yet_are_there() -> None:
    assert {"content/changes/.keep", "content/communications/.keep"} <= files_of(__version__, 0).keys()


def test_nothing_of_anybodys_is_overwritten(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "status").mkdir()
    (tmp_path / "status/README.md").write_text("mine")
    assert "is not empty (it holds README.md)" in run(installed, tmp_path, "init", "status", code=2)
    assert [path.name for path in (tmp_path / "status").iterdir()] == ["README.md"]
    (tmp_path / "file").write_text("mine")
    assert "is a file" in run(installed, tmp_path, "init", "file", code=2)


def test_it_writes_the_version_that_wrote_it() -> None:
    files = files_of(__version__, NOW)
    assert f"\naboveboard=={__version__}\n" in files["requirements.txt"]
    assert "2027-01-14" in next(path for path in files if path.startswith("incidents/"))
    assert not [path for path, text in files.items() if re.search(r"@[A-Z_]+@", path + text)]


def test_updates_of_two_branches_are_both_kept() -> None:
    assert "incidents/**/*.md merge=union" in files_of(__version__, NOW)[".gitattributes"]


def test_the_editor_knows_a_schema_for_every_catalog_file() -> None:
    files = files_of(__version__, NOW)
    mapped = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert set(mapped.values()) == {
        *(f"/content/catalog/{kind.value}.yml" for kind in CATALOG_KINDS),
        "/content/catalog/customers/*.yml",
    }
    assert {path.removeprefix("./") for path in mapped} <= files.keys()


def test_the_editors_task_points_at_the_line() -> None:
    """Its patterns understand what `check` prints."""
    (check, _) = json.loads(files_of(__version__, NOW)[".vscode/tasks.json"])["tasks"]
    error, warning = (matcher["pattern"]["regexp"] for matcher in check["problemMatcher"])
    line = "incidents/2026/2026-10-03-fra1.md:14:7: {}impacts[1].on: no component or service"
    assert re.search(error, line.format("")).groups()[:3] == ("incidents/2026/2026-10-03-fra1.md", "14", "7")
    assert not re.search(error, line.format("warning: "))
    assert re.search(warning, line.format("warning: ")).group(2) == "14"


def test_every_command_that_the_files_name_exists() -> None:
    from aboveboard.cli.app import COMMANDS

    texts = "\n".join(files_of(__version__, NOW).values())
    named = set(re.findall(r"(?:`|\$ |run: |entry: |^ +)aboveboard ([a-z][a-z-]+)", texts, re.MULTILINE))
    assert {"check", "build", "diff", "new", "update", "resolve", "from-issue", "propose", "comment"} <= named
    assert named <= set(COMMANDS)
