"""The words with which cState's authors begin an update: `*Update* -`, `**Fixed**`, `[Final message]`, `Update:`."""

from __future__ import annotations

import re

from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import IncidentStatus

_STATUS_OF = {
    **dict.fromkeys(("investigating", "initial message", "initial report"), IncidentStatus.INVESTIGATING),
    **dict.fromkeys(("identified", "issue identified", "cause"), IncidentStatus.IDENTIFIED),
    **dict.fromkeys(("monitoring", "under observation", "observing", "verifying"), IncidentStatus.MONITORING),
    **dict.fromkeys(
        ("update", "updated", "edit", "edited", "in progress", "scheduled", "scheduled maintenance"),
        IncidentStatus.UPDATE,
    ),
    **dict.fromkeys(
        ("resolved", "observed resolved", "resolution", "fixed", "fix", "solved", "closed"), IncidentStatus.RESOLVED
    ),
    **dict.fromkeys(
        ("complete", "completed", "all clear", "final message", "closing message"), IncidentStatus.RESOLVED
    ),
    **dict.fromkeys(("postmortem", "post-mortem", "post mortem"), IncidentStatus.POSTMORTEM),
}
_ENDS = r"[ \t]*(?:\(?\d{1,2}\)?(?!\w))?[ \t]*(?:[-–—:]+(?=\s|$))?[ \t]*"
_EMPHASISED = re.compile(rf"(?P<mark>\*{{1,3}}|_{{1,3}})(?P<word>[^*_\n]{{2,40}}?)(?P=mark){_ENDS}")
_HEADING = re.compile(
    r"#{1,6}[ \t]+(?P<word>[A-Za-z][A-Za-z -]{1,39}?)(?:[ \t]+\d{1,2}(?!\w))?(?:[ \t]+[-–—:]+[ \t]+|[ \t]*:?[ \t]*#*(?=\n|\Z))"
)
_BRACKETED = re.compile(r"\[(?P<word>[^\]\n]{2,40})\](?![(\[:])[ \t]*")
_PLAIN = re.compile(r"(?P<word>[A-Za-z][A-Za-z -]{1,30}?)[ \t]*\d{0,2}(?::(?=\s)|[ \t][-–—](?=[ \t]))[ \t]*")
_ALONE = re.compile(r"(?P<word>[A-Za-z][A-Za-z -]{1,30}?)[.!]?[ \t]*\Z")
_FORMS = (_EMPHASISED, _HEADING, _BRACKETED, _PLAIN, _ALONE)
# Its day or hour must stay readable: the label is kept as text.
_DATED_UPDATE = re.compile(r"updated?\b.*(?:\d{4}|\d:\d\d)", re.IGNORECASE)
_CLOSING = re.compile(
    r"\b(?:resolved|fixed|solved|completed?|restored|recovered|closed|operational|successful(?:ly)?|finished|concluded"
    r"|back (?:online|up|to normal)|are back|is back|all clear|came back|normali[sz]ed)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:not (?:yet |been )?|will be |to be |being |once |until |when |before |partially )(?=\w)[^.]{0,40}$",
    re.IGNORECASE,
)


@frozen
class Label:
    """`length` is how much of the text it takes up."""

    status: IncidentStatus
    length: int


def label_of(text: str) -> Label | None:
    """The label that a paragraph begins with, or None."""
    for form in _FORMS:
        match = form.match(text)
        if match is None:
            continue
        if _DATED_UPDATE.match(match.group("word")):
            return Label(IncidentStatus.UPDATE, 0)
        if status := _status_of(match.group("word")):
            return Label(status, match.end())
    return None


def sounds_over(text: str) -> bool:
    """Whether a text says that something has ended: `Power restored`, but not `it will be resolved`."""
    return any(
        not _NOT_YET.search(text[max(0, at - 60) : at]) for at in (match.start() for match in _CLOSING.finditer(text))
    )


def _status_of(word: str) -> IncidentStatus | None:
    words = re.sub(r"[\d().:!#]+", " ", word.casefold()).split()
    return _STATUS_OF.get(" ".join(words).strip(" -–—"))
