"""One page of every kind in every tree of a built site; ABOVEBOARD_SITE names its folder. Builds nothing."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from browser.served import served
from browser.visit import visited

_SITE = Path(os.environ.get("ABOVEBOARD_SITE", Path(__file__).parents[2] / "site"))
_PHONE: ViewportSize = {"width": 360, "height": 740}
_DESKTOP: ViewportSize = {"width": 1440, "height": 900}


def _trees() -> list[Path]:
    """The public tree, the internal one and some customers'; or the folder itself, if it is a tree."""
    trees = [tree for tree in (_SITE / "public", _SITE / "internal", *_customers()) if tree.is_dir()]
    return trees or [tree for tree in (_SITE,) if (tree / "index.html").is_file()]


def _customers() -> list[Path]:
    """The first customer's tree, and of those with an open incident the one that has pages of the most kinds."""
    trees = sorted((_SITE / "customers").glob("*"))
    burning = [tree for tree in trees if " data-open" in (tree / "index.html").read_text("utf-8")]
    fullest = sorted(burning, key=lambda tree: len(_kinds(tree)), reverse=True)
    return list(dict.fromkeys([*trees[:1], *fullest[:1]]))


def _kinds(tree: Path) -> list[str]:
    """The largest page of each folder and its index: enough to have seen every template, with all that it can hold."""
    pages = sorted(path.relative_to(tree) for path in tree.rglob("*.html") if len(path.relative_to(tree).parts) <= 2)
    chosen: dict[tuple[Path, bool], Path] = {}
    for page in sorted(pages, key=lambda page: (tree / page).stat().st_size):
        chosen[page.parent, page.name == "index.html"] = page
    return sorted({str(page) for page in chosen.values()} | {str(page) for page in pages if page.parent == Path()})


_PAGES = [(tree, path) for tree in _trees() for path in _kinds(tree)]
_every_page = pytest.mark.parametrize(("tree", "path"), _PAGES, ids=[f"{tree.name}/{path}" for tree, path in _PAGES])


@pytest.fixture(scope="module")
def origins() -> Iterator[dict[Path, str]]:
    with contextlib.ExitStack() as stack:
        yield {tree: stack.enter_context(served(tree)) for tree in _trees()}


def test_there_is_a_site() -> None:
    assert "index.html" in {path for _, path in _PAGES}, f"no built site at {_SITE}"


@_every_page
def test_a_page_works_for_everybody(browser: Browser, origins: dict[Path, str], tree: Path, path: str) -> None:
    # The policy of the page would keep axe-core out, so this visit goes around it; the next one does not.
    with visited(browser, f"{origins[tree]}/{path}", bypass_csp=True) as visit:
        found = []
        for size, scheme in itertools.product((_PHONE, _DESKTOP), ("light", "dark")):
            visit.show_as(size, scheme)
            found += [f"{size['width']} {scheme}: {violation}" for violation in visit.violations()]
        assert found == []


@_every_page
def test_a_page_asks_nobody_else_and_complains_of_nothing(
    browser: Browser, origins: dict[Path, str], tree: Path, path: str
) -> None:
    with visited(browser, f"{origins[tree]}/{path}", wait_until="networkidle") as visit:
        assert visit.complaints == []
        assert visit.foreign == []


@_every_page
def test_a_page_does_not_scroll_sideways(browser: Browser, origins: dict[Path, str], tree: Path, path: str) -> None:
    with visited(browser, f"{origins[tree]}/{path}", viewport={"width": 320, "height": 640}) as visit:
        assert visit.sideways() <= 0
        # The narrowest window that gets the tables of a desk.
        visit.page.set_viewport_size({"width": 705, "height": 900})
        assert visit.sideways() <= 0


@_every_page
def test_a_thumb_hits_what_a_promise_links_to(
    browser: Browser, origins: dict[Path, str], tree: Path, path: str
) -> None:
    with visited(browser, f"{origins[tree]}/{path}", viewport=_PHONE) as visit:
        for link in visit.page.locator(".promise dt + dd a").all():
            assert link.evaluate(
                """link => {
                    const cell = link.closest(".promise > div");
                    cell.scrollIntoView({block: "center"});
                    const {left, top, right, bottom, height} = cell.getBoundingClientRect();
                    const hits = [[left + 4, top + 4], [right - 4, bottom - 4]];
                    return height >= 44 && hits.every(([x, y]) => document.elementFromPoint(x, y) === link);
                }"""
            )


@_every_page
def test_a_page_says_what_it_is_without_script(
    browser: Browser, origins: dict[Path, str], tree: Path, path: str
) -> None:
    with visited(browser, f"{origins[tree]}/{path}", viewport=_PHONE, java_script_enabled=False) as visit:
        assert visit.page.locator("main h1").count() == 1
        assert visit.page.locator("main h1").is_visible()
