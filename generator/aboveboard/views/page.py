"""A page: where it lies, what its head says, and the view that its template shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alternate:
    """A feed or calendar of the page, for `<link rel="alternate">`. `path` is relative to the root of the tree."""

    path: str
    type: str
    title: str


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A short entry of the search index: title, services, first sentence; `path` may carry an anchor."""

    path: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """`path` is relative to the root of the tree (`incidents/ID.html`); `template` shows `view`.

    `section` is the entry of the navigation that is current. `view` is a frozen dataclass that its template knows.
    """

    path: str
    title: str
    description: str
    section: str
    template: str
    view: object
    alternates: tuple[Alternate, ...] = ()
    search: SearchEntry | None = None
