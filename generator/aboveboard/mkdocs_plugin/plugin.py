"""The plugin: puts the pages made from records into MkDocs' own build, so that `mkdocs build` gives the public site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol, cast

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from aboveboard.errors import MachineError, UsageError
from aboveboard.mkdocs_plugin.frame import (
    cut_shells,
    leave_out_dead_weight,
    linked_pages,
    looks_of,
    use_theme,
    use_theme_in_templates,
)
from aboveboard.publish.tree import check_paths
from aboveboard.render.listings import compress_sitemap, merge_search_index, merge_sitemap, page_url
from aboveboard.render.look import Look
from aboveboard.render.shell import ShellError, ShellPage, Shells, page_context
from aboveboard.views.page import SearchEntry

_WRITTEN_BY_MKDOCS = ("404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json")


class PublicSite(Protocol):
    """What the pipeline publishes for anyone; `contents` has exactly the files that `paths` names.

    `prove` looks through files that were written, below a folder. It takes those away that say what is private to others,
    and raises ProofFailed when there were some.
    """

    @property
    def paths(self) -> Sequence[str]: ...

    @property
    def search_entries(self) -> Sequence[SearchEntry]: ...

    @property
    def site_url(self) -> str: ...

    @property
    def sitemap_paths(self) -> Sequence[str]: ...

    def contents(self, shells: Shells) -> Mapping[str, str | bytes]: ...

    def prove(self, folder: Path, paths: Iterable[str]) -> None: ...

    def close(self) -> None: ...


class AboveboardConfig(Config):
    """The options below `plugins: - aboveboard:` of mkdocs.yml."""

    records = config_options.Type(str, default=".")
    """Where the records lie, relative to mkdocs.yml."""
    as_of = config_options.Optional(config_options.Type((str, date)))
    """The fixed instant up to which figures count; without it, the pipeline's default."""
    brand = config_options.Optional(config_options.Type(str))
    """What stands in the header; without it, the site's name."""
    pdf = config_options.Type(bool, default=True)
    """Whether there is a PDF of each RFO and each review pack."""
    shared_assets = config_options.Type(str, default="")
    """A path of the portals' own origin where the public tree's assets are served too; else each portal has a copy."""


