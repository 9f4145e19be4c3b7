"""An issue's body made into Markdown of ours: Hugo's shortcodes and hidden comments out, links to other issues mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from aboveboard.importers.cstate.blocks import outside_code
from aboveboard.importers.report import Effect, Notes

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Each letter has one way to match, so that one that never ends costs no more than its length; it holds no other one.
_SHORTCODE = re.compile(
    r"\{\{[<%]\s*+(/?\s*+[\w./-]++)?+(?:\"[^\"]*+\"|`[^`]*+`|[^\"`>%{]++|[>%](?!\}\})|\{(?!\{[<%]))*+[>%]\}\}"
)
_TARGET = re.compile(r"(\]\(|\b(?:src|href)=[\"'])([^)\s\"'>]+)")
_ACTIVE_HTML = re.compile(r"<(script|style|iframe|form|object|embed)\b", re.IGNORECASE)


def clean_body(body: str, notes: Notes) -> str:
    """Without comments, which nobody saw, and without shortcodes but `track`; each kind left out becomes a finding."""
    text = in_prose(body, lambda prose: _COMMENT.sub("", prose))
    left_out: set[str] = set()

    def keep_track(match: re.Match[str]) -> str:
        name = (match.group(1) or "").replace(" ", "")
        if name == "track":
            return match.group()
        left_out.add(name.lstrip("/") or "?")
        return ""

    text = in_prose(text, lambda prose: _SHORTCODE.sub(keep_track, prose))
    for name in sorted(left_out):
        notes.add(Effect.DOUBTFUL, "", f'shortcode "{name}" in its text', "left out, but not the text within")
    for name in sorted({match.group(1).lower() for match in _ACTIVE_HTML.finditer(text)}):
        notes.add(Effect.DOUBTFUL, "", f"<{name}> in its text", "kept in the file, not shown on pages")
    return text


def with_links_mended(text: str, targets: Mapping[str, str], site_url: str, notes: Notes) -> str:
    """Links to other issues lead to their new pages; links to files that stayed behind become findings.

    `targets` maps an issue's old path below the site (`issues/2021-01-01-name`) to its new URL.
    """
    stayed: set[str] = set()

    def mend(match: re.Match[str]) -> str:
        before, target = match.groups()
        path, hash_mark, fragment = target.partition("#")
        if path.startswith(site_url):
            path = path.removeprefix(site_url)
        elif not path or re.match(r"[a-z][a-z0-9+.-]*:|//", path, re.IGNORECASE):
            return match.group()
        plain = re.sub(r"^(?:\.{0,2}/)+|/(?:index\.(?:html|json))?$", "", path).lower()
        if new := targets.get(plain):
            return f"{before}{new}{hash_mark}{fragment}"
        if plain and not target.startswith(site_url):
            stayed.add(target)
        return match.group()

    mended = in_prose(text, lambda prose: _TARGET.sub(mend, prose))
    for target in sorted(stayed):
        notes.add(
            Effect.DOUBTFUL, "", f"its text leads to {target}, which was not carried", "copy it to content/pages/"
        )
    return mended


def in_prose(text: str, change: Callable[[str], str]) -> str:
    """The text with what stands outside of fences of code changed."""
    parts: list[tuple[bool, list[str]]] = []
    for line, is_prose in outside_code(text):
        if not parts or parts[-1][0] != is_prose:
            parts.append((is_prose, []))
        parts[-1][1].append(line)
    return "\n".join(change("\n".join(lines)) if is_prose else "\n".join(lines) for is_prose, lines in parts)
