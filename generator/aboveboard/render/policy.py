"""The content security policy of the shell: what its pages may load and run, with the hash of each inline script."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser

_RULES = (
    "default-src 'none'",
    "{scripts}",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
)


def policy_of(html: str) -> str:
    """The policy under which this page runs, and nothing that is not in it.

    Give it a page without content: a script that came with the content would be allowed as well.
    """
    sources = " ".join(["script-src 'self'", *(f"'sha256-{_sha256(script)}'" for script in _inline_scripts(html))])
    return "; ".join(rule.format(scripts=sources) for rule in _RULES)


def _inline_scripts(html: str) -> list[str]:
    collector = _ScriptCollector()
    collector.feed(html)
    collector.close()
    return list(dict.fromkeys(collector.scripts))


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class _ScriptCollector(HTMLParser):
    """Collects the text of scripts that a browser would run: no `src`, no type that is only data."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self._is_collecting = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        runs = (given.get("type") or "text/javascript") in ("text/javascript", "module")
        if tag == "script" and "src" not in given and runs:
            self._is_collecting = True
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._is_collecting:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._is_collecting = False
