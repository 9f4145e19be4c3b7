"""Charts as the theme draws them, compared with golden files; ABOVEBOARD_GOLDEN=1 writes those anew."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined

from aboveboard.render.template_engine import TemplateEngine

_HERE = Path(__file__).parent
_TEMPLATES = TemplateEngine(
    loader=FileSystemLoader(_HERE.parents[2] / "theme/html"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def drawn(template: str, macro: str, *arguments: Any) -> str:
    return str(getattr(_TEMPLATES.get_template(f"partials/{template}").module, macro)(*arguments))


def assert_golden(name: str, html: str) -> None:
    """The drawing is well-formed, and what it was when somebody last looked at it."""
    ElementTree.fromstring(html)
    lines = html.replace("><", ">\n<") + "\n"
    path = _HERE / "golden" / name
    if os.environ.get("ABOVEBOARD_GOLDEN"):
        path.write_text(lines, encoding="utf-8")
    assert lines == path.read_text("utf-8")
