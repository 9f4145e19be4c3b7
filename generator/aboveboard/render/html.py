"""Pages as fragments of HTML: our own Jinja, strict and escaping, over the theme's templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from aboveboard.render.drawings import DRAWINGS
from aboveboard.render.markdown import markdown_html
from aboveboard.render.template_engine import TemplateEngine
from aboveboard.views.page import Page


class Fragments:
    """The templates of one build. `theme_dirs` are looked through in order: the repository's own, then ours.

    A template gets the page's `view`, the `page` itself, and `base`, which leads to the top of the tree. Filters only
    format and functions only draw: what a page says was decided by its view.
    """

    def __init__(self, theme_dirs: Sequence[Path]) -> None:
        self._environment = TemplateEngine(
            loader=FileSystemLoader(theme_dirs),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.filters["markdown"] = _markdown
        self._environment.filters["href"] = _href
        self._environment.globals.update(DRAWINGS, remembered=_remembered)
        self._templates: dict[str, Template] = {}

    def render(self, page: Page, more: Mapping[str, Any] | None = None) -> str:
        """The page's body. `more` is for what only one audience's shell knows."""
        base = "../" * page.path.count("/")
        return self._template(page.template).render(view=page.view, page=page, base=base, **(more or {}))

    def _template(self, name: str) -> Template:
        known = self._templates.get(name)
        if known is None:
            known = self._templates[name] = self._environment.get_template(name)
        return known


def _markdown(text: str, deeper: int = 1) -> Markup:
    return Markup(markdown_html(text, deeper))


def _href(path: str, base: str) -> str:
    """The way to a page of the tree from one whose top is at `base`; what leads out of the tree is whole already."""
    return path if "://" in path else base + path


def _remembered(macro: Callable[..., str]) -> Callable[..., str]:
    """The macro, but asked only once for the same few values; for those that say nothing but what they are given."""
    return lru_cache(maxsize=1024)(macro)
