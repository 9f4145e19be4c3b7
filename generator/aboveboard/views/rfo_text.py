"""The body of an RFO as its sections: the five that every RFO has, in their order, then what else was written."""

from __future__ import annotations

import re

from aboveboard.frozen import frozen
from aboveboard.records.rfo import SECTIONS, Rfo
from aboveboard.records.updates import section_headings


@frozen
class Section:
    """`anchor` is the heading in lower case; `text` is Markdown."""

    heading: str
    anchor: str
    text: str


def sections_of(rfo: Rfo) -> tuple[str, tuple[Section, ...]]:
    """What stands above the first heading, and the sections that say something. One that stands twice is shown twice, in
    the order written."""
    lines = rfo.body.split("\n")
    headings = section_headings(rfo.body)
    if not headings:
        return rfo.body.strip(), ()
    ends = [*(line for line, _ in headings[1:]), len(lines)]
    sections = [
        Section(words, anchor_of(words), "\n".join(lines[line + 1 : end]).strip("\n").rstrip())
        for (line, words), end in zip(headings, ends, strict=True)
    ]
    sections = [section for section in sections if section.text]
    known = {heading: place for place, heading in enumerate(SECTIONS)}
    ordered = sorted(sections, key=lambda section: known.get(section.heading, len(known)))
    return "\n".join(lines[: headings[0][0]]).strip(), tuple(_apart(ordered))


def _apart(sections: list[Section]) -> list[Section]:
    """Anchors that differ, however often a heading stands."""
    counts: dict[str, int] = {}
    found = []
    for section in sections:
        counts[section.anchor] = count = counts.get(section.anchor, 0) + 1
        found.append(section if count == 1 else Section(section.heading, f"{section.anchor}-{count}", section.text))
    return found


def anchor_of(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") or "section"
