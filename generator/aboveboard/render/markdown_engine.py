"""Markdown of any kind as safe HTML: a lean Python-Markdown, then nh3's list of what may stay."""

from __future__ import annotations

import re

import nh3
from markdown import Markdown

_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dfn", "div", "dl", "dt", "em",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp",
    "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "ul", "var",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_ADMONITIONS = {"admonition", "note", "tip", "info", "warning", "danger", "important"}

# What authors name can never be one of the page's own anchors.
ID_PREFIX = "text-"

_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    allowed_classes={"div": _ADMONITIONS, "p": {"admonition-title"}},
    link_rel="nofollow noopener noreferrer",
    url_schemes={"http", "https", "mailto", "tel"},
    id_prefix=ID_PREFIX,
)
_MARKDOWN = Markdown(
    extensions=["fenced_code", "tables", "sane_lists", "admonition"],
    extension_configs={"tables": {"use_align_attribute": True}},
)


def engine_html(text: str, deeper: int = 1) -> str:
    """Headings stand `deeper` levels below what was written, and never on the page's own first one."""
    html: str = _CLEANER.clean(_MARKDOWN.reset().convert(text))
    return _HEADING.sub(lambda match: f"<{match[1]}h{max(2, min(6, int(match[2]) + deeper))}", html)
