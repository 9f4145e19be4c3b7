"""A view as JSON has it: dataclasses as objects; marks, times, links and drawings as a template wants them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from aboveboard.render.paper.charts import fault_segments, trend_lines
from aboveboard.render.paper.imprint import Imprint
from aboveboard.views.contacts import ContactLines
from aboveboard.views.portal.pack import Target
from aboveboard.views.service_months import Trend
from aboveboard.views.words.instants import Moment
from aboveboard.views.words.states import State


def plain(value: Any, imprint: Imprint) -> Any:
    """Only what a reader of the paper can see: of an instant its text, of a state its mark and its word."""
    match value:
        case Moment():
            return value.text
        case State():
            return {"mark": value.key, "word": value.word}
        case Target():
            return {"text": value.text, "url": imprint.url(value.href)}
        case Trend():
            return trend_lines(value)
        case ContactLines():
            return _person(value)
        case Mapping():
            return fault_segments(value)
        case tuple() | list():
            return [plain(item, imprint) for item in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name), imprint) for field in fields(value)}
    return value


def _person(lines: ContactLines) -> dict[str, Any]:
    """Every way to reach somebody in words: paper has no links to press, so chats are said with their address."""
    ways = [lines.phone.label] if lines.phone else []
    for way in lines.others:
        address = way.href.removeprefix("https://") if way.href.startswith("https://") else ""
        ways.append(f"{way.label} {address}".strip())
    return {"title": lines.title, "name": lines.name, "ways": ways}
