"""What an issue or a comment asks for. All of it is data: nothing here runs, and nothing is taken for Markdown or YAML.

The event is the file that GitHub puts at `GITHUB_EVENT_PATH`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from aboveboard.frozen import frozen
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.vocabulary import IncidentStatus
from aboveboard.records.wrong import quoted

# The labels of `.github/ISSUE_TEMPLATE/incident.yml`, in its order; a test compares them.
TITLE = "What do customers notice?"
URGENCY = "Urgency"
STARTED = "Since when?"
ON = "What is disrupted?"
LEVEL = "How badly?"
TEXT = "What do you tell customers?"
LABELS = (TITLE, URGENCY, STARTED, ON, LEVEL, TEXT)

# Whom GitHub knows as one of the house.
MEMBERS = ("OWNER", "MEMBER", "COLLABORATOR")
MAX_TEXT = 20_000
MAX_EVENT_BYTES = 4_000_000

_UNANSWERED = "_No response_"
_COMMAND = re.compile(r"/(\w+)(?:[ \t]+|$)")
_RECORD_ID = re.compile(r"\d{4}-\d\d-\d\d(?:-[a-z0-9]+)+")


class Refusal(Exception):
    """Why a request is not carried out, in words for whoever made it."""


@frozen
class NewIncident:
    """As the form's answers say, not yet compared with anything. `started` is None when the form leaves it open."""

    title: str
    urgency: str
    started: str | None
    on: tuple[str, ...]
    level: str
    text: str


@frozen
class Say:
    """An update of an incident: `status` is one of the incident's words. `incident` is None when no id was written."""

    incident: str | None
    status: IncidentStatus
    text: str


@frozen
class Request:
    """`issue` is its number, `opened` and `at` when it and this request were written, as GitHub says it.

    `about` are the ids that stand in the issue, first in its title; `form` is what the issue itself asked for.
    """

    issue: int
    opened: str
    at: str
    what: NewIncident | Say
    about: tuple[str, ...]
    form: NewIncident | None

    @property
    def branch(self) -> str:
        return f"aboveboard/issue-{self.issue}"


def request_of(event: object) -> Request:
    """What the event asks for; raises `Refusal`."""
    issue = _mapping(event, "issue")
    number = issue.get("number")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise Refusal("This event is no issue and no comment on one.")
    if "pull_request" in issue:
        raise Refusal("Commands are read below issues, not below pull requests: comment on the incident's issue.")
    comment = _mapping(event, "comment") if isinstance(event, dict) and "comment" in event else None
    if (comment or issue).get("author_association") not in MEMBERS:
        raise Refusal("Thank you. Only members and collaborators of this repository can change its records.")
    form = _form_of(issue)
    about = tuple(dict.fromkeys(_RECORD_ID.findall(f"{_text(issue, 'title')}\n{_text(issue, 'body')}")))
    opened = one_line(_text(issue, "created_at"))
    if comment is not None:
        at = one_line(_text(comment, "created_at"))
        return Request(number, opened, at, _say_of(_text(comment, "body")), about, form)
    if form is None:
        raise Refusal("This issue was not written with the incident form, so nothing was made of it.")
    if not form.title or not form.text:
        raise Refusal(f'Please fill in "{TITLE if not form.title else TEXT}".')
    return Request(number, opened, opened, form, about, form)


def incident_meant(request: Request, known: frozenset[str], expected: str | None) -> str:
    """The id of the incident that an update is about, out of those that are `known`; raises `Refusal`.

    It is the one that the comment names, else one that the issue names, else the one that the issue's form became
    (`expected`).
    """
    named: str | None = request.what.incident if isinstance(request.what, Say) else None
    if named is not None:
        if named in known:
            return named
        hint = did_you_mean(named, known)
        raise Refusal(f"There is no incident {quoted(named)}" + (f"; {hint}" if hint else "."))
    for candidate in (*request.about, expected):
        if candidate is not None and candidate in known:
            return candidate
    raise Refusal(
        "Which incident is this issue about? Name it: `/update 2026-10-03-some-incident monitoring TEXT`. "
        "One that is not merged yet is known below its own issue only."
    )


