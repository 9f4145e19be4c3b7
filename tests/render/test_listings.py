from __future__ import annotations

import gzip
import json

from aboveboard.render.listings import (
    compress_sitemap,
    merge_search_index,
    merge_sitemap,
    page_url,
    reworded_search_index,
)
from aboveboard.views.page import SearchEntry

_MKDOCS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url>
         <loc>https://status.northwind.example/how-we-measure.html?a=1&amp;b=2</loc>
         <lastmod>2026-11-21</lastmod>
    </url>
</urlset>"""


def test_entries_follow_the_hand_written_ones() -> None:
    index = b'{"config":{"lang":["en"]},"docs":[{"location":"a.html","title":"A","text":""}]}'
    merged = json.loads(merge_search_index(index, [SearchEntry("b.html#x", "<b>", "R&D")]))
    assert [entry["location"] for entry in merged["docs"]] == ["a.html", "b.html#x"]
    assert merged["docs"][1] == {"location": "b.html#x", "title": "&lt;b&gt;", "text": "R&amp;D"}
    assert merged["config"] == {"lang": ["en"]}


def test_other_words_take_the_place_of_those_of_their_page() -> None:
    index = b'{"config":{"lang":["en"]},"docs":[{"location":"a.html","title":"A","text":""}]}'
    entries = [SearchEntry("b.html", "B", "R&D"), SearchEntry("c.html", "C", "")]
    other = SearchEntry("b.html", "B", "\u2028 <i>")
    unknown = SearchEntry("d.html", "D", "")
    reworded = reworded_search_index(merge_search_index(index, entries), [other, unknown])
    assert reworded == merge_search_index(index, [other, entries[1]])


def test_a_sitemap_is_sorted_and_has_no_date() -> None:
    merged = merge_sitemap(_MKDOCS, "https://status.northwind.example/", ["rfo/b.html", "index.html", "rfo/index.html"])
    assert merged.decode().splitlines()[2:-1] == [
        "  <url><loc>https://status.northwind.example/</loc></url>",
        "  <url><loc>https://status.northwind.example/how-we-measure.html?a=1&amp;b=2</loc></url>",
        "  <url><loc>https://status.northwind.example/rfo/</loc></url>",
        "  <url><loc>https://status.northwind.example/rfo/b.html</loc></url>",
    ]


def test_without_the_sites_address_a_sitemap_names_nothing_of_ours() -> None:
    assert b"rfo" not in merge_sitemap(_MKDOCS, "", ["rfo/b.html"])


def test_a_compressed_sitemap_is_the_same_at_any_time_and_wherever_it_is_made() -> None:
    compressed = compress_sitemap(_MKDOCS)
    assert gzip.decompress(compressed) == _MKDOCS
    assert compressed[3:8] == b"\0\0\0\0\0", "no name and no time in the header"
    assert compressed[9] == 255, "no system in it (RFC 1952, section 2.3.1)"


def test_an_index_is_known_by_its_folder() -> None:
    assert page_url("https://a.example", "index.html") == "https://a.example/"
    assert page_url("https://a.example/sub/", "rfo/index.html") == "https://a.example/sub/rfo/"
    assert page_url("https://a.example/", "rfo/myindex.html") == "https://a.example/rfo/myindex.html"
