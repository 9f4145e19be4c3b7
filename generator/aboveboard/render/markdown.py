"""Markdown of records as safe HTML."""

from __future__ import annotations

from aboveboard.render.simple_markdown import simple_html


def markdown_html(text: str, deeper: int = 1) -> str:
    """Safe HTML. Headings stand `deeper` levels below what was written, and never on the page's own first one."""
    quick = simple_html(text)
    if quick is not None:
        return quick
    from aboveboard.render.markdown_engine import engine_html  # most texts do without it

    return engine_html(text, deeper)
