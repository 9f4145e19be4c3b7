"""What we ask of GitHub: a comment that is updated in place, a pull request, the status of a commit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from aboveboard.errors import MachineError, UsageError
from aboveboard.frozen import frozen

MAX_COMMENT = 65_000
_PAGE = 100
_MOST_PAGES = 50
_TIMEOUT_SECONDS = 30
_MARK = re.compile(r"<!-- [a-z:-]{1,60} -->")
_CUT = "\n\n(The rest stands in the job's summary.)\n"


@frozen
class Repository:
    """`name` is `owner/repository`; `api` the address of the API without a slash at its end."""

    api: str
    name: str
    token: str

    def comment_in_place(self, number: int, text: str) -> str:
        """Comments on an issue or pull request, and returns the comment's address.

        A text whose first line is a mark (`<!-- aboveboard:diff -->`) takes the place of the bot's comment with that mark.
        """
        mark = _MARK.match(text)
        body = {"body": _fitting(text)}
        for comment in self._comments(number) if mark else ():
            if str(comment.get("body", "")).startswith(mark.group() if mark else "") and _is_of_a_bot(comment):
                return _address(self._ask("PATCH", f"issues/comments/{comment['id']}", body))
        return _address(self._ask("POST", f"issues/{number}/comments", body))

    def pull_request(self, branch: str, base: str, title: str, body: str) -> tuple[int, str]:
        """The number and address of the open pull request of a branch, made when there is none."""
        owner = self.name.split("/", 1)[0]
        found = self._ask("GET", f"pulls?state=open&head={quote(f'{owner}:{branch}')}&base={quote(base)}")
        if not found:
            found = [self._ask("POST", "pulls", {"head": branch, "base": base, "title": title, "body": body})]
        return int(found[0]["number"]), _address(found[0])

    def set_status(self, commit: str, context: str, state: str, description: str, address: str | None) -> None:
        told = {"context": context, "state": state, "description": description}
        self._ask("POST", f"statuses/{commit}", {**told, "target_url": address} if address else told)

    def _comments(self, number: int) -> Iterator[Mapping[str, Any]]:
        for page in range(1, _MOST_PAGES + 1):
            comments = self._ask("GET", f"issues/{number}/comments?per_page={_PAGE}&page={page}")
            yield from comments
            if len(comments) < _PAGE:
                return

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Accept": "application/vnd.github+json", "Content-Type": "application/json"}
        headers["Authorization"] = f"Bearer {self.token}"
        request = Request(f"{self.api}/repos/{self.name}/{path}", data, headers, method=method)
        try:
            with urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
                return json.load(answer)
        except HTTPError as error:
            raise MachineError(
                f"GitHub answers {error.code} to {method} {path.split('?')[0]}: {_said(error)}"
            ) from error
        except (URLError, HTTPException, TimeoutError, ValueError) as error:
            raise MachineError(f"GitHub cannot be asked ({method} {path.split('?')[0]}): {error}") from error


def repository_of(environment: Mapping[str, str]) -> Repository:
    """The repository that a workflow runs in; raises `UsageError` outside of one."""
    api = environment.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
    name, token = environment.get("GITHUB_REPOSITORY", ""), environment.get("GITHUB_TOKEN", "")
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", name, re.ASCII):
        raise UsageError("GITHUB_REPOSITORY does not name a repository (owner/name): this command is for workflows")
    if not token:
        raise UsageError("GITHUB_TOKEN is empty: the workflow passes it in `env:` of the step")
    return Repository(api, name, token)


def run_address(environment: Mapping[str, str]) -> str | None:
    """Where the workflow's run can be read."""
    parts = [environment.get(name, "") for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")]
    return f"{parts[0]}/{parts[1]}/actions/runs/{parts[2]}" if all(parts) else None


def _fitting(text: str) -> str:
    """GitHub takes 65,536 characters; what is longer ends with a whole line, and says so."""
    if len(text) <= MAX_COMMENT:
        return text
    kept = text[: MAX_COMMENT - len(_CUT)]
    return kept[: kept.rfind("\n") if "\n" in kept else len(kept)] + _CUT


def _is_of_a_bot(comment: Mapping[str, Any]) -> bool:
    """A mark that somebody else wrote is text."""
    user = comment.get("user")
    return isinstance(user, dict) and user.get("type") == "Bot"


def _address(answer: Mapping[str, Any]) -> str:
    return str(answer.get("html_url", ""))


def _said(error: HTTPError) -> str:
    try:
        message = json.load(error).get("message")
    except (ValueError, AttributeError, OSError):
        message = None
    hints = {
        401: "the token is not valid",
        403: "the workflow's permissions, or the repository's setting for Actions, do not allow it",
        404: "there is no such thing, or the token may not see it",
    }
    said = " ".join(str(message or error.reason).split())[:200]
    return f"{said}; {hints[error.code]}" if error.code in hints else said
