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
# What only the beginning of a line can mean: lists, rules, underlined headings, admonitions.
_LINE_MARK = re.compile(r"[-+=!:]|\d+[.)]")
_BLOCKS = re.compile(r"\n\n+")

_SPAN = re.compile(
    r"`(?P<code>[A-Za-z0-9](?:[A-Za-z0-9 ./:=@%,+()_-]*[A-Za-z0-9./:=%)_-])?)`"
    r"|\*\*(?P<bold>[A-Za-z0-9](?:[A-Za-z0-9 .,:/+()-]*[A-Za-z0-9.,:/+)-])?)\*\*"
    r"|\[(?P<text>[A-Za-z0-9](?:[A-Za-z0-9 .,/-]*[A-Za-z0-9])?)\]\((?P<href>https?://[A-Za-z0-9][A-Za-z0-9./=?%-]*)\)"
)
_BULLET = "- "
# What stands around a span may be white space or one of these; a letter or digit would need the engine's own judgement.
_EDGE = frozenset(" \n.,;:!?()\"'–—")


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
    if any(not _is_plain_line(line) for line in block.split("\n")):
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
    return bool(line) and not line[0].isspace() and not line[-1].isspace() and _LINE_MARK.match(line) is None


def _inline(text: str) -> str | None:
    if _MARK.search(text) is None:
        return text
    pieces: list[str] = []
    end = 0
    for span in _SPAN.finditer(text):
        between = text[end : span.start()]
        stands_apart = (span.start() == 0 or text[span.start() - 1] in _EDGE) and (
            span.end() == len(text) or text[span.end()] in _EDGE
        )
        if not stands_apart or (end and not between) or _MARK.search(between) is not None:
            return None
        pieces += (between, _span_html(span))
        end = span.end()
    rest = text[end:]
    return None if _MARK.search(rest) is not None else "".join((*pieces, rest))


def _span_html(span: re.Match[str]) -> str:
    if (code := span["code"]) is not None:
        return f"<code>{code}</code>"
    if (bold := span["bold"]) is not None:
        return f"<strong>{bold}</strong>"
    return f'<a href="{span["href"]}" rel="nofollow noopener noreferrer">{span["text"]}</a>'
