"""Pages as fragments of HTML: our own Jinja, strict and escaping, over the theme's templates."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError
from jinja2.meta import find_referenced_templates
from markupsafe import Markup

from aboveboard.render.drawings import DRAWINGS
from aboveboard.render.escaping import marked
from aboveboard.render.markdown import markdown_html
from aboveboard.render.template_engine import TemplateEngine
from aboveboard.views.page import Page

# Templates by their names, as code that this version of Python runs.
Compiled = Mapping[str, bytes]


class _Loader(FileSystemLoader):
    """Knows some templates already."""

    def __init__(self, theme_dirs: Sequence[Path], compiled: Compiled) -> None:
        super().__init__(theme_dirs)
        self._compiled = compiled

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        code = self._compiled.get(name)
        if code is None:
            return super().load(environment, name, globals)
        return environment.template_class.from_code(environment, marshal.loads(code), globals or {})


class Fragments:
    """The templates of one build. `theme_dirs` are looked through in order: the repository's own, then ours. `compiled` is
    what another one's `compiled` gave of the same folders.

    A template gets the page's `view`, the `page` itself, and `base`, which leads to the top of the tree. Filters only
    format and functions only draw: what a page says was decided by its view.
    """

    def __init__(self, theme_dirs: Sequence[Path], compiled: Compiled = MappingProxyType({})) -> None:
        self._environment = TemplateEngine(
            loader=_Loader(theme_dirs, compiled),
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

    @property
    def names(self) -> tuple[str, ...]:
        """Of the templates that pages ask for; parts of pages lie in folders. What begins with a dot is an editor's or the
        Finder's, and need not even be text."""
        listed = self._environment.list_templates(("html",))
        return tuple(name for name in listed if "/" not in name and name[0] != ".")

    def compiled(self, names: Iterable[str]) -> Compiled:
        """These templates and all that they need; one with a fault is left out, and fails where it is asked for."""
        environment, loader = self._environment, self._environment.loader
        assert loader is not None
        found: dict[str, bytes] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            try:
                source, file, _ = loader.get_source(environment, name)
                tree = environment.parse(source, name, file)
                code = environment.compile(tree, name, file)
            except TemplateError:
                continue
            found[name] = marshal.dumps(code)
            waiting += filter(None, find_referenced_templates(tree))
        return found

    def _template(self, name: str) -> Template:
        known = self._templates.get(name)
        if known is None:
            known = self._templates[name] = self._environment.get_template(name)
        return known


def _markdown(text: str, deeper: int = 1) -> Markup:
    return marked(markdown_html(text, deeper))


def _href(path: str, base: str) -> str:
    """The way to a page of the tree from one whose top is at `base`; what leads out of the tree is whole already."""
    return path if "://" in path else base + path


def _remembered(macro: Callable[..., str]) -> Callable[..., str]:
    """The macro, but asked only once for the same few values; for those that say nothing but what they are given."""
    return lru_cache(maxsize=1024)(macro)
