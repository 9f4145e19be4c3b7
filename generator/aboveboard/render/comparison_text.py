"""The story of a comparison as plain text, for a terminal: everything, uncut."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.comparison.story import Section, Story
from aboveboard.records.wrong import printable


def story_text(story: Story) -> str:
    lines = [" ".join(story.headline), story.compared, *story.notes]
    for section in story.sections:
        lines += ["", section.title, *_rows(section)]
    return "".join(f"{_safe(line)}\n" for line in lines)


def _rows(section: Section) -> Iterator[str]:
    for row in section.rows:
        if section.header:
            pairs = zip(section.header[1:], row.cells[1:], strict=True)
            facts = "; ".join(f"{title.lower()} {cell}" for title, cell in pairs if cell)
            yield f"  {row.cells[0]}: {facts}"
        else:
            yield f"  {row.strong}: {row.cells[0]}"


def _safe(line: str) -> str:
    """No control or turning characters, and no word that a runner would obey: `##[…` counts anywhere in a line."""
    indent = line[: len(line) - len(line.lstrip(" "))]
    text = printable(" ".join(line.split())).replace("##[", "## [")
    return f"{indent}{f' {text}' if text.startswith('::') else text}"
