"""Every link of a built tree leads to a file of it, and every anchor to an element."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from small_site import ROOT, aboveboard, small_repository

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


def wrong_links(tree: Path) -> list[str]:
    pages = {str(path.relative_to(tree)): Page(path.read_text("utf-8")) for path in tree.rglob("*.html")}
    wrong = []
    for path, page in pages.items():
        for link in page.links:
            target = urlsplit(urljoin(ORIGIN + path, link))
            if f"{target.scheme}://{target.netloc}/" != ORIGIN or path == "404.html":
                continue
            found = unquote(target.path).lstrip("/") or "index.html"
            found += "index.html" if found.endswith("/") else ""
            if not (tree / found).is_file():
                wrong.append(f"{path}: {link}")
            elif target.fragment and found in pages and unquote(target.fragment) not in pages[found].anchors:
                wrong.append(f"{path}: {link}: no such anchor")
    return sorted(set(wrong))


def test_the_example_has_no_wrong_link(tmp_path: Path) -> None:
    aboveboard("build", "--root", ROOT, "--into", tmp_path / "site")
    assert wrong_links(tmp_path / "site/public") == []


def test_a_small_site_has_no_wrong_link(tmp_path: Path) -> None:
    root = small_repository(tmp_path / "small")
    (root / "content/pages/how-we-measure.md").unlink()
    (root / "content/pages/about.md").write_text("# About\n")
    aboveboard("build", "--root", root)
    assert wrong_links(root / "site/public") == []


@pytest.mark.parametrize("history", ["x4b", "packit", "wikibase"])
def test_an_imported_history_builds_without_a_wrong_link(history: str, tmp_path: Path) -> None:
    source = ROOT / "tests/fixtures/histories" / history
    imported = aboveboard("import", "cstate", source, "--into", tmp_path / "imported").stdout
    aboveboard("check", "--root", tmp_path / "imported")
    aboveboard("build", "--root", tmp_path / "imported", "--strict")
    wrong = [link for link in wrong_links(tmp_path / "imported/site/public") if not _is_reported(link, imported)]
    assert wrong == []


def _is_reported(link: str, report: str) -> bool:
    """A picture of the other site that the import named as not carried."""
    return link.rpartition(" ")[2] in report
