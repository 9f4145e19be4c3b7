"""HTML whose links and images work wherever it is read."""

from __future__ import annotations

import re
from urllib.parse import urljoin

# A tag, and its attributes that hold an address, as nh3 writes them: in double quotes, in which `>` may stand.
_TAG = re.compile(r"""<[a-z](?:[^<>"]|"[^"]*")*>""")
_ADDRESS = re.compile(r'(?<= )(href|src)="([^"]*)"')


def absolute_html(html: str, base: str) -> str:
    """`html` was cleaned; `base` is the URL of the page that it was written for, or of a place on it. Text that looks like a link stays."""
    if '="' not in html:
        return html
    return _TAG.sub(lambda tag: _ADDRESS.sub(lambda match: _absolute(match, base), tag.group()), html)


def _absolute(match: re.Match[str], base: str) -> str:
    name, written = match.groups()
    try:
        address = urljoin(base, written)
    except ValueError:
        # No address at all, such as `//[`: the page is the best that is left.
        address = base
    return f'{name}="{address}"'
