"""An issue as its front matter tells it, before anything is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from aboveboard.frozen import frozen
from aboveboard.importers.cstate.clock import Clock, Instant
from aboveboard.importers.cstate.front_matter import line_of
from aboveboard.importers.cstate.site import Site
from aboveboard.importers.cstate.source import Page
from aboveboard.importers.report import Effect, Notes
from aboveboard.records.instants import utc_text
from aboveboard.records.nearest import nearest
from aboveboard.records.vocabulary import Level

_TRUE = ("true", "yes", "on", "1", "y")
_FALSE = ("false", "no", "off", "0", "n")
_KNOWN = ("title", "date", "resolved", "resolvedwhen", "severity", "affected", "section", "informational", "draft")
_ALSO_HUGOS = frozenset(
    (
        "params",
        "pin",
        "id",
        "tags",
        "slug",
        "url",
        "type",
        "layout",
        "weight",
        "aliases",
        "lastmod",
        "author",
        "automated",
    )
)
_LEVELS: Mapping[str, Level | None] = {"down": Level.OUTAGE, "disrupted": Level.PARTIAL, "notice": None}


@frozen
class When:
    """A date as written, and the instant that it is, if it is one. `text` is empty when nothing is written."""

    text: str
    instant: Instant | None

    @property
    def at(self) -> int | None:
        return self.instant.at if self.instant else None


@frozen
class Issue:
    """`level` is that of `severity` (None: notice), when `has_severity`. `resolved` None: the front matter does not say."""

    path: str
    stem: str
    title: str
    start: When
    end: When
    resolved: bool | None
    severity: str
    level: Level | None
    has_severity: bool
    affected: tuple[str, ...]
    is_informational: bool
    is_draft: bool
    body: str

    @property
    def naive_instants(self) -> int:
        return sum(1 for when in (self.start, self.end) if when.instant and not when.instant.has_offset)


def is_issue(page: Page, notes: Notes) -> bool:
    """What cState calls an issue, and what lies among them without saying that it is none."""
    section = line_of(page.fields.get("section")).casefold()
    if page.stem == "_index":
        notes.add(Effect.NOT_CARRIED, "", "is the page of a section or system, not an issue")
        return False
    if section == "issue":
        return True
    if "issues" not in page.inside.split("/")[:-1]:
        notes.add(
            Effect.NOT_CARRIED, "", "is a page, not an issue", "copy its text to content/pages/ if it is still wanted"
        )
        return False
    if section:
        notes.add(Effect.NOT_CARRIED, "section", f'is "{section}", not "issue"')
        return False
    notes.add(
        Effect.DOUBTFUL, "section", 'is missing, so cState did not show it as an issue; it lies in "issues"', "carried"
    )
    return True


def read_issue(page: Page, site: Site, clock: Clock, notes: Notes) -> Issue:
    tree = page.fields
    _note_misspelt_keys(tree, notes)
    severity = line_of(tree.get("severity")) if isinstance(tree.get("severity"), str | None) else "?"
    word = severity.casefold()
    return Issue(
        path=page.path,
        stem=_without_language(page.stem, site.languages),
        title=_title(tree, page, notes),
        start=_when("date", tree.get("date") or tree.get("publishdate"), clock, notes),
        end=_when("resolvedWhen", tree.get("resolvedwhen"), clock, notes),
        resolved=_flag(tree, "resolved", notes),
        severity=severity,
        level=_LEVELS.get(word),
        has_severity=word in _LEVELS,
        affected=tuple(_affected(tree.get("affected"), site, notes)),
        is_informational=_flag(tree, "informational", notes) is True,
        is_draft=_flag(tree, "draft", notes) is True or line_of(tree.get("published")).casefold() in _FALSE,
        body=page.matter.body,
    )


def _note_misspelt_keys(tree: Mapping[str, Any], notes: Notes) -> None:
    for key in sorted(set(tree) - set(_KNOWN) - _ALSO_HUGOS):
        meant = nearest(key, _KNOWN)
        if meant is not None and meant not in tree:
            notes.add(Effect.DOUBTFUL, key, f'is no key of cState; did you mean "{meant}"?', "not read")


def _title(tree: Mapping[str, Any], page: Page, notes: Notes) -> str:
    title = line_of(tree.get("title"))
    if not title:
        words = re.sub(r"[-_\s]+", " ", re.sub(r"^\d{4}-\d\d-\d\d", "", page.stem)).strip()
        words = line_of(words)
        title = words[:1].upper() + words[1:] or "Untitled"
        notes.add(Effect.DOUBTFUL, "title", "is missing", "taken from the file's name")
    if len(title) > 300:
        notes.add(Effect.DOUBTFUL, "title", "is longer than 300 characters", "cut")
        title = title[:299] + "…"
    return title


def _when(name: str, value: object, clock: Clock, notes: Notes) -> When:
    text = "" if value is None else line_of(value) if isinstance(value, str) else "?"
    instant = clock.read(text) if text else None
    if instant and instant.doubt:
        notes.add(Effect.DOUBTFUL, name, instant.doubt, f"read as {utc_text(instant.at)}; write an offset")
    return When(text, instant)


def _flag(tree: Mapping[str, Any], name: str, notes: Notes) -> bool | None:
    value = tree.get(name)
    word = line_of(value).casefold()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    if word or not (value is None or isinstance(value, str)):
        notes.add(Effect.DOUBTFUL, name, f'"{word}" is neither true nor false', "taken as not said")
    return None


def _affected(value: object, site: Site, notes: Notes) -> Iterable[str]:
    names: dict[str, None] = {}
    if isinstance(value, str) and value.strip():
        for name in _in_one_text(value, site):
            names[name] = None
        notes.add(Effect.DOUBTFUL, "affected", "is a text, not a list", f"read as {', '.join(names)}")
    elif isinstance(value, list):
        for at, entry in enumerate(value):
            name = line_of(entry.get("name")) if isinstance(entry, dict) else line_of(entry)
            if name:
                names[name] = None
            elif entry is not None and entry != "":
                notes.add(Effect.DOUBTFUL, f"affected[{at}]", "is not a name", "left out")
    elif isinstance(value, dict):
        notes.add(Effect.DOUBTFUL, "affected", "is not a list of names", "left out")
    return names


def _in_one_text(value: str, site: Site) -> list[str]:
    whole = " ".join(value.split())
    if whole.casefold() in {system.name.casefold() for system in site.systems}:
        return [whole]
    return [part.strip() for part in whole.split(",") if part.strip()]


def _without_language(stem: str, languages: Iterable[str]) -> str:
    name, _, ending = stem.rpartition(".")
    return name if name and ending.lower() in languages else stem
