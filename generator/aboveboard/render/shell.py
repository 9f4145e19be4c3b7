"""The shell: Material's page, rendered once with marks in the places that differ, cut there, and joined per page.

Whoever renders the template passes `template_context`, with `marks` in place of a page's own values, and gives the
text to `cut`. Nothing here knows MkDocs: a `Shells` is plain text that a cache can hold (architecture.md, "MkDocs is
the shell, not the engine").
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from aboveboard.frozen import frozen
from aboveboard.render.escaping import escaped
from aboveboard.render.listings import page_url

if TYPE_CHECKING:
    from aboveboard.render.look import Link, Look
    from aboveboard.views.page import Alternate, Page

DEPTHS = (0, 1)

_SLOTS = ("title", "head", "data", "reader", "notes", "body")
_CURRENT = "current:"
_MARK = re.compile("\ue000([^\ue000\ue001]+)\ue001")


class ShellError(Exception):
    """The shell cannot be made or used: a template without a slot, a page deeper than any shell."""


@frozen
class ShellPage:
    """What differs from page to page.

    `path` counts from the top of the tree (`incidents/ID.html`), `body` is safe HTML, `canonical` an absolute URL or
    None. `active` is the key of the header's or footer's entry that this page belongs to. `notes` are the footer's
    first sentences ("Figures as of 13:37 UTC."), `reader` is who a portal speaks to, `data` becomes `data-*`
    attributes around the body, which the page's script reads. The paths of `alternates` count from the top of the tree.
    """

    path: str
    title: str
    body: Markup
    description: str = ""
    canonical: str | None = None
    active: str = ""
    alternates: Sequence[Alternate] = ()
    reader: str = ""
    notes: Sequence[str] = ()
    data: Mapping[str, str] = field(default_factory=dict)


@frozen
class Shell:
    """The cut page: `texts[0] + slots[0]'s value + texts[1] + ...`; one text more than there are slots."""

    texts: tuple[str, ...]
    slots: tuple[str, ...]

    def join(self, page: ShellPage) -> bytes:
        """The whole page, byte for byte what rendering the template for it gives."""
        values = _values(page)
        pieces = [b""] * (2 * len(self.slots) + 1)
        pieces[0::2] = _encoded(self.texts)
        pieces[1::2] = [values.get(slot, "").encode() for slot in self.slots]
        return b"".join(pieces)


@frozen
class Shells:
    """All shells of a site, by look and depth.

    `linked` are the generated pages that hand-written ones link to: while they exist, a cached shell is as good as a
    new one. `warnings` is what MkDocs had to say about the hand-written pages. `shares_assets` says that portals find
    stylesheets and scripts elsewhere on their host.
    """

    by_look: Mapping[str, Mapping[int, Shell]]
    linked: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    shares_assets: bool = False

    def join(self, look: str, page: ShellPage) -> bytes:
        depth = page.path.count("/")
        try:
            shell = self.by_look[look][depth]
        except KeyError:
            raise ShellError(f"{page.path}: no shell of the {look} look is {depth} folders deep") from None
        return shell.join(page)

    def to_json(self) -> str:
        looks = {
            look: {str(depth): [shell.texts, shell.slots] for depth, shell in sorted(shells.items())}
            for look, shells in sorted(self.by_look.items())
        }
        rest = {"linked": self.linked, "warnings": self.warnings, "shares_assets": self.shares_assets}
        return json.dumps({"looks": looks, **rest}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Shells:
        """Raises ValueError, KeyError or TypeError for a foreign or damaged text, which the caller throws away."""
        read = json.loads(text)
        looks = {
            look: {int(depth): Shell(tuple(texts), tuple(slots)) for depth, (texts, slots) in shells.items()}
            for look, shells in read["looks"].items()
        }
        return cls(looks, tuple(read["linked"]), tuple(read["warnings"]), bool(read["shares_assets"]))


def shell_page(page: Page, body: Markup, site_url: str = "", reader: str = "", is_fixed: bool = False) -> ShellPage:
    """What the shell needs of a page of our own. Without `site_url` it has no canonical address.

    `is_fixed` says that the site's as-of is: then the page's script counts from there instead of reading the clock.
    """
    data = {} if page.as_of is None else {"as-of": str(page.as_of)}
    data |= {name: "" for name, is_so in (("open", page.is_open), ("fixed", is_fixed)) if is_so}
    return ShellPage(
        path=page.path,
        title=page.title,
        body=body,
        description=page.description,
        canonical=page_url(site_url, page.path) if site_url else None,
        active=page.section,
        alternates=page.alternates,
        reader=reader,
        notes=page.notes,
        data=data,
    )


def template_context(look: Look, root: str, values: Mapping[str, str]) -> dict[str, Any]:
    """What the template needs beside MkDocs' own context: `look`, and `shell` with this page's values and hrefs.

    `root` leads from the page to the top of its tree: empty, `../`, or the path of the site for an error page.
    """
    current = {link.key: values.get(_CURRENT + link.key, "") for link in (*look.nav, *look.footer)}
    shell = {
        **{slot: values.get(slot, "") for slot in _SLOTS},
        "home": href_at(root, look.home),
        "build_file": href_at(root, look.build_file),
        "nav": _links(look.nav, root, current),
        "footer": _links(look.footer, root, current),
    }
    return {"look": look, "shell": shell}


def page_context(look: Look, page: ShellPage, root: str | None = None) -> dict[str, Any]:
    """`template_context` with a page's own values: for the pages that are rendered whole."""
    return template_context(look, "../" * page.path.count("/") if root is None else root, _values(page))


