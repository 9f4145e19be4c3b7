"""What the configuration says: the page's name and address, its zone, its languages, its systems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aboveboard.frozen import frozen
from aboveboard.importers.cstate.front_matter import line_of
from aboveboard.importers.report import Effect, Notes
from aboveboard.records.values import is_url
from aboveboard.records.zones import zone_named, zone_names

_PLACEHOLDER_URL = "https://status.example/"
_CONTENT = "content"


@frozen
class System:
    """`name` is what issues call it, `shown` what readers see."""

    name: str
    shown: str
    description: str = ""
    category: str = ""


@frozen
class Site:
    """`folders` are those of content with the language of each ("" when the file's name tells)."""

    title: str
    url: str
    zone: ZoneInfo | None
    systems: tuple[System, ...]
    folders: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    default_language: str


def site_of(tree: Mapping[str, Any], notes: Notes) -> Site:
    """Never fails: what is missing gets a stand-in, and a finding."""
    languages = _mapping(tree.get("languages"))
    default = line_of(tree.get("defaultcontentlanguage")) or "en"
    main = _mapping(languages.get(default.lower()))
    # Older Hugo takes a language's own keys for its parameters.
    parameters = {**_mapping(tree.get("params")), **main, **_mapping(main.get("params"))}
    _note_descriptions(parameters, notes)
    return Site(
        title=_title(line_of(main.get("title")) or line_of(tree.get("title")), notes),
        url=_url(line_of(main.get("baseurl")) or line_of(tree.get("baseurl")), notes),
        zone=_zone(line_of(main.get("timezone")) or line_of(tree.get("timezone")), notes),
        systems=tuple(_systems(parameters.get("systems"), notes)),
        folders=_folders(line_of(tree.get("contentdir")) or _CONTENT, languages, notes),
        languages=tuple(sorted(languages)),
        default_language=default.lower(),
    )


def _note_descriptions(parameters: Mapping[str, Any], notes: Notes) -> None:
    """What readers saw besides systems and issues."""
    if line_of(parameters.get("description")):
        done = "copy it to content/pages/ if it is still wanted"
        notes.add(Effect.NOT_CARRIED, "description", "is the text at the foot of the page", done)
    categories = parameters.get("categories")
    for at, entry in enumerate(categories if isinstance(categories, list) else ()):
        if line_of(_mapping(entry).get("description")):
            done = "write it into the descriptions of its services"
            notes.add(Effect.NOT_CARRIED, f"categories[{at}].description", "a group has none", done)


def _title(text: str, notes: Notes) -> str:
    if text:
        return text[:300]
    notes.add(Effect.DOUBTFUL, "title", "the page has no name", 'called "Status"; correct provider.yml and mkdocs.yml')
    return "Status"


def _url(text: str, notes: Notes) -> str:
    address = text.rstrip("/") + "/"
    try:
        is_complete = len(text) < 300 and is_url(address) and bool(urlsplit(address).hostname)
    except ValueError:
        is_complete = False
    if is_complete:
        return address
    reason = f'"{text}" is no complete address' if text else "the page has no address"
    notes.add(Effect.DOUBTFUL, "baseURL", reason, f"set to {_PLACEHOLDER_URL}; correct provider.yml and mkdocs.yml")
    return _PLACEHOLDER_URL


def _zone(name: str, notes: Notes) -> ZoneInfo | None:
    if not name:
        return None
    if name in zone_names():
        return zone_named(name)
    notes.add(Effect.DOUBTFUL, "timeZone", f'no time zone "{name}"', "UTC was taken")
    return None


def _systems(value: object, notes: Notes) -> list[System]:
    if value is not None and not isinstance(value, list):
        notes.add(Effect.DOUBTFUL, "systems", "is not a list", "systems were taken from the issues alone")
        return []
    systems: dict[str, System] = {}
    for at, entry in enumerate(value or ()):
        fields = _mapping(entry)
        name = line_of(fields.get("name")) if fields else line_of(entry)
        if not name:
            notes.add(Effect.NOT_CARRIED, f"systems[{at}]", "has no name")
        elif name in systems:
            notes.add(Effect.DOUBTFUL, f"systems[{at}]", f'"{name}" stands twice', "carried once")
        else:
            systems[name] = System(
                name, line_of(fields.get("displayname")) or name, _description(fields), line_of(fields.get("category"))
            )
    return list(systems.values())


def _description(fields: Mapping[str, Any]) -> str:
    parts = (line_of(fields.get("description")), line_of(fields.get("link")))
    return " ".join(part for part in parts if part)


def _folders(content: str, languages: Mapping[str, Any], notes: Notes) -> tuple[tuple[str, str], ...]:
    own = {line_of(_mapping(entry).get("contentdir")): language for language, entry in languages.items()}
    folders = {content: "", **{folder: language for folder, language in own.items() if folder}}
    found = []
    for folder, language in folders.items():
        if all(part != ".." and len(part.encode()) < 256 for part in folder.split("/")):
            found.append((folder.strip("/"), language))
        else:
            notes.add(Effect.NOT_CARRIED, "contentDir", f'"{folder}" is no folder of the source')
    return tuple(sorted(found)) or ((_CONTENT, ""),)


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
