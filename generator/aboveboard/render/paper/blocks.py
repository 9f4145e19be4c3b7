"""Rendered, sanitised HTML as a tree of blocks in plain data: what a typst template can walk without reading markup.

A block is `{"is": KIND, ...}`: `p`, `h` (with `level`), `ul`, `ol` (with `start`; `items` are lists of blocks), `pre` (with
`text`), `quote` (with `blocks`), `note` (the same), `table` (`head`, `rows` of cells, `align`) and `rule`. `p`, `h` and a
cell have `line`: texts, and `{"is": KIND, "line": ...}` for `b`, `i`, `sup`, `sub`, `del`, `span`, `a` (with `url`, and
`noted`: the text does not say it), `code` (with `text`) and `br`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement

Block = dict[str, Any]
Line = list[Any]

_PARSER = lxml.html.HTMLParser(huge_tree=True)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EMPHASIS = {
    "b": "b", "strong": "b", "dt": "b",
    "em": "i", "i": "i", "cite": "i", "dfn": "i", "var": "i",
    "sup": "sup", "sub": "sub", "del": "del", "s": "del",
}  # fmt: skip
_CODE = frozenset(("code", "kbd", "samp"))
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "li",
        "pre",
        "blockquote",
        "table",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
# Deeper than this, everything is text: nobody reads a ninth quotation in a quotation, and no paper is wide enough.
_DEEPEST = 8


def blocks_of(html: str, page_url: str, under: int) -> list[Block]:
    """The blocks of a fragment. Links count from `page_url`, the page that shows the same; headings stand below the level
    `under`, and none skips a level (PDF/UA-1)."""
    if not html.strip():
        return []
    root = lxml.html.fragment_fromstring(html, create_parent="div", parser=_PARSER)
    blocks = list(_blocks(root, page_url, _DEEPEST))
    _set_levels(blocks, under)
    return blocks


def text_of(line: Line) -> str:
    """The line without its marks."""
    return "".join(_texts(line)).strip()


def _texts(line: Line) -> Iterator[str]:
    for part in line:
        if isinstance(part, str):
            yield part
        elif part["is"] == "br":
            yield " "
        else:
            yield from [part["text"]] if "text" in part else _texts(part["line"])


def _blocks(element: HtmlElement, url: str, left: int) -> Iterator[Block]:
    """What stands in `element`: blocks as such, and whatever text stands between them as paragraphs."""
    loose: Line = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS and left:
            yield from _paragraph(loose)
            yield from _block(child, url, left - 1)
            loose = [child.tail or ""]
        else:
            loose += _inline(child, url, left)
            loose.append(child.tail or "")
    yield from _paragraph(loose)


def _block(element: HtmlElement, url: str, left: int) -> Iterator[Block]:
    tag = element.tag
    if tag == "p":
        kind = "title" if element.get("class") == "admonition-title" else "p"
        yield from _paragraph(_line(element, url, left), kind)
    elif tag in ("ul", "ol"):
        items = [list(_blocks(item, url, left)) for item in element if item.tag == "li"]
        yield {"is": tag, "items": items, **({"start": _start(element)} if tag == "ol" else {})}
    elif tag == "pre":
        yield {"is": "pre", "text": element.text_content().strip("\n")}
    elif tag == "table":
        yield from _table(element, url, left)
    elif tag == "hr":
        yield {"is": "rule"}
    elif tag[0] == "h":
        line = _line(element, url, left)
        if left == _DEEPEST - 1:
            yield from ({**made, "level": int(tag[1])} for made in _paragraph(line, "h"))
        else:
            yield from _paragraph([{"is": "b", "line": line}])
    elif tag in ("blockquote", "dd") or (tag == "div" and element.get("class")):
        yield {"is": "note" if tag == "div" else "quote", "blocks": list(_blocks(element, url, left))}
    elif tag == "dt":
        yield from _paragraph([{"is": "b", "line": _line(element, url, left)}])
    else:
        yield from _blocks(element, url, left)


def _paragraph(line: Line, kind: str = "p") -> Iterator[Block]:
    tidy = _tidy(line)
    if tidy:
        yield {"is": kind, "line": tidy}


def _table(element: HtmlElement, url: str, left: int) -> Iterator[Block]:
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    width = max((len(row) for row in cells), default=0)
    if not width:
        return
    lines = [[_tidy(_line(cell, url, left)) for cell in row] + [[] for _ in range(width - len(row))] for row in cells]
    has_head = all(cell.tag == "th" for cell in cells[0])
    first = [cell.get("align") or "left" for cell in cells[0]] + ["left"] * (width - len(cells[0]))
    yield {
        "is": "table",
        "align": [one if one in ("left", "center", "right") else "left" for one in first],
        "head": lines[0] if has_head else [],
        "rows": lines[1:] if has_head else lines,
    }


def _line(element: HtmlElement, url: str, left: int) -> Line:
    line: Line = [element.text or ""]
    for child in element:
        line += _inline(child, url, left)
        line.append(child.tail or "")
    return line


def _inline(element: HtmlElement, url: str, left: int) -> Line:
    tag = element.tag
    if not isinstance(tag, str):
        return []
    if tag == "br":
        return [{"is": "br"}]
    if not left:
        return [f" {element.text_content()} "]
    if tag in _CODE or tag == "pre":
        return [{"is": "code", "text": element.text_content()}]
    if tag == "a":
        return [_link(element, url, left)]
    if tag == "img":
        return [_picture(element, url)]
    line = _line(element, url, left - 1)
    if tag == "q":
        return ["“", *line, "”"]
    if tag in _EMPHASIS:
        return [{"is": _EMPHASIS[tag], "line": line}]
    return [" ", *line, " "] if tag in _BLOCKS or tag in ("tr", "td", "th") else line


def _link(element: HtmlElement, url: str, left: int) -> Block | str:
    line = _line(element, url, left - 1)
    href = element.get("href")
    if not href:
        return {"is": "span", "line": line}
    target = _absolute(url, href)
    said = element.text_content().strip()
    return {"is": "a", "url": target, "line": line, "noted": said not in (target, re.sub("^(mailto|tel):", "", target))}


def _picture(element: HtmlElement, url: str) -> Block:
    """Paper fetches nothing: a picture is named, with where it is to be seen."""
    words = element.get("alt") or "without a description"
    source = element.get("src")
    line: Line = [f"[Picture: {words}]"]
    return (
        {"is": "a", "url": _absolute(url, source), "line": line, "noted": True} if source else {"is": "i", "line": line}
    )


def _absolute(url: str, href: str) -> str:
    try:
        return urljoin(url, href)
    except ValueError:
        return href


def _start(element: HtmlElement) -> int:
    written = element.get("start") or ""
    return int(written) if re.fullmatch(r"[0-9]{1,6}", written) else 1


def _tidy(line: Line) -> Line:
    """White space as a browser would show it: runs are one space, none stands at either end."""
    tidy = _collapsed(line, True)
    while tidy and isinstance(tidy[-1], str):
        tidy[-1] = tidy[-1].rstrip(" ")
        if tidy[-1]:
            break
        tidy.pop()
    return tidy if _says(tidy) else []


def _collapsed(line: Line, after_space: bool) -> Line:
    made: Line = []
    for part in line:
        if isinstance(part, str):
            text = _SPACE.sub(" ", part)
            text = text[1:] if after_space and text[:1] == " " else text
            if text:
                made.append(text)
                after_space = text[-1] == " "
        elif part["is"] == "br":
            made.append(part)
            after_space = True
        elif "line" in part:
            made.append({**part, "line": _collapsed(part["line"], after_space)})
            after_space = False
        else:
            made.append(part)
            after_space = False
    return made


def _says(line: Line) -> bool:
    return any(part.strip() if isinstance(part, str) else part["is"] != "br" for part in line)


def _set_levels(blocks: list[Block], under: int) -> None:
    """A heading may stand one level below the one before it, or any number above."""
    before = under
    for block in blocks:
        if block["is"] == "h":
            before = block["level"] = max(under + 1, min(block["level"], before + 1))
