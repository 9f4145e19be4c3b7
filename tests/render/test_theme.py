from __future__ import annotations

from pathlib import Path

from aboveboard.render.theme import packaged_theme, theme_folders

_CHECKOUT = Path(__file__).parents[2]


def test_a_wheel_has_the_theme_inside(tmp_path: Path) -> None:
    package = tmp_path / "site-packages/aboveboard"
    (package / "theme").mkdir(parents=True)
    assert packaged_theme(package) == package / "theme"


def test_a_checkout_has_it_beside_the_package() -> None:
    assert packaged_theme() == _CHECKOUT / "theme"


def test_a_repositorys_own_theme_goes_first(tmp_path: Path) -> None:
    (tmp_path / "theme/html").mkdir(parents=True)
    assert theme_folders("html", tmp_path) == (tmp_path / "theme/html", _CHECKOUT / "theme/html")
    assert theme_folders("paper", tmp_path) == (_CHECKOUT / "theme/paper",)


def test_this_repositorys_theme_is_named_once() -> None:
    assert theme_folders("material", _CHECKOUT) == (_CHECKOUT / "theme/material",)
