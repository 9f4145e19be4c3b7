"""Our theme inside MkDocs: which folders and files it uses, and the shells that are cut from its main.html."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from aboveboard.render.look import Link, Look, internal_look, portal_look, public_look
from aboveboard.render.policy import policy_of
from aboveboard.render.shell import DEPTHS, Shell, cut, marked_context, template_context
from aboveboard.render.theme import theme_folders
from aboveboard.views.how_we_measure import HOW_WE_MEASURE

_STYLESHEET = "stylesheets/aboveboard.css"
_PORTAL_STYLESHEET = "stylesheets/portal.css"
_SCRIPT = "javascripts/aboveboard.js"
_MARKS = "partials/marks.svg.html"
_FAVICON = "images/favicon.svg"
_MATERIALS_FAVICON = "assets/images/favicon.png"
_LUNR = "assets/javascripts/lunr/"
_UNREAD = re.compile(r"^[ \t]*(?://[^\n]*\n|/\*[^\n]*\*/\n|\n|(?=\S))", re.MULTILINE)
"""Indents, empty lines, and comments that have a line of their own."""
_HREF = re.compile(r'<a [^>]*?href="([^"#?:]+)')


def use_theme(config: MkDocsConfig, root: Path) -> None:
    """Puts our folders before Material's, and sets what our pages need whatever mkdocs.yml says."""
    folders = theme_folders("material", root)
    at = 1 if config.theme.custom_dir else 0
    config.theme.dirs[at:at] = [str(folder) for folder in folders]
    config.theme["font"] = False
    if config.theme["favicon"] == _MATERIALS_FAVICON:
        config.theme["favicon"] = _FAVICON
    config.use_directory_urls = False
    config.extra_css.insert(0, _with_digest(_STYLESHEET, folders))
    # Constant in every folder, so that one hash of the inline script that holds it is enough for the policy.
    config.extra["scope"] = urlsplit(config.site_url or "/").path
    config.mdx_configs.setdefault("tables", {})["use_align_attribute"] = True


def use_theme_in_templates(env: Environment, root: Path) -> None:
    """The names that main.html uses beside MkDocs' own."""
    env.trim_blocks = env.lstrip_blocks = True  # a quarter of each page would be empty lines
    portal = _with_digest(_PORTAL_STYLESHEET, theme_folders("material", root))
    env.globals["portal_stylesheet"] = portal
    env.globals["aboveboard_script"] = _with_digest(_SCRIPT, theme_folders("material", root))
    marks = _first(_MARKS, theme_folders("html", root)).read_text("utf-8")
    env.globals["marks"] = Markup(Environment(autoescape=True).from_string(marks).render())
    env.globals["content_security_policy"] = ""


def leave_out_dead_weight(files: Files, config: MkDocsConfig) -> None:
    """Drops source maps and the search's unused languages, 2.2 of Material's 2.5 MB; and what only we read in ours."""
    kept = _lunr_files(config)
    for file in list(files):
        uri = file.src_uri
        if uri.startswith("assets/") and (uri.endswith(".map") or (uri.startswith(_LUNR) and uri not in kept)):
            files.remove(file)
        elif uri in (_STYLESHEET, _PORTAL_STYLESHEET, _SCRIPT):
            file.content_string = _UNREAD.sub("", file.content_string)


def looks_of(config: MkDocsConfig, nav: Navigation, brand: str, shared_assets: str) -> tuple[Look, ...]:
    """The looks of the public tree, of portals and of the internal tree; hand-written pages stand in the footers."""
    pages = [Link(page.url, str(page.title), page.url) for page in nav.pages]
    if all(page.key != HOW_WE_MEASURE for page in pages):
        pages.insert(0, Link(HOW_WE_MEASURE, "How we measure", HOW_WE_MEASURE))
    site_url = config.site_url or ""
    afar = [Link(page.key, page.title, site_url + page.href) for page in pages if site_url]
    return (
        public_look(config.site_name, brand, pages),
        portal_look(config.site_name, brand, afar, shared_assets),
        internal_look(config.site_name, brand, afar),
    )


def cut_shells(
    env: Environment, config: MkDocsConfig, files: Files, nav: Navigation, looks: Sequence[Look]
) -> dict[str, dict[int, Shell]]:
    """Renders main.html once for each look and depth and cuts it; also fixes the policy that all pages carry."""
    bare = _rendered(env, config, files, nav, looks[0], 0, template_context(looks[0], "", {}))
    env.globals["content_security_policy"] = Markup(policy_of(bare))
    return {
        look.name: {
            depth: cut(_rendered(env, config, files, nav, look, depth, marked_context(look, depth))) for depth in DEPTHS
        }
        for look in looks
    }


def linked_pages(files: Files, generated: Collection[str]) -> tuple[str, ...]:
    """The generated pages that hand-written ones link to."""
    linked = set()
    for file in files.documentation_pages():
        folder = posixpath.dirname(file.url)
        for href in _HREF.findall((file.page and file.page.content) or ""):
            linked.add(posixpath.normpath(posixpath.join(folder, href)))
    return tuple(sorted(linked.intersection(generated)))


def _rendered(
    env: Environment,
    config: MkDocsConfig,
    files: Files,
    nav: Navigation,
    look: Look,
    depth: int,
    own: Mapping[str, Any],
) -> str:
    base_url = look.assets.rstrip("/") or "/".join([".."] * depth) or "."
    context = cast(dict[str, Any], get_context(nav, files, config, base_url=base_url))
    return env.get_template("main.html").render({**context, **own})


def _lunr_files(config: MkDocsConfig) -> frozenset[str]:
    search = config.plugins.get("material/search")
    languages = [] if search is None else [lang for lang in cast(list[str], search.config["lang"]) if lang != "en"]
    if not languages:
        return frozenset()
    names = ["min/lunr.stemmer.support", "min/lunr.multi", "tinyseg", "wordcut"]
    return frozenset(
        [f"{_LUNR}{name}{end}" for name in names for end in (".js", ".min.js")]
        + [f"{_LUNR}min/lunr.{language}.min.js" for language in languages]
    )


def _with_digest(path: str, folders: Sequence[Path]) -> str:
    return f"{path}?{hashlib.blake2b(_first(path, folders).read_bytes(), digest_size=4).hexdigest()}"


def _first(path: str, folders: Sequence[Path]) -> Path:
    return next(folder / path for folder in folders if (folder / path).is_file())
