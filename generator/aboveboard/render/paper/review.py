"""The review pack of a quarter on paper: one idea a page, its finding for a title."""

from __future__ import annotations

from typing import Any

from aboveboard.render.paper.imprint import Imprint, with_fingerprint
from aboveboard.render.paper.plain import plain
from aboveboard.render.paper.press import Paper, Press
from aboveboard.views.page import Page
from aboveboard.views.portal.pack import ReviewPack

TEMPLATE = "review.typ"


def review_pdf(press: Press, page: Page, imprint: Imprint) -> Paper:
    """`page` is what `review_page` made for the customer."""
    return press.printed(TEMPLATE, review_sheet(page, imprint))


def review_sheet(page: Page, imprint: Imprint) -> dict[str, Any]:
    """All that is typeset, as JSON has it."""
    view = page.view
    assert isinstance(view, ReviewPack)
    told = plain(view, imprint)
    del told["pdf"]
    return with_fingerprint(
        {
            **told,
            "title": " ".join(f"Review {view.name}, {view.customer}: {view.heading}".split()),
            "date": view.months,
            "permalink": imprint.url(page.path),
            "notes": list(page.notes),
        }
    )
