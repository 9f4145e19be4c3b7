"""The links of a built tree that lead nowhere."""

from __future__ import annotations

from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

ORIGIN = "https://tree.example/"


class Page(HTMLParser):
    """The links of a page, and what in it can be linked to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id":
                self.anchors.add(value)
            elif name in ("href", "src", "data-build") and not (
                tag == "link" and dict(attrs).get("rel") == "canonical"
            ):
                self.links.append(value)


def wrong_links(tree: Path, public_url: str = "", public: Path | None = None) -> list[str]:
    """Sorted. Links to `public_url` must lead into the public tree."""
    wrong = []
    for path, page in _pages(tree).items():
        for link in page.links:
            target = urljoin(ORIGIN + path, link)
            if target.startswith(ORIGIN) and path != "404.html":
                why = _wrong(tree, target.removeprefix(ORIGIN))
            elif public is not None and target.startswith(public_url):
                why = _wrong(public, target.removeprefix(public_url))
            else:
                continue
            if why:
                wrong.append(f"{path}: {link}{why}")
    return sorted(set(wrong))


def _wrong(tree: Path, target: str) -> str:
    """ " " for a file that is not there; empty for a good link."""
    parts = urlsplit(target)
    found = unquote(parts.path) or "index.html"
    found += "index.html" if found.endswith("/") else ""
    if not (tree / found).is_file():
        return " "
    pages = _pages(tree)
    if parts.fragment and found in pages and unquote(parts.fragment) not in pages[found].anchors:
        return ": no such anchor"
    return ""


@lru_cache(maxsize=4)
def _pages(tree: Path) -> dict[str, Page]:
    return {str(path.relative_to(tree)): Page(path.read_text("utf-8")) for path in sorted(tree.rglob("*.html"))}
