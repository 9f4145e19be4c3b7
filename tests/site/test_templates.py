"""The templates of a build that shows everything are compiled ahead."""

from __future__ import annotations

from pathlib import Path

import pytest

from aboveboard.records.values import instant_of
from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.site.audiences import wanted_of
from aboveboard.site.public import open_public_site
from aboveboard.site.templates import OF_PUBLIC_PAGES, coming_templates
from aboveboard.views.home import home_page
from status_scenes import LOSS, PAST, scene


def test_the_pages_of_the_public_tree_need_no_others(small: Path) -> None:
    site = open_public_site(small, instant_of("2026-11-15 13:37 UTC"), True, False)
    asked = {page.view().template for page in site.pages}
    site.close()
    assert asked <= set(OF_PUBLIC_PAGES)
    assert len(asked) > 8
    assert set(OF_PUBLIC_PAGES) <= set(Fragments(theme_folders("html")).names)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("audiences", [["public"], []])
def test_they_show_the_same_whoever_compiled_them(jobs: int, audiences: list[str], tmp_path: Path) -> None:
    templates = coming_templates(tmp_path, wanted_of(audiences), jobs)
    page = home_page(scene(PAST, LOSS))
    assert templates().render(page) == Fragments(theme_folders("html")).render(page)
    assert templates() is templates()


def test_only_the_public_tree_is_wanted_when_nobody_asks_for_more() -> None:
    assert wanted_of(["public"]).only_public
    for more in ("internal", "customers", "customers/acme"):
        assert not wanted_of(["public", more]).only_public
        assert not wanted_of([more]).only_public
    assert not wanted_of([]).only_public
