"""The files that the handbook gives to copy are checked like those that init writes, and do what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import yaml

from aboveboard.starter import files_of
from status_repository import Status, git

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


def block(page: str) -> str:
    """The one YAML file of a page that is a whole workflow."""
    text = (ROOT / "generator/docs" / page).read_text("utf-8")
    (found,) = (one for one in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "script:" in one or "jobs:" in one)
    assert isinstance(found, str)
    return found


def checked(root: Path, *command: str) -> None:
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_private_workflow_passes_the_checkers(tmp_path: Path) -> None:
    files = {path: text for path, text in files_of("1.2.3", 0).items() if path.startswith(".github/actions/")}
    files[".github/workflows/publish-private.yml"] = block("workflows.md")
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    checked(tmp_path, "zizmor", "--offline", "--quiet", ".github")
    checked(tmp_path, "jactionlint", "--shellcheck=", "--pyflakes=")
    schema = ("check-jsonschema", "--builtin-schema", "vendor.github-workflows")
    checked(tmp_path, *schema, ".github/workflows/publish-private.yml")


def test_the_file_for_gitlab_has_the_shape_that_gitlab_reads(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text(block("gitlab.md"))
    checked(tmp_path, "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", ".gitlab-ci.yml")


def gitlab(status: Status, job: str, lines: slice = slice(None), **variables: str) -> str:
    described = yaml.safe_load(block("gitlab.md"))
    script = [*described["default"]["before_script"], *described[job]["script"][lines]]
    command = ["bash", "-eo", "pipefail", "-c", "\n".join(script)]
    environment = {**status.environment, **variables}
    done = subprocess.run(command, cwd=status.root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_jobs_for_gitlab_check_publish_and_say(status: Status) -> None:
    base = git(status.root, "rev-parse", "HEAD").strip()
    (incident,) = (status.root / "incidents").glob("*/*.md")
    incident.write_text(incident.read_text().replace("level: partial", "level: outage"))
    git(status.root, "commit", "--quiet", "--all", "-m", "Correct the level")
    gitlab(status, "check", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert (status.root / "changes.md").read_text().startswith("<!-- aboveboard:diff -->")
    gitlab(status, "pages")
    assert (status.root / "public/index.html").is_file()

    hostile = '--help"; $(touch hacked) `touch hacked`'
    who = {"GITLAB_USER_NAME": "Ida", "GITLAB_USER_EMAIL": "ida@hosting.example", "CI_PIPELINE_ID": "7"}
    gitlab(
        status, "say", slice(-1), INCIDENT=incident.stem, STATUS="update", TEXT=hostile, CI_COMMIT_SHA=base, **who
    )  # all but the push
    assert git(status.root, "log", "-1", "--format=%an %s").strip() == f"Ida Update {incident.stem}"
    assert hostile in incident.read_text()
    assert not (status.root / "hacked").exists()