def one_line(text: str, most: int = 120) -> str:
    """The text as one line that nothing obeys: no line ends, no control characters, no marks that turn its direction."""
    kept = "".join(" " if one.isspace() else one for one in text if one.isspace() or not _is_unseen(one))
    line = " ".join(kept.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")


def _form_of(issue: Mapping[str, Any]) -> NewIncident | None:
    """The form's answers, or None when the issue does not begin as the form does."""
    body = _text(issue, "body")
    if not body.lstrip().startswith(f"### {TITLE}"):
        return None
    answers = dict(_answers(body))
    parts = (one_line(part).strip(" -*`") for part in re.split(r"[,;\n]", answers.get(ON, "")))
    return NewIncident(
        title=one_line(answers.get(TITLE, ""), most=300),
        urgency=one_line(answers.get(URGENCY, "")),
        started=one_line(answers.get(STARTED, "")) or None,
        on=tuple(dict.fromkeys(part for part in parts if part)),
        level=one_line(answers.get(LEVEL, "")) or "outage",
        text=_limited(answers.get(TEXT, "")),
    )


def _answers(body: str) -> Iterator[tuple[str, str]]:
    """Each label with what stands below it. A label counts once and in the form's order: one within an answer is text."""
    lines = body.split("\n")
    starts: list[tuple[str, int]] = []
    wanted = list(LABELS)
    for at, line in enumerate(lines):
        label = line.strip().removeprefix("### ")
        if label != line.strip() and label in wanted:
            starts.append((label, at))
            del wanted[: wanted.index(label) + 1]
    ends = [*(at for _, at in starts[1:]), len(lines)]
    for (label, at), end in zip(starts, ends, strict=True):
        answer = "\n".join(lines[at + 1 : end]).strip()
        yield label, "" if answer == _UNANSWERED else answer


def _say_of(body: str) -> Say:
    command = _COMMAND.match(body.strip())
    word = command.group(1).lower() if command else ""
    rest = body.strip()[command.end() :] if command else ""
    if word not in ("update", "resolve"):
        raise Refusal("I know `/update STATUS TEXT` and `/resolve TEXT`, at the beginning of a comment.")
    incident = None
    if _RECORD_ID.fullmatch(_first_word(rest)[0]):
        incident, rest = _first_word(rest)
    status = IncidentStatus.RESOLVED if word == "resolve" else None
    if status is None:
        first, rest = _first_word(rest)
        status = _status_of(first)
    text = _limited(rest.strip())
    if not text:
        raise Refusal(f"What do you tell customers? Write it behind the command: `/{word} … TEXT`.")
    return Say(incident, status, text)


def _first_word(text: str) -> tuple[str, str]:
    words = text.split(maxsplit=1)
    return (words[0] if words else "", words[1] if len(words) > 1 else "")


def _status_of(word: str) -> IncidentStatus:
    words = {status.value.casefold(): status for status in IncidentStatus}
    if word.casefold() not in words:
        told = ", ".join(status.value for status in IncidentStatus)
        hint = did_you_mean(word, words)
        raise Refusal(f"{quoted(word)} is no status; {hint if hint.startswith('did') else f'write one of {told}'}")
    return words[word.casefold()]


def _limited(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise Refusal(f"This text has {len(text)} characters; at most {MAX_TEXT} are read.")
    return text


def _mapping(event: object, key: str) -> Mapping[str, Any]:
    value = event.get(key) if isinstance(event, dict) else None
    if not isinstance(value, dict):
        raise Refusal("This event is no issue and no comment on one.")
    return value


def _text(mapping: Mapping[str, Any], key: str) -> str:
    """With the line ends of our files, and without control characters, which no record may hold."""
    value = mapping.get(key)
    text = value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else ""
    return "".join(one for one in text if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs"))
