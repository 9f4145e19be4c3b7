"""An update as it stands in the body of a record: a heading, and a text that stays text whatever stands in it.

Two branches that append updates to one record are merged by `merge=union`, which keeps the lines of both sides, but
takes lines that both have at the beginning or the end of what they added only once. So that two updates of one status
and instant, or with one last sentence, stay two whole updates, the blank line above and the end of the last line carry
blanks made of the update itself: nobody sees them, the reader drops them, and git finds no line in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b

from aboveboard.records.instants import utc_text
from aboveboard.writing.text_edit import LINE_END

# What the reader takes for a fence or an update's heading (records/updates.py), and what Markdown takes for the
# underline of a heading.
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}##(?!#)|[ \t]*(?:-+|=+)[ \t]*$")
_MARK_BITS = 12


def update_block(status: str, at: int, text: str) -> str:
    """A blank line, `## STATUS · INSTANT`, and the text, as lines that end with `\\n`: for the end of a record."""
    block = first_block(status, at, text)
    mark = _mark(block)
    return f"{mark}{block[:-1]}{mark}\n"


def first_block(status: str, at: int, text: str) -> str:
    """The same for a new record, which no other branch has: without marks."""
    return f"\n## {status} · {utc_text(at)}\n\n{as_data(text)}\n"


def as_data(text: str) -> str:
    """The text without a line that could begin another update or underline a heading, and with every fence closed."""
    return "\n".join(_lines(LINE_END.split(text.rstrip()))).strip("\n")


def _lines(lines: list[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif match := _FENCE.match(line):
            fence = match.group(1)
        elif _HEADING.match(line):
            bare = line.lstrip()
            line = f"{line[: len(line) - len(bare)]}\\{bare}"
        yield line
    if fence:
        yield fence


def _mark(of: str) -> str:
    """Blanks that another update is unlikely to have."""
    bits = int.from_bytes(blake2b(of.encode(), digest_size=2).digest(), "big")
    return "".join(" \t"[bits >> at & 1] for at in range(_MARK_BITS)) + " "
