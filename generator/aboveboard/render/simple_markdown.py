"""The Markdown that most updates are made of, without a Markdown engine: paragraphs, tight lists, code, bold, links.

A cold build would spend most of its time in Python-Markdown. What is accepted here comes out byte for byte as the engine
and the cleaner give it (a property test holds this file to that); everything else, and everything doubtful, is not
accepted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# Characters that Markdown, an entity or the cleaner could give a meaning, wherever they stand.
_MARK = re.compile(r"[\\`*_\[\]<>&#|~\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_ASCII_MARKS = bytes(code for code in range(128) if _MARK.match(chr(code)))
# What only the beginning of a line can mean: lists, rules, underlined headings, admonitions.
_LINE_MARK = re.compile(r"[-+=!:]|\d+[.)]")
_BLOCKS = re.compile(r"\n\n+")

# What stands around a span may be white space or one of these; a letter or digit would need the engine's own judgement.
# That is asked after the mark that a span begins with, so that a search leaps from mark to mark.
_OTHER = r"[^ \n.,;:!?()\"'–—]"
_SPAN = re.compile(
    rf"(?:`(?<!{_OTHER}`)([A-Za-z0-9](?:[A-Za-z0-9 ./:=@%,+()_-]*[A-Za-z0-9./:=%)_-])?)`"
    rf"|\*\*(?<!{_OTHER}\*\*)([A-Za-z0-9](?:[A-Za-z0-9 .,:/+()-]*[A-Za-z0-9.,:/+)-])?)\*\*"
    rf"|\[(?<!{_OTHER}\[)([A-Za-z0-9](?:[A-Za-z0-9 .,/-]*[A-Za-z0-9])?)\]\((https?://[A-Za-z0-9][A-Za-z0-9./=?%-]*)\)"
    rf")(?!{_OTHER})"
)
_BULLET = "- "


def simple_html(text: str) -> str | None:
    """Safe HTML of a text in this small part of Markdown; None for any other text."""
    if not text:
        return ""
    if text[0] == "\n" or text[-1] == "\n":
        return None
    parts: list[str] = []
    after_list = False
    for block in _BLOCKS.split(text):
        if block.startswith(_BULLET):
            html = None if after_list else _list(block.split("\n"))
            after_list = True
        else:
            html = _paragraph(block)
            after_list = False
        if html is None:
            return None
        parts.append(html)
    return "\n".join(parts).replace("\xa0", "&nbsp;")


def _paragraph(block: str) -> str | None:
    for line in block.split("\n"):
        if not _is_plain_line(line):
            return None
    inner = _inline(block)
    return None if inner is None else f"<p>{inner}</p>"


def _list(lines: Sequence[str]) -> str | None:
    """Items of one line each; Markdown has no doubt about those."""
    items = []
    for line in lines:
        item = line.removeprefix(_BULLET)
        inner = _inline(item) if item != line and _is_plain_line(item) else None
        if inner is None:
            return None
        items.append(f"<li>{inner}</li>\n")
    return f"<ul>\n{''.join(items)}</ul>"


def _is_plain_line(line: str) -> bool:
    if not line or line[-1].isspace():
        return False
    return line[0].isalpha() or not (line[0].isspace() or _LINE_MARK.match(line))


def _inline(text: str) -> str | None:
    if not _has_mark(text):
        return text
    pieces = _SPAN.split(text)  # what stands between spans, and of each span its four groups
    if _has_mark("".join(pieces[::5])):
        return None
    html = [pieces[0]]
    for at in range(1, len(pieces), 5):
        html += (_span_html(*pieces[at : at + 4]), pieces[at + 4])
    return "".join(html)


def _has_mark(text: str) -> bool:
    if text.isascii():  # the same question; a pattern needs three times as long for the answer
        return len(text.encode().translate(None, _ASCII_MARKS)) < len(text)
    return _MARK.search(text) is not None


def _span_html(code: str | None, bold: str | None, text: str | None, href: str | None) -> str:
    if code is not None:
        return f"<code>{code}</code>"
    if bold is not None:
        return f"<strong>{bold}</strong>"
    return f'<a href="{href}" rel="nofollow noopener noreferrer">{text}</a>'
