"""The pages of incidents, changes and RFOs compared with golden files; ABOVEBOARD_GOLDEN=1 writes those anew."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from aboveboard.availability.months import Month
from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.views.change_page import change_page
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import feeds_of
from aboveboard.views.history import history_page
from aboveboard.views.incident_page import incident_page
from aboveboard.views.incidents import incidents_page
from aboveboard.views.maintenance import maintenance_page
from aboveboard.views.page import Page
from aboveboard.views.rfo_page import rfo_page
from aboveboard.views.rfos import rfos_page
from aboveboard.views.subscribe import subscribe_page
from builders import incident
from record_scenes import CANCELLED, FORGOTTEN, LOCKED, LOCKED_RFO, MOVE, PART, TIMEOUTS, TIMEOUTS_RFO
from status_scenes import AHEAD, LOSS, PAST, WORK, scene

GOLDEN = Path(__file__).parent / "golden"
FRAGMENTS = Fragments(theme_folders("html"))
HOSTILE = incident(
    "2026-11-14-hostile",
    "title: '<img src=x onerror=alert(1)> \"quoted\" & more'\nfault: third-party\nsupplier: <b>Evil</b>\n"
    "started: 2026-11-14 10:00 UTC\nimpacts: [{on: erp, level: outage}]",
    "<script>alert(2)</script>\n\n## Investigating · 2026-11-14 10:05 UTC\n\n[x](javascript:alert(3)) <svg onload=alert(4)>",
)
EDITION = scene(
    TIMEOUTS, TIMEOUTS_RFO, MOVE, LOCKED, LOCKED_RFO, PART, CANCELLED, FORGOTTEN, PAST, LOSS, AHEAD, WORK, HOSTILE
)


def pages_of(edition: Edition) -> dict[str, Page]:
    return {
        "incident-open": incident_page(edition, "2026-11-15-loss", ("An interval is not counted.",)),
        "incident-closed": incident_page(edition, "2026-10-18-timeouts"),
        "incident-part": incident_page(edition, "2026-11-02-part"),
        "incidents": incidents_page(edition),
        "history": history_page(edition, Month(2026, 10)),
        "maintenance": maintenance_page(edition),
        "change-past": change_page(edition, "2026-10-18-move"),
        "change-ahead": change_page(edition, "2026-11-22-db"),
        "rfos": rfos_page(edition),
        "rfo-final": rfo_page(edition, "2026-10-18-timeouts"),
        "rfo-preliminary": rfo_page(edition, "2026-10-29-locked"),
        "subscribe": subscribe_page(edition),
    }


PAGES = pages_of(EDITION)


@pytest.mark.parametrize("name", PAGES)
def test_the_fragment_is_what_it_was(name: str) -> None:
    lines = re.sub(r"\n\s*\n+", "\n", FRAGMENTS.render(PAGES[name])).replace("><", ">\n<")
    path = GOLDEN / f"{name}.html"
    if os.environ.get("ABOVEBOARD_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(lines, encoding="utf-8")
    assert lines == path.read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_fragment_is_well_formed_and_its_own_references_lead_somewhere(name: str) -> None:
    reader = read(FRAGMENTS.render(PAGES[name]))
    assert reader.open == []
    assert reader.tags.count("h1") == 1
    assert "style" not in reader.attributes
    assert len(reader.ids) == len(set(reader.ids))
    assert set(reader.labels) <= set(reader.ids)
    assert {href[1:] for href in reader.links if href.startswith("#")} <= set(reader.ids)


def test_links_of_a_page_in_a_folder_lead_to_the_top_first() -> None:
    known = {page.path for page in PAGES.values()}
    for page in PAGES.values():
        for href in read(FRAGMENTS.render(page)).links:
            if "/" in page.path and not re.match(r"[a-z]+:|#", href):
                assert href.startswith("../"), f"{page.path}: {href}"
    assert "incidents/2026-11-15-loss.html" in known


def test_no_text_of_a_record_becomes_markup() -> None:
    html = FRAGMENTS.render(incident_page(EDITION, "2026-11-14-hostile"))
    reader = read(html)
    assert not {"script", "img"} & set(reader.tags)
    assert not {name for name in reader.attributes if name.startswith("on")}
    assert not [href for href in reader.links if href.startswith("javascript:")]
    assert "&lt;b&gt;Evil&lt;/b&gt;" in html


def test_every_entry_of_a_feed_leads_to_an_anchor_of_its_page() -> None:
    html = {page.path: read(FRAGMENTS.render(page)) for page in PAGES.values()}
    found = {entry.path for feed in feeds_of(EDITION).feeds for entry in feed.entries}
    checked = 0
    for path in found:
        page, _, anchor = path.partition("#")
        if page in html and anchor:
            assert anchor in html[page].ids, path
            checked += 1
    assert checked > 10


def test_a_fragment_is_the_same_every_time() -> None:
    again = pages_of(
        scene(
            TIMEOUTS,
            TIMEOUTS_RFO,
            MOVE,
            LOCKED,
            LOCKED_RFO,
            PART,
            CANCELLED,
            FORGOTTEN,
            PAST,
            LOSS,
            AHEAD,
            WORK,
            HOSTILE,
        )
    )
    for name, page in PAGES.items():
        assert FRAGMENTS.render(page) == FRAGMENTS.render(again[name])


_VOID = {"br", "hr", "img", "circle", "path", "rect", "use"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            kept = {"id": self.ids, "aria-labelledby": self.labels, "href": self.links}.get(name)
            if kept is not None and value and tag != "use":
                kept.append(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader
