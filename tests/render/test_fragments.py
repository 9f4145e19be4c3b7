"""Whole fragments compared with golden files; ABOVEBOARD_GOLDEN=1 writes those anew."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import TemplateSyntaxError, UndefinedError

from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.views.edition import Edition
from aboveboard.views.home import home_page
from aboveboard.views.page import Page
from aboveboard.views.services import service_page, services_page
from builders import incident
from status_scenes import AHEAD, EVERYTHING, LOSS, PAST, SLOW, WORK, scene

GOLDEN = Path(__file__).parent / "golden"
FRAGMENTS = Fragments(theme_folders("html"))
LONG_AGO = incident(
    "2026-05-01-first",
    "started: 2026-05-01 00:00 UTC\nresolved: 2026-05-01 00:31 UTC\nimpacts: [{on: hv, level: outage}]",
)

PAGES = {
    "home-quiet": home_page(scene(PAST, AHEAD)),
    "home-several": home_page(scene(PAST, LOSS, SLOW, WORK)),
    "home-down": home_page(scene(PAST, EVERYTHING)),
    "services": services_page(scene(PAST, LOSS)),
    "service": service_page(scene(PAST, LONG_AGO, LOSS, AHEAD), "erp"),
    "service-quiet": service_page(scene(), "dns"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_fragment_is_what_it_was(name: str) -> None:
    lines = re.sub(r"\n\s*\n+", "\n", FRAGMENTS.render(PAGES[name])).replace("><", ">\n<")
    path = GOLDEN / f"{name}.html"
    if os.environ.get("ABOVEBOARD_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(lines, encoding="utf-8")
    assert lines == path.read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_fragment_is_well_formed_and_has_one_heading_of_the_first_level(name: str) -> None:
    reader = _Reader()
    reader.feed(FRAGMENTS.render(PAGES[name]))
    reader.close()
    assert reader.open == []
    assert reader.tags.count("h1") == 1
    assert "style" not in reader.attributes
    assert len(reader.ids) == len(set(reader.ids))


def test_no_text_of_a_record_becomes_markup() -> None:
    html = FRAGMENTS.render(PAGES["home-several"])
    assert "alert(1)" not in html
    assert "Frankfurt &amp; Norvia" in html


def test_links_of_a_page_in_a_folder_lead_to_the_top_first() -> None:
    html = FRAGMENTS.render(PAGES["service"])
    assert 'href="../incidents/2026-11-15-loss.html"' in html
    assert 'href="incidents/' not in html


def test_a_repository_s_own_template_goes_first(tmp_path: Path) -> None:
    own = tmp_path / "theme/html/partials"
    own.mkdir(parents=True)
    (own / "state.html").write_text(
        "{% macro mark(level) %}{% endmacro %}{% macro state(level, word) %}<b>{{ word }}</b>{% endmacro %}"
    )
    fragments = Fragments(theme_folders("html", tmp_path))
    assert "<b>Operational</b>" in fragments.render(PAGES["services"])


def test_a_template_that_asks_for_what_is_not_there_fails(tmp_path: Path) -> None:
    (tmp_path / "odd.html").write_text("{{ view.nothing }}")
    (tmp_path / "strange.html").write_text("{{ nowhere.nothing }}")
    with pytest.raises(AttributeError, match="nothing"):
        Fragments([tmp_path]).render(Page("odd.html", "", "", "", "odd.html", view=object()))
    with pytest.raises(UndefinedError, match="nowhere"):
        Fragments([tmp_path]).render(Page("odd.html", "", "", "", "strange.html", view=object()))


def test_what_was_compiled_before_shows_the_same() -> None:
    folders = theme_folders("html")
    ready = Fragments(folders, FRAGMENTS.compiled({page.template for page in PAGES.values()}))
    assert [ready.render(page) for page in PAGES.values()] == [FRAGMENTS.render(page) for page in PAGES.values()]


def test_what_was_compiled_before_needs_its_files_no_more(tmp_path: Path) -> None:
    """Those of its parts neither."""
    (tmp_path / "odd.html").write_text("{% from 'part.html' import said %}{{ said(view) }}{% include 'end.html' %}")
    (tmp_path / "part.html").write_text("{% macro said(view) %}<b>{{ view }}</b>{% endmacro %}")
    (tmp_path / "end.html").write_text(".")
    (tmp_path / "other.html").write_text("not asked for")
    compiled = Fragments([tmp_path]).compiled(["odd.html"])
    for file in tmp_path.iterdir():
        file.unlink()
    assert compiled.keys() == {"odd.html", "part.html", "end.html"}
    assert Fragments([tmp_path], compiled).render(Page("odd.html", "", "", "", "odd.html", view="&")) == "<b>&amp;</b>."


def test_a_template_with_a_fault_fails_where_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "odd.html").write_text("{% if %}")
    fragments = Fragments([tmp_path])
    assert fragments.compiled(["odd.html", "nowhere.html"]) == {}
    with pytest.raises(TemplateSyntaxError, match="Expected an expression"):
        fragments.render(Page("odd.html", "", "", "", "odd.html", view=object()))


def test_pages_ask_for_templates_that_lie_in_no_folder(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials/few.html").write_text("")
    (tmp_path / "odd.html").write_text("")
    assert Fragments([tmp_path]).names == ("odd.html",)


def test_what_editors_and_the_finder_leave_among_templates_is_none(tmp_path: Path) -> None:
    (tmp_path / "odd.html").write_text("")
    for name in (".DS_Store", "._odd.html", ".odd.html.swp", "odd.html~", "odd.html.orig"):
        (tmp_path / name).write_bytes(b"\0\0\0\1Bud1\xff")
    assert Fragments([tmp_path]).names == ("odd.html",)


def test_a_macro_is_called_by_places_and_by_names(tmp_path: Path) -> None:
    """With a text around it that a caller gives, and with what nobody gave."""
    (tmp_path / "few.html").write_text(
        "{% macro pair(left, right='<') %}{{ left }}{{ right }}{% endmacro %}"
        "{% macro around(mark) %}{{ mark }}{{ caller() }}{{ mark }}{% endmacro %}"
        "{% macro all() %}{{ varargs }}{{ kwargs }}{% endmacro %}"
    )
    (tmp_path / "odd.html").write_text(
        "{% from 'few.html' import pair, around, all with context %}{% import 'few.html' as few %}"
        "{{ pair('&') }} {{ pair('a', 'b') }} {{ pair(right='b', left='a') }} {{ pair(*('c', 'd')) }}"
        "{% for one in 'xy' %} {{ few.pair(one, right=one) }}{% endfor %}"
        " {% call around('-') %}<b>{{ view.class }}</b>{% endcall %} {{ all(1, two=3) }}"
    )
    view = SimpleNamespace(**{"class": "A&B"})
    html = Fragments([tmp_path]).render(Page("odd.html", "", "", "", "odd.html", view=view))
    assert html == "&amp;&lt; ab ab cd xx yy -<b>A&amp;B</b>- (1,){&#39;two&#39;: 3}"


def test_a_fragment_is_the_same_every_time() -> None:
    def edition() -> Edition:
        return scene(PAST, LOSS, SLOW, WORK)

    assert FRAGMENTS.render(home_page(edition())) == FRAGMENTS.render(home_page(edition()))


_VOID = {"br", "hr", "img", "circle", "path", "rect", "use"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)
        self.ids.extend(value for name, value in attrs if name == "id" and value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
