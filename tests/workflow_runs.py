"""A job of a workflow run here: its own `run:` lines, read from the YAML, in bash as a runner starts it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILES = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH", "GITHUB_ENV")


@dataclass
class Ran:
    """`steps` are the names of steps with a script, and how each ended: `success`, `failure` or `skipped`."""

    steps: dict[str, str]
    log: str
    summary: str


def workflow(path: Path) -> dict[str, Any]:
    """With every scalar as text, so that `on` stays a word."""
    loaded = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def steps_of(root: Path, job: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The steps with those of the repository's own actions in their place."""
    for step in job["steps"]:
        if step.get("uses", "").startswith("$/"):
            yield from workflow(root / step["uses"].removeprefix("$/") / "action.yml")["runs"]["steps"]
        else:
            yield step


def run_job(
    root: Path, name: str, job: str, expressions: Mapping[str, str], environment: Mapping[str, str], temp: Path
) -> Ran:
    """`expressions` are the values of `${{ … }}` in `env:`; steps of other people's actions are passed over.

    A step with `failure()` runs after a failure, one with `cancelled()` in any case, every other while all is well.
    """
    described = workflow(root / ".github" / "workflows" / f"{name}.yml")
    job_of = described["jobs"][job]
    temp.mkdir(parents=True)
    files = {name: str(temp / name.lower()) for name in FILES}
    for path in files.values():
        Path(path).touch()
    known = dict(expressions)
    base = {**os.environ, **environment, **files, "RUNNER_TEMP": str(temp), "CI": "true"}
    base.update(_filled(job_of.get("env", {}), known))
    ran: dict[str, str] = {}
    log = ""
    failed = False
    for step in steps_of(root, job_of):
        if "run" not in step:
            continue
        condition = step.get("if", "")
        wanted = failed if "failure()" in condition else not failed or "cancelled()" in condition
        outcome = "skipped"
        if wanted:
            script = temp / "script.sh"
            script.write_text(step["run"], encoding="utf-8")
            paths = Path(files["GITHUB_PATH"]).read_text().split()
            env = {**base, **_filled(step.get("env", {}), known)}
            env["PATH"] = os.pathsep.join([*paths, env["PATH"]])
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
            done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
            outcome = "failure" if done.returncode else "success"
            log += f"== {step['name']}: {outcome}\n{done.stdout}{done.stderr}"
            failed |= bool(done.returncode) and step.get("continue-on-error") != "true"
        ran[step["name"]] = outcome
        if id := step.get("id"):
            known[f"steps.{id}.outcome"] = outcome
            for line in Path(files["GITHUB_OUTPUT"]).read_text("utf-8").splitlines():
                key, _, value = line.partition("=")
                known[f"steps.{id}.outputs.{key}"] = value
            Path(files["GITHUB_OUTPUT"]).write_text("")
    return Ran(ran, log, Path(files["GITHUB_STEP_SUMMARY"]).read_text("utf-8"))


def _filled(env: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    filled = {}
    for name, value in env.items():
        before, mark, rest = value.partition("${{ ")
        if mark:
            expression, _, after = rest.partition(" }}")
            value = before + known[expression] + after
        filled[name] = value
    return filled
