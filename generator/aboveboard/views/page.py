"""A page: where it lies, what its head says, and the view that its template shows."""

from __future__ import annotations

from aboveboard.frozen import frozen


@frozen
class Alternate:
    """A feed or calendar of the page, for `<link rel="alternate">`. `path` is relative to the root of the tree."""

    path: str
    type: str
    title: str


@frozen
class SearchEntry:
    """A short entry of the search index: title, services, first sentence; `path` may carry an anchor."""

    path: str
    title: str
    text: str


@frozen
class Page:
    """`path` is relative to the root of the tree (`incidents/ID.html`); `template` shows `view`.

    `section` is the entry of the navigation that is current. `view` is a frozen dataclass that its template knows.
    `as_of` is the latest instant that the page's figures depend on, None for a page without figures; `is_open` says
    that something on it is going on, so that the page grows stale quickly. `notes` are the footer's first sentences.
    """

    path: str
    title: str
    description: str
    section: str
    template: str
    view: object
    alternates: tuple[Alternate, ...] = ()
    search: SearchEntry | None = None
    as_of: int | None = None
    is_open: bool = False
    notes: tuple[str, ...] = ()
