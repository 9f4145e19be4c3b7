"""A record's file split in two: the YAML between its fences, and the Markdown below."""

from __future__ import annotations

import re

from aboveboard.errors import Problem, Problems
from aboveboard.frozen import frozen
from aboveboard.records.hardened_yaml import Document, read_yaml
from aboveboard.records.source import Source

_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@frozen
class FrontMatter:
    """`document` is the YAML; `body` the Markdown, whose first line is line `body_line` of the file."""

    document: Document
    body: str
    body_line: int


def read_front_matter(source: Source) -> FrontMatter:
    """Raises `Problems` when there are no fences, or no mapping between them."""
    if source.text.split("\n", 1)[0].rstrip(" \t") != "---":
        raise Problems([Problem(source.path, 1, 1, "", "no front matter", "the first line of a record is `---`")])
    match = _MATTER.match(source.text)
    if match is None:
        raise Problems([Problem(source.path, 1, 1, "", "the front matter has no end", "close it with a line `---`")])
    document = read_yaml(source.path, match.group(1), first_line=2)
    if not isinstance(document.value, dict):
        nothing = "is empty" if document.value is None else "is not a mapping"
        raise Problems([Problem(source.path, 2, 1, "", f"the front matter {nothing}", "write lines of `key: value`")])
    return FrontMatter(document, source.text[match.end() :], source.text.count("\n", 0, match.end()) + 1)
