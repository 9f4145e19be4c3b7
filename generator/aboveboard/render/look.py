"""How one kind of tree looks from outside of its pages: whose it is, what stands in its header and footer, its fixed words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from aboveboard.frozen import frozen

BUILD_FILE = "api/aboveboard/v1/build.json"

WORDS: Mapping[str, str] = {
    "skip": "Skip to content",
    "main": "Main",
    "footer": "About this page",
    "menu": "Menu",
    "stale": "This page was built {} ago and may no longer be true.",
    "ago": "{} ago",
    "local": "{} your time",
    "units": "d h min",
    "locale": "en-GB",
}


@frozen
class Link:
    """An entry of the header or the footer. `href` counts from the top of the tree, or is absolute."""

    key: str
    title: str
    href: str


@frozen
class Look:
    """What the shell of one kind of tree says on every page.

    `site_name` ends each page's title, `brand` stands in the header. `assets` is empty when the tree carries its own
    stylesheets and scripts; else it is the path of a folder of the same origin that does (`/-/shared`), so that
    thousands of portals need not carry a copy each. A tree that is not `public` asks not to be indexed and sends no
    referrer.
    """

    name: str
    site_name: str
    brand: str
    nav: tuple[Link, ...]
    footer: tuple[Link, ...] = ()
    home: str = "index.html"
    searchable: bool = True
    public: bool = True
    assets: str = ""
    build_file: str = BUILD_FILE
    words: Mapping[str, str] = field(default_factory=lambda: WORDS)


def public_look(site_name: str, brand: str, footer: Sequence[Link] = ()) -> Look:
    nav = (
        Link("status", "Status", "index.html"),
        Link("incidents", "Incidents", "incidents/index.html"),
        Link("maintenance", "Maintenance", "maintenance/index.html"),
        Link("services", "Services", "services/index.html"),
        Link("rfo", "RFOs", "rfo/index.html"),
        Link("subscribe", "Subscribe", "subscribe.html"),
    )
    return Look("public", site_name, brand, nav, tuple(footer))


def portal_look(site_name: str, brand: str, footer: Sequence[Link] = (), assets: str = "") -> Look:
    nav = (
        Link("now", "Now", "index.html"),
        Link("months", "Months", "months/index.html"),
        Link("incidents", "Incidents", "incidents/index.html"),
        Link("rfo", "RFOs", "rfo/index.html"),
        Link("reviews", "Reviews", "reviews/index.html"),
    )
    return Look("portal", site_name, brand, nav, tuple(footer), searchable=False, public=False, assets=assets)


def internal_look(site_name: str, brand: str, footer: Sequence[Link] = ()) -> Look:
    nav = (
        Link("operations", "Operations", "index.html"),
        Link("due", "Due", "due.html"),
        Link("customers", "Customers", "customers/index.html"),
        Link("actions", "Actions", "actions.html"),
        Link("log", "Communication", "log.html"),
    )
    return Look("internal", site_name, brand, nav, tuple(footer), searchable=False, public=False)
