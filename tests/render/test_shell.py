"""The guard of the shell: what is joined is what MkDocs' own environment renders, whatever stands in a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.base import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

from aboveboard.mkdocs_plugin.frame import cut_shells, looks_of, use_theme, use_theme_in_templates
from aboveboard.render.look import Look
from aboveboard.render.shell import Shell, ShellError, ShellPage, Shells, cut, page_context, shell_page
from aboveboard.views.page import Alternate, Page
from toy_site import write_repository

_MARK = "\ue000body\ue001 \ue000title\ue001"
_HOSTILE = "</title></script><script>alert(1)</script>{{ config }}{% raw %}\"'&<>" + _MARK

PAGES = {
    "plain": ShellPage(path="index.html", title="All 10 services work", body=Markup("<h1>Fine</h1>"), active="status"),
    "empty": ShellPage(path="incidents/a.html", title="", body=Markup("")),
    "hostile": ShellPage(
        path="incidents/2026-10-03-fra1.html",
        title=_HOSTILE,
        body=Markup(_HOSTILE + "\r\n\t\u2028 <style>*{}</style>"),
        description=_HOSTILE,
        canonical="https://status.northwind.example/?a=1&b=\"'<",
        active="incidents",
        alternates=[Alternate("feeds/all.atom", "application/atom+xml", _HOSTILE)],
        reader=_HOSTILE,
        notes=[_HOSTILE, "Times are UTC."],
        data={"as-of": "1794749820", "open": '1" onload="alert(1)'},
    ),
    "of an unknown entry": ShellPage(path="x.html", title="x", body=Markup("x"), active="\ue000body\ue001"),
    "of a hand-written entry": ShellPage(path="y/x.html", title="x", body=Markup("x"), active="how-we-measure.html"),
}

Render = Callable[[Look, ShellPage], str]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Look, ...], Shells, Render]:
    """The looks, their cut shells, and the template itself, all of one MkDocs environment."""
    root = tmp_path_factory.mktemp("repository")
    config = load_config(str(write_repository(root)))
    use_theme(config, root)
    files = get_files(config)
    env = config.theme.get_env()
    use_theme_in_templates(env, root)
    nav = get_navigation(files, config)
    looks = looks_of(config, nav, "Northwind <Cloud>", "/-/shared")
    shells = Shells(cut_shells(env, config, files, nav, looks))

    def render(look: Look, page: ShellPage) -> str:
        base_url = look.assets or ("..", ".")[page.path.count("/") == 0]
        context = get_context(nav, files, config, base_url=base_url)
        return env.get_template("main.html").render({**context, **page_context(look, page)})

    return looks, shells, render


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_a_joined_page_is_what_the_template_renders(
    rendered: tuple[tuple[Look, ...], Shells, Render], page: ShellPage, number: int
) -> None:
    looks, shells, render = rendered
    look = looks[number]
    assert shells.join(look.name, page).decode() == render(look, page)


def test_only_the_body_is_markup(rendered: tuple[tuple[Look, ...], Shells, Render]) -> None:
    _, shells, _ = rendered
    page = shells.join("public", PAGES["hostile"]).decode()
    assert page.count("<script>alert(1)</script>") == 1, "the one in the body"
    assert 'onload="' not in page
    assert page.count(_MARK) > 1, "a mark in a page is text like any other"


def test_a_cached_shell_joins_the_same_pages(rendered: tuple[tuple[Look, ...], Shells, Render]) -> None:
    _, shells, _ = rendered
    kept = Shells(shells.by_look, ("incidents/a.html",), ("a warning",))
    assert Shells.from_json(kept.to_json()) == kept


def test_the_policy_is_the_same_on_every_page(rendered: tuple[tuple[Look, ...], Shells, Render]) -> None:
    _, shells, _ = rendered
    policies = {
        line
        for name in shells.by_look
        for page in PAGES.values()
        for line in shells.join(name, page).decode().splitlines()
        if "Content-Security-Policy" in line
    }
    assert len(policies) == 1


def test_the_current_entry_is_marked_once(rendered: tuple[tuple[Look, ...], Shells, Render]) -> None:
    _, shells, _ = rendered
    page = shells.join("public", PAGES["plain"]).decode()
    assert page.count('aria-current="page"') == 1
    assert '<a href="index.html" aria-current="page">Status</a>' in page


def test_a_portal_asks_not_to_be_indexed(rendered: tuple[tuple[Look, ...], Shells, Render]) -> None:
    _, shells, _ = rendered
    assert b"noindex" in shells.join("portal", PAGES["plain"])
    assert b"noindex" not in shells.join("public", PAGES["plain"])


def test_a_portal_takes_its_assets_from_the_shared_folder(rendered: tuple[tuple[Look, ...], Shells, Render]) -> None:
    _, shells, _ = rendered
    page = shells.join("portal", PAGES["empty"]).decode()
    assert 'href="/-/shared/stylesheets/aboveboard.css' in page
    assert '<a href="../months/index.html">' in page


def test_a_page_deeper_than_any_shell_is_refused(rendered: tuple[tuple[Look, ...], Shells, Render]) -> None:
    _, shells, _ = rendered
    with pytest.raises(ShellError, match=r"a/b/c\.html"):
        shells.join("public", ShellPage(path="a/b/c.html", title="", body=Markup()))


def test_a_template_that_lost_a_place_is_named() -> None:
    with pytest.raises(ShellError, match=r"shows no head, data, reader, notes, body$"):
        cut("<title>\ue000title\ue001</title>")


def test_a_shell_without_marks_inside_is_joined_in_order() -> None:
    page = ShellPage(path="x.html", title="T", body=Markup("B"))
    assert Shell(("<", "|", "|", ">"), ("title", "body", "title")).join(page) == b"<T|B|T>"


def test_what_a_page_says_of_itself_reaches_the_shell() -> None:
    page = Page("incidents/index.html", "Incidents", "All of them", "incidents", "t.html", None, as_of=7, is_open=True)
    shown = shell_page(page, Markup("B"), "https://status.northwind.example", is_fixed=True)
    assert shown.data == {"as-of": "7", "open": "", "fixed": ""}
    assert shown.canonical == "https://status.northwind.example/incidents/"
    assert shell_page(page, Markup("B")).canonical is None


def test_the_modules_of_the_shell_need_no_mkdocs() -> None:
    folder = Path(__file__).parents[2] / "generator/aboveboard/render"
    importers = [path.name for path in folder.rglob("*.py") if "import mkdocs" in path.read_text("utf-8")]
    importers += [path.name for path in folder.rglob("*.py") if "from mkdocs" in path.read_text("utf-8")]
    assert importers == []
