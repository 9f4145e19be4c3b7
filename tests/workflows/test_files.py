"""The workflow files themselves: three checkers without a network, pinned actions, least permissions, one source."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from aboveboard.forge.request import LABELS
from aboveboard.starter import files_of
from workflow_runs import workflow

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
STARTED = files_of("1.2.3", 1_800_000_000)
SCHEMA_OF = {
    "workflows/": "vendor.github-workflows",
    "actions/": "vendor.github-actions",
    "ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
    "ISSUE_TEMPLATE/": "vendor.github-issue-forms",
}


@pytest.fixture(scope="module", params=["this repository", "a new one"])
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but `.github`, in a repository of its own, so that the checkers see all of it."""
    made = tmp_path_factory.mktemp("github")
    subprocess.run(["git", "init", "--quiet"], cwd=made, check=True)
    if request.param == "a new one":
        texts = {path: text for path, text in STARTED.items() if path.startswith(".github/")}
    else:
        texts = {str(path.relative_to(ROOT)): path.read_text() for path in (ROOT / ".github").rglob("*.yml")}
    for path, text in texts.items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_text(text)
    return made


def checked(root: Path, *command: str) -> None:
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing(root: Path) -> None:
    checked(root, "zizmor", "--offline", "--quiet", ".github")


def test_jactionlint_finds_nothing(root: Path) -> None:
    checked(root, "jactionlint", "--shellcheck=", "--pyflakes=")


def test_the_files_have_the_shape_that_github_reads(root: Path) -> None:
    for prefix, schema in SCHEMA_OF.items():
        files = [path for path in (root / ".github").rglob("*.yml") if _schema_of(root, path) == schema]
        assert files, prefix
        checked(root, "check-jsonschema", "--builtin-schema", schema, *map(str, files))


def _schema_of(root: Path, path: Path) -> str:
    relative = str(path.relative_to(root / ".github"))
    return next(schema for prefix, schema in SCHEMA_OF.items() if relative.startswith(prefix))


def test_a_checker_that_finds_something_fails(tmp_path: Path) -> None:
    """The checks above can fail: a title in a script, a permission too many."""
    (tmp_path / ".github/workflows").mkdir(parents=True)
    text = STARTED[".github/workflows/check.yml"].replace(
        '--on "$NUMBER"', "--on ${{ github.event.pull_request.title }}"
    )
    (tmp_path / ".github/workflows/check.yml").write_text(text)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    for command in (("zizmor", "--offline", "--quiet", ".github"), ("jactionlint", "--shellcheck=")):
        with pytest.raises(AssertionError, match=r"template-injection|untrusted"):
            checked(tmp_path, *command)


def test_actions_of_others_are_pinned_by_commit_with_the_version_behind_it(root: Path) -> None:
    pins: dict[str, set[str]] = {}
    for path in (root / ".github").rglob("*.yml"):
        for used in re.findall(r"\buses: (.*)", path.read_text()):
            if used.startswith("$/"):
                continue
            match = re.fullmatch(r"([\w-]+/[\w-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)", used)
            assert match, f"{path.name}: {used}"
            pins.setdefault(match[1], set()).add(f"{match[2]} {match[3]}")
    assert all(len(versions) == 1 for versions in pins.values()), pins


def test_no_expression_stands_in_a_script(root: Path) -> None:
    for name, script in scripts(root):
        assert "${{" not in script, name


def scripts(root: Path) -> Iterator[tuple[str, str]]:
    for path in (root / ".github").rglob("*.yml"):
        described = workflow(path)
        jobs = described.get("jobs", {}).values() if "jobs" in described else [described.get("runs", {})]
        for job in jobs:
            yield from (
                (f"{path.name}: {step.get('name')}", step["run"]) for step in job.get("steps", ()) if "run" in step
            )


def test_no_workflow_uses_a_secret_or_a_dangerous_trigger(root: Path) -> None:
    for path in (root / ".github/workflows").glob("*.yml"):
        text = path.read_text()
        assert "secrets" not in text.replace("No secret is used", ""), path.name
        assert "pull_request_target" not in text, path.name
        assert workflow(path)["permissions"] == {}, path.name


def test_nothing_but_the_public_tree_is_ever_uploaded(root: Path) -> None:
    for name, job in (("check", "check"), ("publish", "build")):
        steps = workflow(root / f".github/workflows/{name}.yml")["jobs"][job]["steps"]
        uploads = [step["with"]["path"] for step in steps if "/upload-" in step.get("uses", "")]
        assert uploads == ["site/public"], name


def test_the_schedule_stands_in_a_file_of_its_own() -> None:
    with_schedule = [
        path.name for path in (ROOT / ".github/workflows").glob("*.yml") if "schedule" in workflow(path)["on"]
    ]
    assert with_schedule == ["schedule.yml"]
    assert list(workflow(ROOT / ".github/workflows/schedule.yml")["on"]) == ["schedule"]


def test_this_repository_has_the_workflows_the_form_and_the_schemas_that_init_writes() -> None:
    shared = [
        path
        for path in STARTED
        if path.startswith((".github/workflows/", ".vscode/")) or path == ".github/ISSUE_TEMPLATE/incident.yml"
    ]
    assert len(shared) > 10
    for path in shared:
        assert (ROOT / path).read_text("utf-8") == STARTED[path], f"{path}: see .github/CONTRIBUTING.md"


def test_the_install_step_of_this_repository_is_its_makefiles(tmp_path: Path) -> None:
    """Dry, so that nothing is installed: make knows the target."""
    steps = workflow(ROOT / ".github/actions/aboveboard/action.yml")["runs"]["steps"]
    (script,) = (step["run"] for step in steps if "run" in step)
    environment = {"PATH": "/usr/bin:/bin", "MAKEFLAGS": "n", "GITHUB_PATH": str(tmp_path / "path"), "PWD": str(ROOT)}
    subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    assert (tmp_path / "path").read_text() == f"{ROOT}/.venv/bin\n"


def test_every_python_that_is_promised_is_tested() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    least, beyond = map(int, re.findall(r"3\.(\d+)", wanted))
    strategy = workflow(ROOT / ".github/workflows/test.yml")["jobs"]["test"]["strategy"]
    assert strategy["matrix"]["python"] == [f"3.{minor}" for minor in range(least, beyond)]


def test_the_forms_labels_are_those_that_are_read() -> None:
    form = yaml.safe_load(STARTED[".github/ISSUE_TEMPLATE/incident.yml"])
    assert tuple(field["attributes"]["label"] for field in form["body"]) == LABELS
    condition = workflow(ROOT / ".github/workflows/from-issue.yml")["jobs"]["propose"]["if"]
    assert f"'### {LABELS[0]}'" in condition
