"""Markdown as far as an update's text must be understood: paragraphs, fences of code, rules and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aboveboard.frozen import frozen

# A fence of backticks has none in the words after it (CommonMark 0.31, section 4.5).
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_RULE = re.compile(r" {0,3}(?:-[ \t]*){2,}$| {0,3}(?:\*[ \t]*){3,}$| {0,3}(?:_[ \t]*){3,}$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
# Two # begin an update even without a blank after them.
_HEADING = re.compile(r" {0,3}(#{1,6}(?=[ \t]|$)|##(?!#))[ \t]*")


@frozen
class Block:
    """Lines that belong together: a paragraph, a list item, a fence of code with its blank lines; or a rule."""

    text: str
    is_rule: bool = False
    is_code: bool = False


def blocks_of(text: str) -> list[Block]:
    """Setext headings come out with #; a line of dashes below long text is taken for a rule; every fence is closed."""
    blocks: list[Block] = []
    lines: list[str] = []
    fence = ""

    def end_block(is_code: bool = False) -> None:
        if lines:
            blocks.append(Block("\n".join(lines), is_code=is_code))
            lines.clear()

    for line in text.split("\n"):
        if fence:
            lines.append(line)
            if _closes(line, fence):
                fence = ""
                end_block(is_code=True)
        elif match := _FENCE.match(line):
            end_block()
            lines.append(line)
            fence = match.group(1)
        elif not line.strip():
            end_block()
        elif len(lines) == 1 and _UNDERLINE.match(line) and _is_heading(lines[0]):
            lines[0] = f"{'#' if line.strip()[0] == '=' else '##'} {lines[0].strip()}"
            end_block()
        elif _RULE.match(line):
            end_block()
            blocks.append(Block("---", is_rule=True))
        else:
            lines.append(line)
    if fence:
        lines.append(fence)
    end_block(is_code=bool(fence))
    return blocks


def outside_code(text: str) -> Iterator[tuple[str, bool]]:
    """The lines, each with whether it stands outside of fences of code."""
    fence = ""
    for line in text.split("\n"):
        if fence:
            fence = "" if _closes(line, fence) else fence
            yield line, False
        elif match := _FENCE.match(line):
            fence = match.group(1)
            yield line, False
        else:
            yield line, True


def below_updates(text: str) -> str:
    """The text as it may stand in an update, where two # begin the next one: its headings have at least three."""
    text = _closed("\n".join(_tamed(line) if is_prose else line for line, is_prose in outside_code(text)))
    highest = min(
        (len(match.group(1)) for line, is_prose in outside_code(text) if is_prose and (match := _HEADING.match(line))),
        default=3,
    )
    if highest >= 3:
        return text
    return "\n".join(_moved(line, 3 - highest) if is_prose else line for line, is_prose in outside_code(text))


def _closed(text: str) -> str:
    """A label or shortcode may have stood before a fence, which begins a line only now that it is gone."""
    fence = ""
    for line in text.split("\n"):
        if fence:
            fence = "" if _closes(line, fence) else fence
        elif match := _FENCE.match(line):
            fence = match.group(1)
    return f"{text}\n{fence}" if fence else text


def _tamed(line: str) -> str:
    """Code within a line that begins with it, so that nobody takes it for a fence."""
    match = re.match(r"( {0,3})(`{3,})(.*)", line)
    if match is None:
        return line
    indent, mark, rest = match.groups()
    inner, closing, after = rest.partition(mark)
    if closing and "``" not in inner and not after.startswith("`"):
        return f"{indent}``{inner}``{after}"
    return indent + "\\`" * len(mark) + rest


def _moved(line: str, down: int) -> str:
    match = _HEADING.match(line)
    if match is None:
        return line
    return f"{'#' * min(6, len(match.group(1)) + down)} {line[match.end() :]}".rstrip()


def _closes(line: str, fence: str) -> bool:
    stripped = line.strip()
    return stripped.startswith(fence) and not stripped.strip(fence[0])


def _is_heading(line: str) -> bool:
    stripped = line.strip()
    is_other = stripped[:1] in "#>-*+|" or bool(re.match(r"\d+[.)] ", stripped))
    return 0 < len(stripped) <= 60 and stripped[-1] not in ".,;!?:" and not is_other
