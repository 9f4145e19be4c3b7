"""A visit to one page: what the browser complained about, asked for, and what axe-core finds."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, ViewportSize

_AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"


@dataclass
class Visit:
    page: Page
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def show_as(self, size: ViewportSize, scheme: Literal["light", "dark"]) -> None:
        self.page.set_viewport_size(size)
        self.page.emulate_media(color_scheme=scheme)
        shown = "slate" if scheme == "dark" else "default"
        self.page.locator(f"body[data-md-color-scheme={shown}]").wait_for()

    def sideways(self) -> int:
        """How many pixels of the page lie beyond the window's edge."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def violations(self) -> list[str]:
        """Every finding of axe-core as one line: impact, rule, and the first element. Needs `bypass_csp`."""
        self.page.add_script_tag(path=str(_AXE))
        found: list[dict[str, Any]] = self.page.evaluate(_RUN, _RULES)["violations"]
        return [f"{rule['impact']} {rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


@contextlib.contextmanager
def visited(
    browser: Browser, url: str, wait_until: Literal["load", "networkidle"] = "load", **context: Any
) -> Iterator[Visit]:
    """Opens the page in a fresh context (`viewport`, `color_scheme`, `java_script_enabled`, `bypass_csp`, …)."""
    with contextlib.closing(browser.new_context(**context)) as opened:
        visit = Visit(opened.new_page())
        origin = urlsplit(url)[:2]
        visit.page.on("console", lambda told: told.type == "error" and visit.complaints.append(told.text))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on(
            "request",
            lambda request: (
                urlsplit(request.url)[:2] == origin
                or request.url.startswith("data:")
                or visit.foreign.append(request.url)
            ),
        )
        visit.page.goto(url, wait_until=wait_until)
        yield visit