def marked_context(look: Look, depth: int) -> dict[str, Any]:
    """`template_context` with a mark in each place, for `cut`."""
    names = (*_SLOTS, *(_CURRENT + link.key for link in (*look.nav, *look.footer)))
    return template_context(look, "../" * depth, {name: f"\ue000{name}\ue001" for name in names})


def cut(html: str) -> Shell:
    """Cuts a page that was rendered with marks. Raises ShellError when the template lost one of them."""
    pieces = _MARK.split(html)
    slots = tuple(pieces[1::2])
    lost = [slot for slot in _SLOTS if slot not in slots]
    if lost:
        raise ShellError(f"the template main.html shows no {', '.join(lost)}")
    return Shell(tuple(pieces[0::2]), slots)


def href_at(root: str, href: str) -> str:
    """`href` from a page whose tree starts at `root`; absolute ones stay as they are."""
    return href if href.startswith("/") or ":" in href.split("/", 1)[0] else root + href


def _links(links: Sequence[Link], root: str, current: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"title": escaped(link.title), "href": escaped(href_at(root, link.href)), "current": current[link.key]}
        for link in links
    ]


@lru_cache(maxsize=64)
def _encoded(texts: tuple[str, ...]) -> tuple[bytes, ...]:
    """The same on thousands of pages."""
    return tuple(text.encode() for text in texts)


def _values(page: ShellPage) -> dict[str, str]:
    return {
        "title": escaped(page.title),
        "head": _head(page),
        "data": "".join([f' data-{name}="{escaped(value)}"' for name, value in sorted(page.data.items())]),
        "reader": f'<span class="reader">{escaped(page.reader)}</span>' if page.reader else "",
        "notes": _notes(page),
        "body": page.body,
        _CURRENT + page.active: ' aria-current="page"',
    }


def _notes(page: ShellPage) -> str:
    notes = "".join([f"<span>{escaped(note)}</span>" for note in page.notes])
    # Paper has no address bar.
    return f'{notes}<span class="printonly">{escaped(page.canonical)}</span>' if page.canonical else notes


def _head(page: ShellPage) -> str:
    lines = []
    description = escaped(page.description)
    if description:
        lines.append(f'<meta name="description" content="{description}">')
    if page.canonical is not None:
        address = escaped(page.canonical)
        lines.append(f'<link rel="canonical" href="{address}">')
        lines.append('<meta property="og:type" content="website">')
        lines.append(f'<meta property="og:title" content="{escaped(page.title)}">')
        lines.append(f'<meta property="og:url" content="{address}">')
        if description:
            lines.append(f'<meta property="og:description" content="{description}">')
    lines += _alternate_links(tuple(page.alternates), "../" * page.path.count("/"))
    return "\n      ".join(lines)


@lru_cache(maxsize=1024)
def _alternate_links(alternates: tuple[Alternate, ...], root: str) -> tuple[str, ...]:
    """The same on thousands of pages."""
    return tuple(
        f'<link rel="alternate" type="{escaped(feed.type)}" title="{escaped(feed.title)}" '
        f'href="{escaped(href_at(root, feed.path))}">'
        for feed in alternates
    )
