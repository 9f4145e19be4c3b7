"""Feeds are what they were when somebody last looked at them; ABOVEBOARD_GOLDEN=1 writes them anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from aboveboard.render.feeds import render_feeds
from feed_scene import SITE, scene

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    "path",
    ["feeds/all.rss", "feeds/all.atom", "feeds/all.json", "feeds/services/quiet.rss", "history.atom", "history.rss"],
)
def test_the_feed_is_what_it_was(path: str) -> None:
    lines = _in_lines(path, dict(render_feeds(scene(), SITE))[path].decode())
    golden = GOLDEN / path.replace("/", "-")
    if os.environ.get("ABOVEBOARD_GOLDEN"):
        golden.write_text(lines, encoding="utf-8")
    assert lines == golden.read_text("utf-8")


def _in_lines(path: str, text: str) -> str:
    """A line for each element or value, so that a change is a small diff."""
    if path.endswith(".json"):
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
    return text.replace("><", ">\n<") + "\n"
