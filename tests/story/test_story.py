"""An incident from its first word to its report, as two engineers live it: commands, commits, a bare origin, a conflict."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"
INCIDENT = "2026-03-02-web-sites-time-out"
AS_OF = "2026-03-02 12:00 UTC"


class Engineer:
    """A clone of the status repository, and somebody who works in it."""

    def __init__(self, clone: Path) -> None:
        self.clone = clone

    def says(self, *words: str) -> str:
        """A command of ours; its words on stdout."""
        return run([sys.executable, "-m", "aboveboard", *words], self.clone)

    def git(self, *words: str) -> str:
        return run(["git", *words], self.clone)

    def commits(self, subject: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", subject)


def run(command: list[str], cwd: Path) -> str:
    environment = {
        **os.environ,
        "GIT_AUTHOR_NAME": "Engineer", "GIT_AUTHOR_EMAIL": "engineer@hosting.example",
        "GIT_COMMITTER_NAME": "Engineer", "GIT_COMMITTER_EMAIL": "engineer@hosting.example",
        "GIT_AUTHOR_DATE": "2026-03-02T12:00:00Z", "GIT_COMMITTER_DATE": "2026-03-02T12:00:00Z",
    }  # fmt: skip
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout


def origin_of(tmp_path: Path) -> Path:
    """What `init` makes, its example removed and its clock fixed, as a bare repository."""
    first = tmp_path / "first"
    run([sys.executable, "-m", "aboveboard", "init", str(first)], tmp_path)
    for example in first.glob("incidents/*/*.md"):
        example.unlink()
    config = first / "mkdocs.yml"
    text = config.read_text("utf-8")
    assert re.search(r"^  - aboveboard$", text, re.MULTILINE), text
    config.write_text(
        re.sub(r"^  - aboveboard$", f"  - aboveboard: {{as_of: {AS_OF}}}", text, flags=re.MULTILINE), "utf-8"
    )
    engineer = Engineer(first)
    engineer.git("init", "--quiet", "--initial-branch=main")
    engineer.commits("Begin")
    engineer.git("clone", "--quiet", "--bare", ".", str(tmp_path / "origin.git"))
    return tmp_path / "origin.git"


def clone_of(origin: Path, name: str) -> Engineer:
    run(["git", "clone", "--quiet", str(origin), name], origin.parent)
    return Engineer(origin.parent / name)


def told(engineer: Engineer, step: str) -> None:
    """`check` is clean, and the comment on what the newest commit did is the reviewed one."""
    engineer.says("check")
    comment = engineer.says("diff", "HEAD~1")
    comment = re.sub(r"\b[0-9a-f]{7,40}\b", "COMMIT", comment)
    golden = GOLDEN / f"{step}.md"
    if os.environ.get("ABOVEBOARD_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(comment, "utf-8")
    assert comment == golden.read_text("utf-8")


def keep_the_later_promise(engineer: Engineer, record: Path) -> None:
    """Both sides promised a next update; `check` says which line has the later one."""
    checked = subprocess.run(
        [sys.executable, "-m", "aboveboard", "check"], cwd=engineer.clone, capture_output=True, text=True
    )
    found = re.search(r"it stands on line (\d+) too; line (\d+) has the later instant", checked.stdout)
    assert checked.returncode == 1
    assert found is not None, checked.stdout
    second = re.search(r":(\d+):1: next_update", checked.stdout)
    assert second is not None
    earlier = ({int(found[1]), int(second[1])} - {int(found[2])}).pop()
    lines = record.read_text("utf-8").splitlines(keepends=True)
    del lines[earlier - 1]
    record.write_text("".join(lines), "utf-8")


def test_two_engineers_tell_an_incident_to_its_end(tmp_path: Path) -> None:
    origin = origin_of(tmp_path)
    anna, ben = clone_of(origin, "anna"), clone_of(origin, "ben")

    times = (
        "--started",
        "2026-03-02 11:30 UTC",
        "--detected",
        "2026-03-02 11:34 UTC",
        "--acknowledged",
        "2026-03-02 11:36 UTC",
    )
    anna.says(
        "new",
        "incident",
        "--title",
        "Web sites time out",
        "--urgency",
        "P1",
        "--on",
        "Edge routers",
        "--level",
        "outage",
        *times,
        "--id",
        INCIDENT,
    )
    anna.says("update", INCIDENT, "Investigating", "Web sites and mail do not answer.", "--at", "2026-03-02 11:40 UTC")
    anna.commits("Open the incident")
    told(anna, "1-opened")
    anna.git("push", "--quiet")

    ben.git("pull", "--quiet")
    anna.says("update", INCIDENT, "Identified", "A filter drops all traffic.", "--at", "2026-03-02 11:50 UTC")
    anna.commits("Say what it is")
    told(anna, "2-identified")
    anna.git("push", "--quiet")

    ben.says("update", INCIDENT, "Update", "Phones work: call us.", "--at", "2026-03-02 11:55 UTC")
    ben.commits("Say how to reach us")
    refused = subprocess.run(["git", "push", "--quiet"], cwd=ben.clone, capture_output=True)
    assert refused.returncode != 0
    ben.git("pull", "--quiet", "--no-rebase", "--no-edit")
    record = next(ben.clone.glob(f"incidents/*/{INCIDENT}.md"))
    merged = record.read_text("utf-8")
    assert "A filter drops all traffic." in merged
    assert "Phones work: call us." in merged
    assert "<<<<" not in merged
    keep_the_later_promise(ben, record)
    ben.commits("Keep the later promise")
    told(ben, "3-merged")
    ben.git("push", "--quiet")

    anna.git("pull", "--quiet")
    anna.says("resolve", INCIDENT, "The filter is gone; everything answers.")
    anna.commits("Resolve it")
    told(anna, "4-resolved")

    anna.says("new", "rfo", INCIDENT)
    anna.commits("Draft the report")
    anna.says("rfo", INCIDENT, "preliminary", "--on", "2026-03-02")
    anna.commits("Publish the preliminary report")
    told(anna, "5-reported")

    anna.says("build", "--strict")
    page = (anna.clone / f"site/public/incidents/{INCIDENT}.html").read_text("utf-8")
    for words in (
        "Web sites and mail do not answer.",
        "A filter drops all traffic.",
        "Phones work: call us.",
        "everything answers",
    ):
        assert words in page
    assert (anna.clone / f"site/public/rfo/{INCIDENT}.html").is_file()
    figures = anna.says(
        "availability", "--customer", "wendel-books", "--from", "2026-03", "--to", "2026-03", "--format", "csv"
    )
    assert "wendel-books,2026-03,web,real," in figures
    assert ",1800,0," in figures
