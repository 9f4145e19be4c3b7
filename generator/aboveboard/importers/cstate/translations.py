"""Pages in several languages: one of each is carried, that of the site's default language where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from aboveboard.importers.cstate.site import Site
from aboveboard.importers.cstate.source import Page
from aboveboard.importers.report import Effect, Notes


def without_translations(pages: Sequence[tuple[str, Page]], site: Site, notes: Notes) -> list[Page]:
    """`pages` come with the language of their folder ("" when the path tells); sorted by path."""
    if len(site.languages) < 2:
        return sorted((page for _, page in pages), key=lambda page: page.path)
    kept: dict[str, tuple[str, Page]] = {}
    for folder_language, page in sorted(pages, key=lambda pair: pair[1].path):
        language, key = _language_and_key(folder_language, page, site)
        other = kept.get(key)
        if other is None:
            kept[key] = (language, page)
            continue
        winner, loser = (page, other[1]) if language == site.default_language else (other[1], page)
        kept[key] = (site.default_language if winner is page else other[0], winner)
        notes.at(loser.path).add(Effect.NOT_CARRIED, "", f"is a translation of {winner.path}")
    return sorted((page for _, page in kept.values()), key=lambda page: page.path)


def _language_and_key(folder_language: str, page: Page, site: Site) -> tuple[str, str]:
    """The page's language, and its path without any trace of it."""
    path = PurePosixPath(page.inside)
    name, _, ending = path.stem.rpartition(".")
    if name and ending.lower() in site.languages:
        return ending.lower(), str(path.with_name(name))
    if path.parts[0].lower() in site.languages and len(path.parts) > 1:
        return path.parts[0].lower(), str(PurePosixPath(*path.parts[1:]).with_suffix(""))
    return folder_language or site.default_language, str(path.with_suffix(""))
