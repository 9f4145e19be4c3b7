"""Changed records as one commit on a branch of the remote repository."""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from aboveboard.errors import MachineError, UsageError
from aboveboard.frozen import frozen

RECORDS = ("content", "incidents")
_TRIES = 3


@frozen
class Author:
    name: str
    email: str


@frozen
class Remote:
    """`server` and `token` are given to git in its environment, where no list of processes shows them."""

    name: str
    server: str
    token: str

    def environment(self) -> Mapping[str, str]:
        if not self.token:
            return {}
        word = base64.b64encode(f"x-access-token:{self.token}".encode()).decode()
        return {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"http.{self.server}/.extraheader",
            "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {word}",
        }


def propose(root: Path, branch: str, message: str, author: Author, remote: Remote) -> str:
    """Commits what changed in the records, pushes it as `branch`, and returns the commit.

    Somebody else's push to the same branch is taken in first. Raises `UsageError` when nothing changed.
    """
    git = _Git(root, author, remote)
    git.run("check-ref-format", "--branch", branch)
    folders = [folder for folder in RECORDS if (root / folder).is_dir()]
    git.run("add", "--all", "--", *folders)
    if git.succeeds("diff", "--cached", "--quiet"):
        raise UsageError("no record changed, so there is nothing to propose")
    git.run("commit", "--quiet", "--cleanup=verbatim", "--file=-", text=message)
    for left in reversed(range(_TRIES)):
        if git.succeeds("push", "--quiet", remote.name, f"HEAD:refs/heads/{branch}"):
            return git.run("rev-parse", "HEAD").strip()
        if left and git.succeeds("fetch", "--quiet", remote.name, f"refs/heads/{branch}"):
            git.run("rebase", "--quiet", "FETCH_HEAD")
    raise MachineError(f"the branch {branch} cannot be pushed: {git.said}")


class _Git:
    """git in one folder, as one author; `said` is what it printed last when it failed."""

    def __init__(self, root: Path, author: Author, remote: Remote) -> None:
        self.root = root
        self.said = ""
        names = {f"GIT_{role}_{what}" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        who = {name: author.name if name.endswith("NAME") else author.email for name in names}
        self.environment = {**os.environ, **who, **remote.environment(), "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}

    def run(self, *arguments: str, text: str | None = None) -> str:
        done = self._done(arguments, text)
        if done.returncode:
            raise MachineError(f"git {arguments[0]} failed: {self.said}")
        return done.stdout

    def succeeds(self, *arguments: str) -> bool:
        return self._done(arguments, None).returncode == 0

    def _done(self, arguments: tuple[str, ...], text: str | None) -> subprocess.CompletedProcess[str]:
        command = ["git", "-C", str(self.root), *arguments]
        try:
            done = subprocess.run(
                command, input=text or "", capture_output=True, text=True, env=self.environment, check=False
            )
        except FileNotFoundError as error:
            raise MachineError("git is not installed") from error
        if done.returncode:
            self.said = " ".join(done.stderr.split())[:300]
        return done
