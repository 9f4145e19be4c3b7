"""A page that is two files is made once for both."""

from __future__ import annotations

from aboveboard.site.shared_pages import SharedPages
from aboveboard.views.page import Page


def _page() -> Page:
    return Page("rfo/x.html", "A report", "", "rfo", "rfo.html", None)


def test_the_second_file_takes_what_the_first_was_made_of() -> None:
    pages = SharedPages(has_papers=True)
    first = pages.page("rfo/x.html", _page)
    assert pages.page("rfo/y.html", _page) is not first
    assert pages.page("rfo/x.html", _page) is first
    assert pages.page("rfo/x.html", _page) is not first


def test_nothing_waits_where_there_are_no_papers() -> None:
    pages = SharedPages(has_papers=False)
    assert pages.page("rfo/x.html", _page) is not pages.page("rfo/x.html", _page)