class AboveboardPlugin(BasePlugin[AboveboardConfig]):
    """One build: the records' site is opened in `on_files`, made in `on_env`, listed in `on_post_build`."""

    def __init__(self, open_site: Callable[[Path, str | None], PublicSite] | None = None) -> None:
        self.open_site = open_site or _open_site
        self._known_paths: tuple[str, ...] | None = None
        self._site: PublicSite | None = None
        self._generated: dict[str, File] = {}
        self._files: Files | None = None
        self._nav: Navigation | None = None
        self._looks: tuple[Look, ...] = ()
        self.shells = Shells({})

    def make_shells_only(self, known_paths: Iterable[str]) -> None:
        """Has the next build know these generated pages, write none of them, and cut the shells of every look."""
        self._known_paths = tuple(known_paths)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        use_theme(config, _root(config, self.config))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        leave_out_dead_weight(files, config)
        if self._known_paths is None:
            self._site = self.open_site(_root(config, self.config), _as_of(self.config))
        paths = sorted(self._known_paths or () if self._site is None else self._site.paths)
        _check_places(paths, files)
        self._generated = {
            path: File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV) for path in paths
        }
        for file in self._generated.values():
            files.append(file)
        return files

    def on_nav(self, nav: Navigation, **_: object) -> Navigation:
        self._nav = nav
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        if not page.meta and markdown.lstrip().startswith("---"):
            # MkDocs would publish it, notes and all, as the page's text.
            raise PluginError(f"{page.file.src_uri}: the front matter cannot be read as YAML")
        return markdown

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        assert self._nav is not None
        self._files = files
        use_theme_in_templates(env, _root(config, self.config))
        self._looks = looks_of(config, self._nav, self.config.brand or config.site_name, self.config.shared_assets)
        try:
            shells = cut_shells(env, config, files, self._nav, self._looks[:1] if self._site else self._looks)
        except ShellError as error:
            raise PluginError(str(error)) from None
        self.shells = Shells(
            shells, linked_pages(files, self._generated), shares_assets=bool(self.config.shared_assets)
        )
        if self._site is None:
            for file in self._generated.values():
                file.inclusion = InclusionLevel.EXCLUDED
        else:
            self._fill(self._site.contents(self.shells))
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: object
    ) -> TemplateContext:
        shown = ShellPage(
            path=page.url,
            title=str(page.meta.get("title") or page.title),
            body=Markup(),
            description=str(page.meta.get("description") or config.site_description or ""),
            canonical=page_url(config.site_url, page.url) if config.site_url else None,
            active=page.url,
        )
        cast(dict[str, Any], context).update(page_context(self._looks[0], shown))
        return context

    def on_template_context(self, context: TemplateContext, *, template_name: str, **_: object) -> TemplateContext:
        if template_name.endswith(".html"):
            shown = ShellPage(path=template_name, title="Page not found", body=Markup())
            cast(dict[str, Any], context).update(page_context(self._looks[0], shown, root=context["base_url"]))
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self._site is None:
            return
        site_dir = Path(config.site_dir)
        index = site_dir / "search/search_index.json"
        if index.is_file():
            index.write_bytes(merge_search_index(index.read_bytes(), self._site.search_entries))
        sitemap = site_dir / "sitemap.xml"
        merged = merge_sitemap(sitemap.read_bytes(), self._site.site_url, self._site.sitemap_paths)
        sitemap.write_bytes(merged)
        (site_dir / "sitemap.xml.gz").write_bytes(compress_sitemap(merged))
        _prove(self._site, site_dir, [file.dest_uri for file in self._files or ()])
        self._site.close()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> LiveReloadServer:
        root = _root(config, self.config)
        for folder in ("content", "incidents", "theme"):
            if (root / folder).is_dir():
                server.watch(str(root / folder))
        return server

    def _fill(self, contents: Mapping[str, str | bytes]) -> None:
        if contents.keys() != self._generated.keys():
            wrong = sorted(contents.keys() ^ self._generated.keys())
            raise PluginError(f"announced and made files differ: {', '.join(wrong[:5])}")
        for path, content in contents.items():
            if isinstance(content, bytes):
                self._generated[path].content_bytes = content
            else:
                self._generated[path].content_string = content


def _prove(site: PublicSite, folder: Path, paths: Sequence[str]) -> None:
    from aboveboard.site.inspection import ProofFailed

    try:
        site.prove(folder, [*paths, *_WRITTEN_BY_MKDOCS])
    except ProofFailed as error:
        raise PluginError(str(error)) from None


def _root(config: MkDocsConfig, options: AboveboardConfig) -> Path:
    return Path(config.config_file_path).resolve().parent / options.records


def _check_places(paths: Sequence[str], files: Files) -> None:
    """MkDocs would let the later of two files with one destination win, and write outside of the site."""
    taken = dict.fromkeys(_WRITTEN_BY_MKDOCS, "mkdocs") | {file.dest_uri: file.src_uri for file in files}
    for path in paths:
        if path in taken:
            raise PluginError(f"{path} is made from records and from {taken[path]} as well")
    try:
        check_paths([*taken, *paths])
    except (MachineError, ValueError) as error:
        raise PluginError(str(error)) from None


def _as_of(options: AboveboardConfig) -> str | None:
    """What mkdocs.yml says, as it was written: YAML has made some ways of writing it into an object."""
    written = options.as_of
    return written.isoformat() if isinstance(written, date) else cast(str | None, written)


def _open_site(root: Path, as_of: str | None) -> PublicSite:
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.site.public import open_public_site

    try:
        workplace = workplace_at(root, as_of)
    except UsageError as error:
        raise PluginError(str(error)) from None
    return open_public_site(workplace.root, workplace.now, workplace.fixed, workplace.has_papers)
