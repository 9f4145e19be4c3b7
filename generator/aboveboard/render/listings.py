"""The two files that list a public tree's pages for machines: Material's search index and the sitemap."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape, unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aboveboard.views.page import SearchEntry

_LOCATION = re.compile(r"<loc>([^<]*)</loc>")


def merge_search_index(index: bytes, entries: Iterable[SearchEntry]) -> bytes:
    """Material's index with our entries after the hand-written pages' own."""
    read = json.loads(index)
    read["docs"] += map(_doc, entries)
    return _index_text(read)


def reworded_search_index(index: bytes, entries: Iterable[SearchEntry]) -> bytes:
    """A merged index with these entries in the place of those of their pages; of other pages it has none."""
    read = json.loads(index)
    docs = {entry.path: _doc(entry) for entry in entries}
    read["docs"] = [docs.get(doc["location"], doc) for doc in read["docs"]]
    return _index_text(read)


def merge_sitemap(sitemap: bytes, site_url: str, paths: Sequence[str]) -> bytes:
    """MkDocs' sitemap with our pages, sorted and without dates: MkDocs takes those from the clock."""
    urls = {unescape(location) for location in _LOCATION.findall(sitemap.decode())}
    if site_url:
        urls.update(page_url(site_url, path) for path in paths)
    lines = (f"  <url><loc>{escape(url)}</loc></url>\n" for url in sorted(urls))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n' + "".join(lines) + "</urlset>\n"
    ).encode()


def compress_sitemap(sitemap: bytes) -> bytes:
    """The same bytes for the same sitemap: no file name and no time in the header, and no system: `gzip.compress` leaves
    it to zlib to name one, or not, by the version of Python."""
    packed = BytesIO()
    with gzip.GzipFile("", "wb", fileobj=packed, mtime=0) as file:
        file.write(sitemap)
    return packed.getvalue()


def page_url(site_url: str, path: str) -> str:
    """The address that a page is known by: `index.html` is its folder."""
    folder, _, name = path.rpartition("/")
    shown = path if name != "index.html" else f"{folder}/" if folder else ""
    return site_url.rstrip("/") + "/" + shown


def _doc(entry: SearchEntry) -> dict[str, str]:
    title, text = (escape(words, quote=False) for words in (entry.title, entry.text))
    return {"location": entry.path, "title": title, "text": text}


def _index_text(index: Mapping[str, Any]) -> bytes:
    return json.dumps(index, separators=(",", ":")).encode()
