"""What git remembers, on the pages of a whole build: revisions, restated months, and how far back it goes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from private_scene import private_repository
from small_site import aboveboard

EDGE = "incidents/2026/2026-10-03-edge.md"


def git(root: Path, *arguments: str, at: str = "2026-10-05T09:00:00Z") -> None:
    who = ("-c", "user.name=Gargamel Smith", "-c", "user.email=gargamel@small.example")
    environment = {**os.environ, "GIT_COMMITTER_DATE": at, "GIT_AUTHOR_DATE": at}
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, env=environment)


def text_of(path: Path) -> str:
    """What a reader reads, in one line."""
    words = re.sub(r"<[^>]+>", " ", path.read_text("utf-8")).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(words.split())


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """October is over when a commit moves the end of one of its incidents."""
    root = private_repository(tmp_path_factory.mktemp("git") / "scene")
    (root / ".gitignore").write_text(".cache/\nsite/\n")
    draft = (root / "incidents/2026/2026-10-03-draft.md").read_text()
    (root / "incidents/2026/2026-10-03-draft.md").unlink()
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "all of it")
    (root / "incidents/2026/2026-10-03-draft.md").write_text(draft)
    git(root, "add", ".")
    git(root, "commit", "-qm", "a draft", at="2026-10-06T09:00:00Z")
    edge = root / EDGE
    edge.write_text(edge.read_text().replace("2026-10-03 09:02 UTC", "2026-10-03 09:12 UTC"))
    git(root, "commit", "-qam", "fix for ACME", at="2026-11-09T10:30:00Z")
    aboveboard("build", cwd=root)
    return root


def test_the_customers_month_states_old_new_date_and_record(rewritten: Path) -> None:
    month = text_of(rewritten / "site/customers/acme/months/2026-10.html")
    band = re.search(r"Was (\S+) %.*?is (\S+) %.*?since 9 November 2026.*?Packet loss at the edge", month)
    assert band is not None, month[:400]
    # Two services lose ten minutes each; what else was down in October did not change.
    assert float(band[1]) > float(band[2])
    assert "since 9 November" not in text_of(rewritten / "site/customers/acme/months/2026-09.html")


def test_the_incident_says_what_was_changed_and_what_that_did(rewritten: Path) -> None:
    page = text_of(rewritten / "site/public/incidents/2026-10-03-edge.html")
    assert "End corrected from" in page
    assert "9 November 2026" in page
    assert "50 min" in page
    assert "1 h" in page


def test_nobody_reads_who_committed_what_and_why(rewritten: Path) -> None:
    head = subprocess.run(["git", "log", "--format=%H"], cwd=rewritten, capture_output=True, text=True).stdout.split()
    for path in (rewritten / "site").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"Gargamel" not in data, path
            assert b"fix for" not in data.lower(), path
            assert not any(one[:12].encode() in data for one in head), path


def test_an_unchanged_build_reads_the_same_history(rewritten: Path) -> None:
    assert "customers: 2 portals, 0 touched" in aboveboard("build", cwd=rewritten).stderr


def test_a_shallow_clone_says_that_its_history_is_cut(rewritten: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{rewritten}", clone], check=True)
    aboveboard("build", "--audience", "public", cwd=clone)
    page = text_of(clone / "site/public/incidents/2026-10-03-edge.html")
    assert "History before 9 November 2026 is not known here." in page
    assert "End corrected" not in page


def test_without_git_a_page_says_that_there_is_no_history(rewritten: Path, tmp_path: Path) -> None:
    bare = shutil.copytree(rewritten, tmp_path / "bare", ignore=shutil.ignore_patterns(".git", ".cache", "site"))
    aboveboard("build", "--audience", "public", cwd=bare)
    assert "There is no history here." in text_of(bare / "site/public/incidents/2026-10-03-edge.html")
