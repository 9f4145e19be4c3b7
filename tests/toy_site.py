"""A small repository with hand-written pages, and a public site of toy pages for the plugin to put beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config.base import load_config

from aboveboard.mkdocs_plugin import AboveboardPlugin
from aboveboard.render.shell import ShellPage, Shells
from aboveboard.views.page import SearchEntry

SITE_URL = "https://status.northwind.example/"

CONFIG = """\
site_name: Northwind Cloud status
site_url: https://status.northwind.example/
docs_dir: content/pages
theme:
  name: material
  palette:
    - {media: "(prefers-color-scheme)", toggle: {icon: material/brightness-auto, name: Light}}
    - {media: "(prefers-color-scheme: light)", scheme: default, toggle: {icon: material/brightness-7, name: Dark}}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, toggle: {icon: material/brightness-4, name: System}}
plugins:
  - search
  - aboveboard: {brand: Northwind Cloud}
nav: [how-we-measure.md]
"""

_HAND_WRITTEN = """\
# How we measure

See [the incident](incidents/2026-10-03-fra1.html#2026-10-03T0820Z) and [the status](index.html).

| left | right |
|------|------:|
| a    |     1 |
"""


def toy_page(path: str) -> ShellPage:
    return ShellPage(path=path, title=path, body=Markup("<h1>{}</h1>").format(path))


@dataclass
class ToySite:
    """Pages that say their own path, or those of `pages`; and files that are no pages."""

    paths: Sequence[str] = ("index.html", "incidents/2026-10-03-fra1.html", "api/v2/status.json")
    pages: Mapping[str, ShellPage] = field(default_factory=dict)
    search_entries: Sequence[SearchEntry] = (SearchEntry("incidents/2026-10-03-fra1.html", "Loss <b>", "A & B"),)
    site_url: str = SITE_URL
    as_of: str | None = None
    root: Path = field(default_factory=Path)

    @property
    def sitemap_paths(self) -> Sequence[str]:
        return [path for path in self.paths if path.endswith(".html")]

    def contents(self, shells: Shells) -> Mapping[str, str | bytes]:
        return {path: self._content(path, shells) for path in self.paths}

    def prove(self, folder: Path, paths: Iterable[str]) -> None:
        """Nothing is private here."""

    def close(self) -> None:
        """Nothing was opened."""

    def open(self, root: Path, as_of: str | None) -> ToySite:
        self.root, self.as_of = root, as_of
        return self

    def _content(self, path: str, shells: Shells) -> str | bytes:
        if not path.endswith(".html"):
            return b'{"built_at": "2026-11-15T13:37:00Z"}'
        return shells.join("public", self.pages.get(path) or toy_page(path))


def write_repository(root: Path, pages: Mapping[str, str] | None = None, config: str = CONFIG) -> Path:
    """Returns the path of its mkdocs.yml."""
    for name, text in (pages or {"how-we-measure.md": _HAND_WRITTEN}).items():
        path = root / "content/pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    return root / "mkdocs.yml"


def build_with_mkdocs(config_file: Path, into: Path, site: ToySite, *, strict: bool = False) -> None:
    """What `mkdocs build` does, with the toy site behind the plugin."""
    config = load_config(str(config_file), site_dir=str(into), strict=strict)
    plugin = config.plugins["aboveboard"]
    assert isinstance(plugin, AboveboardPlugin)
    plugin.open_site = site.open
    config.plugins.on_startup(command="build", dirty=False)
    build(config)


def tree_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
